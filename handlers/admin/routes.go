package admin

import (
	"net/http"
	"time"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
)

const sessionCookie = "dashcart_staff"

// route is one address with the action it needs.
type route struct {
	method, path string
	needs        Action
	serve        func(*pages, *gin.Context, Member)
}

// routes is every address behind the sign-in.
var routes = []route{
	{"GET", "/admin", See, (*pages).home},
	{"GET", "/admin/floor", See, (*pages).floor},
	{"GET", "/admin/carts", See, (*pages).carts},
	{"GET", "/admin/carts/:id", See, (*pages).cart},
	{"POST", "/admin/carts/:id/lock", WorkCarts, (*pages).lock},
	{"POST", "/admin/carts/:id/unlock", WorkCarts, (*pages).unlock},
	{"POST", "/admin/carts/:id/out", WorkCarts, (*pages).takeOut},
	{"POST", "/admin/carts/:id/back", WorkCarts, (*pages).bringBack},
	{"POST", "/admin/carts/:id/abandon", WorkCarts, (*pages).abandon},
	{"POST", "/admin/carts/:id/take", Help, (*pages).takeCall},
	{"POST", "/admin/carts/:id/resolve", Help, (*pages).resolveCall},
	{"GET", "/admin/help", Help, (*pages).help},
	{"GET", "/admin/lanes", See, (*pages).lanes},
	{"POST", "/admin/lanes/:id/open", WorkLanes, (*pages).openLane},
	{"POST", "/admin/lanes/:id/pair", WorkLanes, (*pages).pairLane},
	{"GET", "/admin/produce", See, (*pages).produce},
	{"GET", "/admin/produce/:plu", Produce, (*pages).editProduce},
	{"POST", "/admin/produce/:plu", Produce, (*pages).saveProduce},
	{"GET", "/admin/coupons", See, (*pages).coupons},
	{"GET", "/admin/coupons/:code", Coupons, (*pages).editCoupon},
	{"POST", "/admin/coupons/:code", Coupons, (*pages).saveCoupon},
	{"GET", "/admin/trips", ReadTrips, (*pages).trips},
	{"GET", "/admin/trips/:id", ReadTrips, (*pages).trip},
	{"GET", "/admin/roles", See, (*pages).roles},
}

// pages serves the routes.
type pages struct{ Deps }

// Routes adds the staff's pages to a router.
func Routes(r gin.IRouter, d Deps) {
	if d.Zone == nil {
		d.Zone = time.UTC
	}
	p := &pages{d}
	r.GET("/admin/login", p.login)
	r.POST("/admin/login", p.signIn)
	r.POST("/admin/logout", p.signOut)
	for _, x := range routes {
		r.Handle(x.method, x.path, func(c *gin.Context) {
			m, ok := p.who(c)
			if !ok {
				c.Redirect(http.StatusSeeOther, "/admin/login")
				return
			}
			if !m.Role.May(x.needs) {
				p.show(c, http.StatusForbidden, view.Message(p.frame(m, "Not for your role", ""), "Your role ("+string(m.Role)+") may not do this. Ask a manager.", "/admin"))
				return
			}
			x.serve(p, c, m)
		})
	}
}

// Signed names the member of staff that a request comes from, for other pages.
func Signed(c *gin.Context, s Staff) (Member, bool) {
	session, err := c.Cookie(sessionCookie)
	if err != nil || session == "" {
		return Member{}, false
	}
	return s.Who(c.Request.Context(), session)
}

func (p *pages) who(c *gin.Context) (Member, bool) { return Signed(c, p.Staff) }

func (p *pages) login(c *gin.Context) {
	p.show(c, http.StatusOK, view.Login(view.Frame{Store: p.Name, Title: "Staff sign-in"}, ""))
}

func (p *pages) signIn(c *gin.Context) {
	email := c.PostForm("email")
	session, err := p.Staff.SignIn(c.Request.Context(), email, c.PostForm("password"))
	if err != nil {
		f := view.Frame{Store: p.Name, Title: "Staff sign-in", Problem: "That e-mail and password do not fit together. Try again, or ask the owner for a new invitation."}
		p.show(c, http.StatusUnauthorized, view.Login(f, email))
		return
	}
	http.SetCookie(c.Writer, &http.Cookie{Name: sessionCookie, Value: session, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: c.Request.TLS != nil})
	c.Redirect(http.StatusSeeOther, "/admin")
}

func (p *pages) signOut(c *gin.Context) {
	if session, err := c.Cookie(sessionCookie); err == nil {
		if err := p.Staff.SignOut(c.Request.Context(), session); err != nil {
			p.fail(c, Member{}, err)
			return
		}
	}
	http.SetCookie(c.Writer, &http.Cookie{Name: sessionCookie, Path: "/", MaxAge: -1, HttpOnly: true})
	c.Redirect(http.StatusSeeOther, "/admin/login")
}

func (p *pages) frame(m Member, title, at string) view.Frame {
	f := view.Frame{Store: p.Name, Title: title, At: at, Who: m.Name, Role: string(m.Role)}
	f.May = func(a string) bool { return m.Role.May(Action(a)) }
	for _, c := range p.Carts() {
		if t := c.Live().State.Trip; t != nil && !t.Status.Over() && t.Help != nil {
			f.Waiting++
		}
	}
	return f
}

func (p *pages) show(c *gin.Context, status int, page templ.Component) {
	c.Header("Content-Type", "text/html; charset=utf-8")
	c.Header("Cache-Control", "no-store")
	c.Status(status)
	if err := page.Render(c.Request.Context(), c.Writer); err != nil {
		_ = c.Error(err) // the head is sent; the log says why the rest is missing
	}
}

func actor(m Member) trip.Actor { return trip.Actor{Kind: trip.ByStaff, ID: m.ID, Name: m.Name} }
