package main

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/admin"
	"github.com/dashcart/dashcart/handlers/cart"
	"github.com/dashcart/dashcart/handlers/ops"
	"github.com/dashcart/dashcart/handlers/phone"
	"github.com/dashcart/dashcart/handlers/web"
	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/floor"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/static"
)

func newKey() string { return rand.Text() }

// handler is every page of the app.
func (a *app) handler() (http.Handler, error) {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	// Only a proxy on this machine may say for whom it asks: tries are counted
	// by the caller's address.
	if err := r.SetTrustedProxies([]string{"127.0.0.1", "::1"}); err != nil {
		return nil, err
	}
	r.Use(a.metrics.Pages(), a.logged(), gin.CustomRecoveryWithWriter(nil, func(c *gin.Context, p any) {
		a.log.Error("a page panicked", "path", c.Request.URL.Path, "panic", p)
		c.String(http.StatusInternalServerError, "Something went wrong. Nothing was changed; please try again.\n")
	}), web.Protect(), web.Guesses(account.NewLimiter(30, 10*time.Minute, time.Now), "/phone/signin", "/phone/code"))
	r.GET("/static/*file", gin.WrapH(static.Handler("/static/")))
	r.GET("/pictures/:name", func(c *gin.Context) {
		c.Header("Cache-Control", "public, max-age=3600")
		c.File(a.behind.picture(c.Param("name")))
	})
	st := func() *store.Store { return a.store }
	lanes := func(ctx context.Context) ([]shopping.LaneInfo, error) { return a.behind.Hub().Lanes(ctx) }
	carts := func() []shopping.Shopping { return a.carts }
	worker, err := readStatic("worker.js")
	if err != nil {
		return nil, err
	}
	a.behind.watch(func(*catalog.Catalogue) { a.changed.Tell() })
	cart.Routes(r, cart.Deps{Store: st, Catalogue: a.behind.Catalogue, Cart: a.Cart, Others: a.behind.others(a), Lanes: lanes, Kiosk: func(id string) string { return a.kiosk[id] }, Changed: &a.changed})
	a.benchRoutes(r)
	if a.side == nil {
		r.GET("/", func(c *gin.Context) { c.Redirect(http.StatusSeeOther, "/cart/"+a.carts[0].ID()) })
		return r, nil
	}
	if a.head != nil {
		r.GET("/", func(c *gin.Context) { c.Redirect(http.StatusSeeOther, "/admin") })
		a.adminRoutes(r)
		return r, nil
	}
	r.GET("/", func(c *gin.Context) { c.Redirect(http.StatusSeeOther, "/phone") })
	issuer, err := a.openID()
	if err != nil {
		return nil, err
	}
	phones := phone.Deps{Forged: a.forgedLink(), Foreign: a.foreignReceipt(), OpenID: issuer, Passkeys: a.passkeys(), Store: st, Catalogue: a.side.Catalogue, Carts: carts, Cart: a.Cart, Accounts: a.side.shoppers, Worker: worker}
	if a.side.house != nil { // an interface that holds nil would be one all the same
		phones.House = a.side.house
	}
	phone.Routes(r, phones)
	a.adminRoutes(r)
	a.laneRoutes(r)
	a.stripeRoutes(r)
	return r, nil
}

// adminRoutes adds the staff's pages.
func (a *app) adminRoutes(r gin.IRouter) {
	d := admin.Deps{Name: a.store.Name, Zone: a.store.Location, Plan: func() *floor.Plan { return &a.store.Floor }, Carts: func() []shopping.Shopping { return a.carts },
		Catalogue: a.side.catalogue, Lanes: a.side.lanes, Trips: a.side.trips, Staff: a.side.staff,
		People: a.side.people, Log: a.side.db, PublicURL: a.publicURL, Mail: a.side.post, Goods: a.side.goodsPages(),
		Version: ops.Version(), Recording: a.recordings(), Frames: a.frames, LanesChanged: &a.changed, HotAbove: a.store.Policies.Hot}
	if a.fleet != nil {
		d.Fleet = a.fleet.server
	}
	if a.head != nil {
		d.Chain, d.Trips = a.head, chainTrips{a.side.trips, a.head}
	}
	admin.Routes(r, d)
}

// logged writes what failed.
func (a *app) logged() gin.HandlerFunc {
	return func(c *gin.Context) {
		began := time.Now()
		c.Next()
		for _, e := range c.Errors {
			if !errors.Is(e.Err, context.Canceled) {
				a.log.Error("a page failed", "path", c.Request.URL.Path, "err", e.Err, "took", time.Since(began))
			}
		}
	}
}

func readStatic(name string) ([]byte, error) {
	f, err := static.Files().Open(name)
	if err != nil {
		return nil, errors.New("the binary was built without its pages; run make build")
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	b := make([]byte, info.Size())
	_, err = f.Read(b)
	return b, err
}
