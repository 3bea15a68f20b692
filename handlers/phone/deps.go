// Package phone serves the shopper's pages: linking a cart, signing in, the
// live basket, the list, receipts.
package phone

import (
	"context"
	"crypto/rand"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/web"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/phone"
	"github.com/dashcart/dashcart/views/words"
)

// Accounts are the shoppers and what the store keeps for them. Errors that
// are a *shopping.Refused are for the shopper.
type Accounts interface {
	// SendCode mails a one-time code; known says whether the address has an account.
	SendCode(ctx context.Context, email, language string) (known bool, err error)
	// Verify signs in, or up with a name, and returns a session.
	Verify(ctx context.Context, email, code, name, language string) (session string, err error)
	Who(ctx context.Context, session string) (trip.Shopper, bool)
	SignOut(ctx context.Context, session string) error
	// PhoneCode is a text that a cart's scanner takes for this shopper.
	PhoneCode(ctx context.Context, who trip.Shopper) (string, error)
	List(ctx context.Context, shopper string) ([]trip.ListItem, error)
	SaveList(ctx context.Context, shopper string, list []trip.ListItem) error
	// Clips are the codes of the coupons a shopper keeps for the next trip.
	Clips(ctx context.Context, shopper string) ([]string, error)
	Clip(ctx context.Context, shopper, code string, on bool) error
	// SaveLoyalty keeps the number of a shopper's loyalty card, empty for none.
	SaveLoyalty(ctx context.Context, shopper, number string) error
	Receipts(ctx context.Context, shopper string) ([]pricing.Receipt, error)
	// ReceiptPDF is one receipt of a shopper as a document.
	ReceiptPDF(ctx context.Context, shopper, number string) ([]byte, error)
}

// Deps is what the pages work on.
type Deps struct {
	Store     func() *store.Store
	Catalogue func() *catalog.Catalogue
	Carts     func() []shopping.Shopping
	Cart      func(id string) (shopping.Shopping, bool)
	Accounts  Accounts
	Clock     shopping.Clock    // nil for the machine's
	Forged    func(from string) // told of a cart's code that no cart made; may be nil
	// Foreign is told of a receipt that a shopper asked for and does not have; may be nil.
	Foreign  func(from, shopper, number string)
	OpenID   *OpenID   // nil without
	Passkeys *Passkeys // nil without
	House    House     // nil where the store keeps no accounts of its own
	Worker   []byte    // the script that keeps pages for when the signal is gone
}

type pages struct{ Deps }

func (p *pages) now() time.Time {
	if p.Clock != nil {
		return p.Clock()
	}
	return time.Now()
}

// Routes adds the phone's pages to a router.
func Routes(r gin.IRouter, d Deps) {
	p := &pages{d}
	r.GET("/phone", p.home)
	r.GET("/phone/live", p.live)
	r.GET("/phone/link", p.link)
	r.GET("/phone/signin", p.signIn)
	r.POST("/phone/signin", p.sendCode)
	r.POST("/phone/code", p.verify)
	r.POST("/phone/signout", p.signOut)
	if d.Passkeys != nil {
		p.passkeyRoutes(r)
	}
	if d.OpenID != nil {
		r.GET("/phone/openid", p.beginOpenID)
		r.GET(OpenIDBack, p.finishOpenID)
	}
	r.GET("/phone/confirm", p.confirm)
	r.POST("/phone/confirm", p.confirmed)
	r.POST("/phone/cancel", p.cancel)
	r.GET("/phone/list", p.list)
	r.POST("/phone/list", p.changeList)
	r.GET("/phone/coupons", p.coupons)
	r.POST("/phone/coupons", p.clip)
	r.GET("/phone/loyalty", p.loyalty)
	r.POST("/phone/loyalty", p.keepLoyalty)
	r.GET("/phone/receipts", p.receipts)
	if d.House != nil {
		r.GET("/phone/account", p.account)
	}
	r.GET("/phone/receipts/:number", p.receipt)
	r.GET("/phone/receipts/:number/pdf", p.pdf)
	r.GET("/phone/manifest.webmanifest", p.manifest)
	r.GET("/phone/worker.js", func(c *gin.Context) { c.Data(http.StatusOK, "text/javascript; charset=utf-8", p.Worker) })
}

// Cookies: phone names the phone as long as it keeps cookies, session the
// signed-in shopper, pending the cart being linked.
const (
	phoneCookie   = "phone"
	sessionCookie = "shopper"
	pendingCookie = "pending"
)

func setCookie(c *gin.Context, name, value string, seconds int) {
	http.SetCookie(c.Writer, &http.Cookie{Name: name, Value: value, Path: "/phone", MaxAge: seconds, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: c.Request.TLS != nil})
}

// phone is this phone's own name, made on its first visit.
func phone(c *gin.Context) string {
	if id, err := c.Cookie(phoneCookie); err == nil && id != "" {
		return id
	}
	id := rand.Text()
	setCookie(c, phoneCookie, id, 365*24*3600)
	return id
}

func (p *pages) who(c *gin.Context) (trip.Shopper, bool) {
	session, err := c.Cookie(sessionCookie)
	if err != nil || session == "" {
		return trip.Shopper{}, false
	}
	return p.Accounts.Who(c.Request.Context(), session)
}

// page fills in what all pages show.
func (p *pages) page(c *gin.Context, tab string) view.Page {
	v := view.Page{Store: p.Store().Name, Unit: string(p.Store().WeightUnit), Tab: tab, Key: rand.Text(), OnAccount: p.House != nil}
	if who, ok := p.who(c); ok {
		v.Name, v.Lang = who.Name, who.Language
	}
	if q := c.Query("lang"); q != "" {
		c.SetCookie("lang", words.Lang(q), 30*24*3600, "/", "", false, true)
		v.Lang = q
	} else if q, err := c.Cookie("lang"); err == nil {
		v.Lang = q
	} else if v.Lang == "" {
		v.Lang = c.GetHeader("Accept-Language")
	}
	v.Lang = words.Lang(v.Lang)
	return v
}

func (p *pages) manifest(c *gin.Context) {
	c.Header("Content-Type", "application/manifest+json")
	c.JSON(http.StatusOK, gin.H{"name": p.Store().Name, "short_name": p.Store().Name, "start_url": "/phone", "scope": "/phone", "display": "standalone",
		"background_color": "#f4f6f3", "theme_color": "#0b6b3a", "icons": []gin.H{{"src": "/static/app-icon.svg", "sizes": "any", "type": "image/svg+xml"}}})
}

func (p *pages) fail(c *gin.Context, err error) {
	_ = c.Error(err)
	c.String(http.StatusInternalServerError, "The store could not do that just now. Nothing was changed; please try again.\n")
}

func (p *pages) problem(c *gin.Context, status int, key string) {
	v := p.page(c, "basket")
	v.Problem = key
	web.Show(c, status, view.ProblemPage(v))
}
