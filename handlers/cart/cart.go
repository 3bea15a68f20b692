// Package cart serves the touchscreen of each cart.
package cart

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/live"
	"github.com/dashcart/dashcart/handlers/web"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	view "github.com/dashcart/dashcart/views/cart"
)

// Deps is what the touchscreen works on. Kiosk returns the key that a cart's
// own screen was started with.
type Deps struct {
	Store     func() *store.Store
	Catalogue func() *catalog.Catalogue
	Cart      func(id string) (shopping.Shopping, bool)
	Others    shopping.Others // that a trip may move to
	Lanes     func(ctx context.Context) ([]shopping.LaneInfo, error)
	Kiosk     func(cart string) string
	// Changed tells when a lane or the catalogue is another than before; nil
	// where that is not heard and the next drawing shows it.
	Changed live.Source
}

type pages struct{ Deps }

// Routes adds the touchscreens to a router.
func Routes(r gin.IRouter, d Deps) {
	p := &pages{d}
	r.GET("/cart/:id", p.page)
	r.GET("/cart/:id/live", p.live)
	r.POST("/cart/:id/do/:action", p.act)
}

func kioskCookie(cart string) string { return "kiosk_" + cart }

// owner reports whether the request comes from the cart's own screen.
func (p *pages) owner(c *gin.Context) bool {
	key := p.Kiosk(c.Param("id"))
	got, err := c.Cookie(kioskCookie(c.Param("id")))
	return err == nil && key != "" && subtle.ConstantTimeCompare([]byte(got), []byte(key)) == 1
}

// find returns the cart that the address names, or answers that there is none.
func (p *pages) find(c *gin.Context) shopping.Shopping {
	s, ok := p.Cart(c.Param("id"))
	if !ok {
		c.String(http.StatusNotFound, "store.yaml lists no cart %s.\n", c.Param("id"))
		return nil
	}
	return s
}

func (p *pages) page(c *gin.Context) {
	s := p.find(c)
	if s == nil {
		return
	}
	if key := c.Query("key"); key != "" {
		http.SetCookie(c.Writer, &http.Cookie{Name: kioskCookie(s.ID()), Value: key, Path: "/cart/" + s.ID(), HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: 365 * 24 * 3600})
		c.Redirect(http.StatusSeeOther, "/cart/"+s.ID())
		return
	}
	web.Show(c, http.StatusOK, view.Page(p.screen(c, s, c.Query("tab"))))
}

func (p *pages) live(c *gin.Context) {
	s := p.find(c)
	if s == nil {
		return
	}
	key := rand.Text() // one for the stream: a drawing that shows the same is then the same
	var seq int64 = -1
	src := live.Source(s)
	if p.Changed != nil {
		src = live.Sources{s, p.Changed}
	}
	live.Stream(c.Writer, c.Request, src, func(context.Context) (uint64, templ.Component) {
		sc := p.screen(c, s, c.Query("tab"))
		if sc.Now.Seq != seq {
			seq = sc.Now.Seq
		}
		sc.Key = key + strconv.FormatInt(seq, 36)
		return sc.Now.Version, view.Body(sc)
	})
}
