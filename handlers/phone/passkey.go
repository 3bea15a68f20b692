package phone

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/account/passkey"
)

// Passkeys is the sign-in with a key that the phone keeps.
type Passkeys struct {
	Keys   *passkey.Keys
	SignIn func(ctx context.Context, shopper string) (session string, err error)
}

// passkeyCookie holds the ticket of what was begun.
const passkeyCookie = "passkey"

// mostAnswer is more than any browser's answer, attestations included.
const mostAnswer = 64 << 10

func (p *pages) passkeyRoutes(r gin.IRouter) {
	r.POST("/phone/passkey/signin", p.askPasskey)
	r.POST("/phone/passkey/signed", p.takePasskey)
	r.POST("/phone/passkey/add", p.askNewPasskey)
	r.POST("/phone/passkey/added", p.keepPasskey)
}

func (p *pages) askPasskey(c *gin.Context) {
	ask, ticket, err := p.Passkeys.Keys.BeginSignIn()
	p.asked(c, ask, ticket, err)
}

func (p *pages) askNewPasskey(c *gin.Context) {
	who, ok := p.who(c)
	if !ok {
		c.Status(http.StatusUnauthorized)
		return
	}
	ask, ticket, err := p.Passkeys.Keys.BeginAdd(c.Request.Context(), who)
	p.asked(c, ask, ticket, err)
}

// asked hands the browser what it is asked.
func (p *pages) asked(c *gin.Context, ask any, ticket string, err error) {
	if err != nil {
		p.fail(c, err)
		return
	}
	setCookie(c, passkeyCookie, ticket, 5*60)
	c.JSON(http.StatusOK, ask)
}

// answered reads what the browser says, and the ticket that it was asked with.
func answered(c *gin.Context) (ticket string, answer []byte, ok bool) {
	ticket, err := c.Cookie(passkeyCookie)
	setCookie(c, passkeyCookie, "", -1)
	if err == nil {
		answer, err = io.ReadAll(io.LimitReader(c.Request.Body, mostAnswer+1))
	}
	return ticket, answer, err == nil && len(answer) <= mostAnswer
}

func (p *pages) takePasskey(c *gin.Context) {
	ticket, answer, ok := answered(c)
	if !ok {
		c.Status(http.StatusBadRequest)
		return
	}
	ctx := c.Request.Context()
	who, err := p.Passkeys.Keys.FinishSignIn(ctx, ticket, answer)
	session := ""
	if err == nil {
		session, err = p.Passkeys.SignIn(ctx, who)
	}
	if p.passkeyDone(c, err) {
		setCookie(c, sessionCookie, session, 90*24*3600)
		c.Status(http.StatusNoContent)
	}
}

func (p *pages) keepPasskey(c *gin.Context) {
	who, signed := p.who(c)
	ticket, answer, ok := answered(c)
	switch {
	case !signed:
		c.Status(http.StatusUnauthorized)
	case !ok:
		c.Status(http.StatusBadRequest)
	case p.passkeyDone(c, p.Passkeys.Keys.FinishAdd(c.Request.Context(), who, ticket, answer)):
		c.Status(http.StatusNoContent)
	}
}

// passkeyDone is false where the answer is written: the page knows the words.
func (p *pages) passkeyDone(c *gin.Context, err error) bool {
	var no *account.Refused
	switch {
	case err == nil:
		return true
	case errors.As(err, &no):
		_ = c.Error(err)
		c.Status(http.StatusForbidden)
	default:
		p.fail(c, err)
	}
	return false
}
