package admin

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/account"
)

// Log is where what staff do is written, each entry chained to the last.
type Log interface {
	Audit(ctx context.Context, e account.Entry) (account.Entry, error)
	AuditPage(ctx context.Context, query string, offset, limit int) ([]account.Entry, int, error)
	CheckAudit(ctx context.Context, seen string) (account.Entry, error)
}

// How much of a form the log keeps.
const (
	formLimit  = 1 << 20 // bytes of a form; uploads are read by their own pages
	valueLimit = 200
	formFields = 40
)

// hidden are the fields whose value the log does not keep.
var hidden = []string{"password", "old", "again", "pin", "totp", "secret", "badge"}

// Audited is the one place where the log is written: every change asked for by
// a signed-in person stands in it before it is carried out, so that nothing is
// done which the log does not hold; a change that cannot be logged is refused.
// What was turned down, or failed, gets a second entry that says so.
func Audited(who func(*gin.Context) (Member, bool), log Log, now func() time.Time) gin.HandlerFunc {
	// Whoever is not signed in may knock this often; more is not even logged, so
	// that nobody fills the log from outside.
	knocks := account.NewLimiter(60, 10*time.Minute, now)
	return func(c *gin.Context) {
		switch c.Request.Method {
		case http.MethodGet, http.MethodHead, http.MethodOptions:
			return
		}
		m, ok := who(c)
		door := strings.HasPrefix(c.FullPath(), "/admin/login") || strings.HasPrefix(c.FullPath(), "/admin/invite")
		if !ok && !door {
			return // the page itself sends them to the sign-in; nothing is changed
		}
		if !ok && !knocks.Take(c.ClientIP()) {
			c.String(http.StatusTooManyRequests, "Too many tries. Wait ten minutes.\n")
			c.Abort()
			return
		}
		detail, err := form(c)
		if err != nil {
			c.String(http.StatusRequestEntityTooLarge, "That form is too large or damaged. Nothing was changed.\n")
			c.Abort()
			return
		}
		e := account.Entry{At: now(), Who: m.ID, Name: m.Name, Role: m.Role, Act: c.Request.Method + " " + c.FullPath(), Object: object(c), Detail: detail, Outcome: account.Asked}
		if !ok {
			e.Name = c.ClientIP()
		}
		asked, err := log.Audit(c.Request.Context(), e)
		if err != nil {
			_ = c.Error(err)
			c.String(http.StatusServiceUnavailable, "The log of changes cannot be written, so nothing was changed. The store's records need a look.\n")
			c.Abort()
			return
		}
		c.Next()
		if status := c.Writer.Status(); status >= 400 {
			e.At, e.Detail, e.Outcome = now(), fmt.Sprintf("entry %d: %d %s", asked.Seq, status, http.StatusText(status)), account.Denied
			if status >= 500 {
				e.Outcome = account.Failed
			}
			if _, err := log.Audit(context.WithoutCancel(c.Request.Context()), e); err != nil {
				_ = c.Error(err)
			}
		}
	}
}

// object is the address without what is secret in it.
func object(c *gin.Context) string {
	path := c.Request.URL.Path
	if s := c.Param("secret"); s != "" {
		path = strings.ReplaceAll(path, s, "…")
	}
	return clip(path)
}

// form is what was sent, in the order of the fields' names. A body that is no
// plain form is left to its page.
func form(c *gin.Context) (string, error) {
	kind, _, _ := strings.Cut(c.ContentType(), ";")
	if kind != "application/x-www-form-urlencoded" {
		return clip(kind), nil
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, formLimit)
	if err := c.Request.ParseForm(); err != nil {
		return "", err
	}
	sent := c.Request.PostForm
	out := url.Values{}
	for _, k := range slices.Sorted(maps.Keys(sent)) {
		if len(out) == formFields {
			break
		}
		for _, v := range sent[k] {
			if slices.Contains(hidden, k) {
				v = "…"
			}
			out.Add(clip(k), clip(v))
		}
	}
	return out.Encode(), nil
}

func clip(s string) string {
	if r := []rune(s); len(r) > valueLimit {
		return string(r[:valueLimit]) + "…"
	}
	return s
}

// fields is a detail of the log as a person reads it.
func fields(detail string) string {
	v, err := url.ParseQuery(detail)
	if err != nil || !strings.Contains(detail, "=") {
		return detail
	}
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(v)) {
		parts = append(parts, k+": "+strings.Join(v[k], ", "))
	}
	return strings.Join(parts, "; ")
}
