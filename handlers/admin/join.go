package admin

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/account"
	view "github.com/dashcart/dashcart/views/admin"
)

// Fleet lets machines join as carts.
type Fleet interface {
	// Invite makes a code by which one machine becomes the cart, within the hour.
	Invite(ctx context.Context, cart string) (code string, err error)
	Addr() string // where carts reach the hub, host:port
}

var fleetRoutes = []route{
	{"POST", "/admin/carts/:id/join", account.JoinCarts, (*pages).joinCart},
}

// joinCart shows a new code once. It is in no address and in no log.
func (p *pages) joinCart(c *gin.Context, m Member) {
	s := p.find(c, m)
	if s == nil {
		return
	}
	f := p.frame(c, m, "j-title", "/admin/carts")
	if p.Fleet == nil {
		p.show(c, http.StatusConflict, view.Message(f, f.T("j-no-hub"), p.cartPath(c)))
		return
	}
	code, err := p.Fleet.Invite(c.Request.Context(), s.ID())
	if err != nil {
		p.fail(c, m, err)
		return
	}
	p.show(c, http.StatusOK, view.JoinCart(f, p.cartView(s.Live(), f.Lang), reachable(p.Fleet.Addr(), p.PublicURL), code))
}

// reachable is the address that a cart is to be given. A hub that listens on
// all of its addresses is reached by the name that its pages have.
func reachable(addr, pages string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || !ip.IsUnspecified() {
		return addr
	}
	u, err := url.Parse(pages)
	if err != nil || u.Hostname() == "" {
		return addr
	}
	return net.JoinHostPort(u.Hostname(), port)
}
