package phone

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/web"
	"github.com/dashcart/dashcart/models/loyalty"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/phone"
)

// card is the store's loyalty card with a shopper's number.
func (p *pages) card(who trip.Shopper) view.Card {
	return view.Card{Name: p.Store().Loyalty.Name, Number: who.Loyalty}
}

// cardHolder is who is signed in, where the store has a card at all; else the
// answer is written.
func (p *pages) cardHolder(c *gin.Context) (trip.Shopper, bool) {
	if !p.Store().Loyalty.Any() {
		c.Status(http.StatusNotFound)
		return trip.Shopper{}, false
	}
	who, ok := p.who(c)
	if !ok {
		c.Redirect(http.StatusSeeOther, "/phone/signin?next=/phone/loyalty")
	}
	return who, ok
}

func (p *pages) loyalty(c *gin.Context) {
	if who, ok := p.cardHolder(c); ok {
		web.Show(c, http.StatusOK, view.LoyaltyPage(view.Loyalty{Page: p.page(c, "basket"), Card: p.card(who)}))
	}
}

// keepLoyalty keeps a number that was typed, or takes the card away, for the
// account and for the trip under way.
func (p *pages) keepLoyalty(c *gin.Context) {
	who, ok := p.cardHolder(c)
	if !ok {
		return
	}
	typed, number := strings.TrimSpace(c.PostForm("number")), ""
	if c.PostForm("forget") == "" {
		var err error
		if number, err = p.Store().Loyalty.Read(typed); err != nil {
			v := view.Loyalty{Page: p.page(c, "basket"), Card: p.card(who), Typed: typed}
			v.Problem = "p-card-other"
			if errors.Is(err, loyalty.ErrMisread) {
				v.Problem = "p-card-misread"
			}
			web.Show(c, http.StatusUnprocessableEntity, view.LoyaltyPage(v))
			return
		}
	}
	if err := p.Accounts.SaveLoyalty(c.Request.Context(), who.ID, number); err != nil {
		p.fail(c, err)
		return
	}
	cart, l := p.mine(who)
	if cart == nil || !l.State.Active() {
		c.Redirect(http.StatusSeeOther, "/phone/loyalty")
		return
	}
	err := cart.Do(c.Request.Context(), "", trip.Actor{Kind: trip.ByPhone, ID: who.ID, Name: who.Name}, trip.ShowLoyalty{Number: number})
	var no *shopping.Refused
	switch {
	case errors.As(err, &no): // at a lane already, or out of reach: the account has it
		who.Loyalty = number
		v := view.Loyalty{Page: p.page(c, "basket"), Card: p.card(who)}
		v.Problem = "p-card-next"
		web.Show(c, http.StatusOK, view.LoyaltyPage(v))
	case err != nil:
		p.fail(c, err)
	default:
		c.Redirect(http.StatusSeeOther, "/phone/loyalty")
	}
}
