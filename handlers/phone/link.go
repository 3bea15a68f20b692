package phone

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/web"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/phone"
	"github.com/dashcart/dashcart/views/words"
)

// link redeems the token of a cart's QR code: the cart waits for this phone.
func (p *pages) link(c *gin.Context) {
	token := c.Query("t")
	id, ok := shopping.CartOf(token)
	cart, found := p.Cart(id)
	if !ok || !found {
		p.forged(c)
		p.problem(c, http.StatusBadRequest, "p-token")
		return
	}
	if err := cart.Reserve(c.Request.Context(), rand.Text(), token, phone(c)); err != nil {
		var no *shopping.Refused
		if errors.As(err, &no) && (no.Code == shopping.CodeToken || no.Code == shopping.CodeTokenOther) {
			p.forged(c)
		}
		p.refused(c, err)
		return
	}
	setCookie(c, pendingCookie, id, 600)
	if _, ok := p.who(c); !ok {
		c.Redirect(http.StatusSeeOther, "/phone/signin?next=/phone/confirm")
		return
	}
	c.Redirect(http.StatusSeeOther, "/phone/confirm")
}

// forged tells of a code that no cart made; an old one is nothing to tell.
func (p *pages) forged(c *gin.Context) {
	if p.Forged != nil {
		p.Forged(c.ClientIP())
	}
}

// refused says in a sentence why the cart said no.
func (p *pages) refused(c *gin.Context, err error) {
	var no *shopping.Refused
	if !errors.As(err, &no) {
		p.fail(c, err)
		return
	}
	key := "p-" + no.Code
	if !words.Has(key) {
		key = "no-" + no.Code
	}
	if !words.Has(key) {
		key = "p-expired"
	}
	p.problem(c, http.StatusConflict, key)
}

// next keeps redirects on these pages.
func next(s string) string {
	if !strings.HasPrefix(s, "/phone") || strings.HasPrefix(s, "//") {
		return "/phone"
	}
	return s
}

func (p *pages) signIn(c *gin.Context) {
	web.Show(c, http.StatusOK, view.SignInPage(view.SignIn{Page: p.page(c, ""), Next: next(c.Query("next")), Waiting: p.waiting(c), Issuer: p.issuer(), Passkeys: p.Passkeys != nil}))
}

func (p *pages) sendCode(c *gin.Context) {
	v := view.SignIn{Page: p.page(c, ""), Next: next(c.PostForm("next")), Email: strings.TrimSpace(c.PostForm("email")), Waiting: p.waiting(c)}
	known, err := p.Accounts.SendCode(c.Request.Context(), v.Email, v.Lang)
	if p.notFor(c, err, &v) {
		return
	}
	v.Sent, v.New = true, !known
	web.Show(c, http.StatusOK, view.SignInPage(v))
}

// notFor shows the form again with why it was refused.
func (p *pages) notFor(c *gin.Context, err error, v *view.SignIn) bool {
	if err == nil {
		return false
	}
	var no *shopping.Refused
	if !errors.As(err, &no) {
		p.fail(c, err)
		return true
	}
	v.Problem = "p-" + no.Code
	if !words.Has(v.Problem) {
		v.Problem = "p-bad-code"
	}
	v.Issuer, v.Passkeys = p.issuer(), p.Passkeys != nil
	web.Show(c, http.StatusUnprocessableEntity, view.SignInPage(*v))
	return true
}

func (p *pages) verify(c *gin.Context) {
	v := view.SignIn{Page: p.page(c, ""), Next: next(c.PostForm("next")), Email: strings.TrimSpace(c.PostForm("email")), Sent: true, Waiting: p.waiting(c)}
	name := strings.TrimSpace(c.PostForm("name"))
	_, v.New = c.GetPostForm("name")
	session, err := p.Accounts.Verify(c.Request.Context(), v.Email, strings.TrimSpace(c.PostForm("code")), name, v.Lang)
	if p.notFor(c, err, &v) {
		return
	}
	setCookie(c, sessionCookie, session, 90*24*3600)
	c.Redirect(http.StatusSeeOther, v.Next)
}

func (p *pages) signOut(c *gin.Context) {
	if session, err := c.Cookie(sessionCookie); err == nil {
		if err := p.Accounts.SignOut(c.Request.Context(), session); err != nil {
			p.fail(c, err)
			return
		}
	}
	setCookie(c, sessionCookie, "", -1)
	// The pages kept for when the signal is gone are this shopper's.
	c.Header("Clear-Site-Data", `"storage"`)
	c.Redirect(http.StatusSeeOther, "/phone")
}

// pending is the cart that this phone is linking.
func (p *pages) pending(c *gin.Context) (shopping.Shopping, bool) {
	id, err := c.Cookie(pendingCookie)
	if err != nil {
		return nil, false
	}
	return p.Cart(id)
}

// waiting reports whether a cart is held for this phone, which may let it go.
func (p *pages) waiting(c *gin.Context) bool {
	cart, ok := p.pending(c)
	if !ok {
		return false
	}
	r := cart.Live().State.Reservation
	return r != nil && r.Phone == phone(c)
}

func (p *pages) confirm(c *gin.Context) {
	if _, ok := p.who(c); !ok {
		c.Redirect(http.StatusSeeOther, "/phone/signin?next=/phone/confirm")
		return
	}
	cart, ok := p.pending(c)
	if !ok {
		c.Redirect(http.StatusSeeOther, "/phone")
		return
	}
	web.Show(c, http.StatusOK, view.ConfirmPage(view.Confirm{Page: p.page(c, ""), Cart: cart.ID(), Number: cart.Live().Number}))
}

func (p *pages) confirmed(c *gin.Context) {
	who, ok := p.who(c)
	cart, pending := p.pending(c)
	if !ok || !pending {
		c.Redirect(http.StatusSeeOther, "/phone")
		return
	}
	if err := cart.LinkPhone(c.Request.Context(), c.PostForm("key"), phone(c), who); err != nil {
		p.refused(c, err)
		return
	}
	if err := p.along(c.Request.Context(), cart, who); err != nil {
		_ = c.Error(err) // the cart is linked; all of it can be added again
	}
	setCookie(c, pendingCookie, "", -1)
	c.Redirect(http.StatusSeeOther, "/phone")
}

// along takes the shopper's list and clipped coupons into a trip that has just
// begun.
func (p *pages) along(ctx context.Context, cart shopping.Shopping, who trip.Shopper) error {
	list, err := p.Accounts.List(ctx, who.ID)
	if err == nil && len(list) > 0 {
		err = cart.Do(ctx, "", trip.Actor{Kind: trip.ByPhone, ID: who.ID, Name: who.Name}, trip.SetList{List: list})
	}
	return errors.Join(err, p.bring(ctx, cart, who))
}

func (p *pages) cancel(c *gin.Context) {
	if cart, ok := p.pending(c); ok {
		if r := cart.Live().State.Reservation; r != nil && r.Phone == phone(c) {
			if err := cart.Do(c.Request.Context(), "", trip.Actor{Kind: trip.ByPhone}, trip.EndReservation{Reason: "cancelled on the phone"}); err != nil {
				p.refused(c, err)
				return
			}
		}
	}
	setCookie(c, pendingCookie, "", -1)
	c.Redirect(http.StatusSeeOther, "/phone")
}
