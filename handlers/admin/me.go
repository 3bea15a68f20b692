package admin

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/web"
	"github.com/dashcart/dashcart/models/account"
	view "github.com/dashcart/dashcart/views/admin"
	"github.com/dashcart/dashcart/views/words"
)

// me shows what is one's own: password, authenticator app, badge, sessions.
func (p *pages) me(c *gin.Context, m Member) {
	p.showMe(c, m, http.StatusOK, p.frame(c, m, "a-me", "/admin/me"), view.MePage{})
}

func (p *pages) showMe(c *gin.Context, m Member, status int, f view.Frame, page view.MePage) {
	me, ok := p.self(c, m)
	if !ok {
		return
	}
	page.Email, page.App, page.Badge = me.Email, me.Secret != "", me.BadgeHash != ""
	if !page.App {
		if page.Secret == "" {
			page.Secret = account.NewSecret()
		}
		page.QR, page.QRSize = web.QR(account.SecretLink(p.Name, me.Email, page.Secret))
	}
	if page.BadgeCode != "" {
		page.BadgeQR, page.BadgeSize = web.QR(page.BadgeCode)
	}
	sessions, err := p.People.Sessions(c.Request.Context())
	if err != nil {
		p.fail(c, m, err)
		return
	}
	for _, s := range sessions {
		if s.Who == m.ID {
			page.Sessions = append(page.Sessions, p.session(c, s))
		}
	}
	p.show(c, status, view.Me(f, page))
}

// self is the whole record of who is signed in.
func (p *pages) self(c *gin.Context, m Member) (account.Employee, bool) {
	all, err := p.People.People(c.Request.Context())
	for _, e := range all {
		if e.ID == m.ID {
			return e, true
		}
	}
	p.fail(c, m, errors.Join(err, errors.New("who is signed in is not in the records")))
	return account.Employee{}, false
}

// change carries out a change of one's own and shows the page again with what
// came of it.
func (p *pages) change(c *gin.Context, m Member, page view.MePage, done string, act func(account.Employee, *view.MePage) error) {
	me, ok := p.self(c, m)
	if !ok {
		return
	}
	f, status := p.frame(c, m, "a-me", "/admin/me"), http.StatusOK
	err := act(me, &page)
	switch no := refusal(err); {
	case no != nil:
		f.Problem, status = f.T("a-"+no.Code), http.StatusUnprocessableEntity
	case err != nil:
		p.fail(c, m, err)
		return
	default:
		f.Notice = f.T(done)
	}
	p.showMe(c, m, status, f, page)
}

func (p *pages) setPassword(c *gin.Context, m Member) {
	p.change(c, m, view.MePage{}, "a-password-set", func(me account.Employee, _ *view.MePage) error {
		if c.PostForm("password") != c.PostForm("again") {
			return &account.Refused{Code: "not-same"}
		}
		session, _ := c.Cookie(sessionCookie)
		return p.People.SetPassword(c.Request.Context(), me, c.PostForm("old"), c.PostForm("password"), session)
	})
}

func (p *pages) setApp(c *gin.Context, m Member) {
	p.change(c, m, view.MePage{Secret: c.PostForm("secret")}, "a-app-set", func(me account.Employee, _ *view.MePage) error {
		return p.People.SetApp(c.Request.Context(), me, c.PostForm("old"), c.PostForm("secret"), c.PostForm("totp"))
	})
}

func (p *pages) dropApp(c *gin.Context, m Member) {
	p.change(c, m, view.MePage{}, "a-app-dropped", func(me account.Employee, _ *view.MePage) error {
		return p.People.DropApp(c.Request.Context(), me, c.PostForm("old"))
	})
}

func (p *pages) setBadge(c *gin.Context, m Member) {
	p.change(c, m, view.MePage{}, "a-badge-set", func(me account.Employee, page *view.MePage) (err error) {
		page.BadgeCode, err = p.People.SetBadge(c.Request.Context(), me, c.PostForm("old"), c.PostForm("pin"))
		return err
	})
}

func (p *pages) setLanguage(c *gin.Context, _ Member) {
	http.SetCookie(c.Writer, &http.Cookie{Name: "lang", Value: words.Lang(c.PostForm("lang")), Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	c.Redirect(http.StatusSeeOther, "/admin/me")
}

func (p *pages) endSession(c *gin.Context, m Member) {
	if err := p.People.End(c.Request.Context(), m.employee(), c.Param("id")); err != nil {
		p.fail(c, m, err)
		return
	}
	back := "/admin/me"
	if c.PostForm("back") == "staff" && m.Role.May(account.People) {
		back = "/admin/staff"
	}
	c.Redirect(http.StatusSeeOther, back)
}

// auditLog shows the log, the latest first, and whether its chain holds.
func (p *pages) auditLog(c *gin.Context, m Member) {
	t := table(c)
	ctx := c.Request.Context()
	found, n, err := p.Log.AuditPage(ctx, t.Query, (t.Page-1)*pageSize, pageSize)
	if err != nil {
		p.fail(c, m, err)
		return
	}
	f := p.frame(c, m, "a-audit", "/admin/audit")
	if c.Query("check") != "" {
		if last, err := p.Log.CheckAudit(ctx, ""); err != nil {
			f.Problem = err.Error()
		} else {
			f.Notice = f.T("a-audit-whole", last.Seq, last.Hash)
		}
	}
	t.Total, t.Pages = n, max(1, (n+pageSize-1)/pageSize)
	var rows []view.AuditRow
	for _, e := range found {
		rows = append(rows, view.AuditRow{Seq: e.Seq, At: e.At.In(p.Zone), Name: e.Name, Role: string(e.Role), Act: e.Act, Object: e.Object, Detail: fields(e.Detail), Outcome: e.Outcome, Hash: e.Hash})
	}
	p.show(c, http.StatusOK, view.Audit(f, t, rows))
}
