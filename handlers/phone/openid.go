package phone

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/web"
	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/account/openid"
	view "github.com/dashcart/dashcart/views/phone"
)

// OpenIDBack is the page to which an issuer sends shoppers back.
const OpenIDBack = "/phone/openid/back"

// OpenID is the sign-in with the retailer's own accounts.
type OpenID struct {
	Name   string // what the button says
	Issuer *openid.Provider
	SignIn func(ctx context.Context, id account.Identity) (session string, err error)
}

// ticketCookie keeps what was begun while the shopper is at the issuer.
const ticketCookie = "openid"

func (p *pages) issuer() string {
	if p.OpenID == nil {
		return ""
	}
	return p.OpenID.Name
}

func (p *pages) beginOpenID(c *gin.Context) {
	page, ticket, err := p.OpenID.Issuer.Begin(c.Request.Context(), next(c.Query("next")))
	if err != nil {
		_ = c.Error(err)
		p.openIDProblem(c, http.StatusBadGateway, "p-openid-away", next(c.Query("next")))
		return
	}
	setCookie(c, ticketCookie, ticket.String(), 15*60)
	c.Redirect(http.StatusSeeOther, page)
}

func (p *pages) finishOpenID(c *gin.Context) {
	var ticket openid.Ticket
	if kept, err := c.Cookie(ticketCookie); err == nil {
		ticket, _ = openid.ReadTicket(kept) // without one the state does not fit
	}
	setCookie(c, ticketCookie, "", -1)
	ctx := c.Request.Context()
	session := ""
	id, err := p.OpenID.Issuer.Finish(ctx, ticket, c.Query("state"), c.Query("code"), c.Query("error"))
	if err == nil {
		session, err = p.OpenID.SignIn(ctx, id)
	}
	var no *account.Refused
	switch {
	case errors.As(err, &no):
		_ = c.Error(err)
		p.openIDProblem(c, http.StatusUnprocessableEntity, "p-"+no.Code, next(ticket.Next))
	case err != nil:
		_ = c.Error(err)
		p.openIDProblem(c, http.StatusBadGateway, "p-openid-away", next(ticket.Next))
	default:
		setCookie(c, sessionCookie, session, 90*24*3600)
		c.Redirect(http.StatusSeeOther, next(ticket.Next))
	}
}

// openIDProblem shows the sign-in with what went wrong: mail still works.
func (p *pages) openIDProblem(c *gin.Context, status int, key, to string) {
	v := view.SignIn{Page: p.page(c, ""), Next: to, Issuer: p.issuer(), Passkeys: p.Passkeys != nil}
	v.Problem = key
	web.Show(c, status, view.SignInPage(v))
}
