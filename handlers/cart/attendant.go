package cart

import (
	"context"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/cart"
)

// deed is something staff do at the glass in their own name.
type deed struct {
	needs account.Action
	do    func(t touch, by trip.Actor) error
}

// deeds are all of them, by the name in the address.
var deeds = map[string]deed{
	"staff-price":  {account.Decide, staffPrice},
	"staff-adjust": {account.Decide, staffAdjust},
	"staff-age": {account.Decide, func(t touch, by trip.Actor) error {
		return t.as(by, trip.ApproveAge{Age: t.number("age"), Staff: by.Name})
	}},
	"staff-looked": {account.Decide, func(t touch, by trip.Actor) error {
		return t.as(by, trip.ResolveFinding{Finding: t.number("finding"), Staff: by.Name, Reason: "looked at, at the cart"})
	}},
	"staff-move": {account.Decide, func(t touch, by trip.Actor) error {
		return t.cart.MoveTo(t.ctx(), t.key, by, t.PostForm("to"))
	}},
	"staff-hold": {account.WorkCarts, func(t touch, by trip.Actor) error {
		return t.as(by, trip.PlaceHold{Reason: "held at the cart", Staff: by.Name})
	}},
	"staff-lift": {account.WorkCarts, func(t touch, by trip.Actor) error { return t.as(by, trip.LiftHold{}) }},
	"staff-lock": {account.WorkCarts, func(t touch, by trip.Actor) error {
		return t.as(by, trip.Lock{Reason: "locked at the cart by " + by.Name})
	}},
	"staff-unlock": {account.WorkCarts, func(t touch, by trip.Actor) error { return t.as(by, trip.Unlock{}) }},
	"staff-out": {account.WorkCarts, func(t touch, by trip.Actor) error {
		return t.as(by, trip.TakeOut{Reason: "taken out at the cart by " + by.Name})
	}},
	"staff-train": {account.Train, func(t touch, by trip.Actor) error {
		return t.as(by, shopping.Training(by, t.page.language(t.Context, t.cart.Live()), t.page.Catalogue().Currency()))
	}},
	"staff-back":   {account.WorkCarts, func(t touch, by trip.Actor) error { return t.as(by, trip.BringBack{}) }},
	"staff-helped": {account.Help, func(t touch, by trip.Actor) error { return t.as(by, trip.EndHelp{}) }},
}

func (t touch) as(by trip.Actor, c trip.Command) error { return t.cart.Do(t.ctx(), t.key, by, c) }

// glass is the cart as its own touchscreen has it; a cart elsewhere has none
// here.
func (t touch) glass() (shopping.Glass, error) {
	if g, ok := t.cart.(shopping.Glass); ok {
		return g, nil
	}
	return nil, &shopping.Refused{Code: trip.CodeWrongState, Text: "that is done at the cart itself"}
}

// touchOf finds what a touch of this name does.
func touchOf(name string) (func(touch) error, bool) {
	if d, ok := deeds[name]; ok {
		return func(t touch) error {
			a, err := t.glass()
			if err != nil {
				return err
			}
			by, err := a.Acting(d.needs)
			if err != nil {
				return err
			}
			return d.do(t, by)
		}, true
	}
	f, ok := actions[name]
	return f, ok
}

func signOn(t touch) error {
	a, err := t.glass()
	if err != nil {
		return err
	}
	return a.SignOn(t.ctx(), t.PostForm("pin"))
}

func signOff(t touch) error {
	a, err := t.glass()
	if err == nil {
		a.SignOff()
	}
	return err
}

func staffAdjust(t touch, by trip.Actor) error {
	return t.as(by, trip.Adjust{Line: t.number("line"), Quantity: t.number("quantity"), Reason: t.PostForm("reason")})
}

// staffPrice prices a thing that no catalogue knows.
func staffPrice(t touch, by trip.Actor) error {
	price, err := money.Parse(strings.TrimSpace(t.PostForm("price")), t.page.Store().Currency)
	to := pricing.Line{Name: strings.TrimSpace(t.PostForm("name")), Sold: pricing.SoldEach, Quantity: 1, UnitPrice: price, TaxClass: "general"}
	if err != nil || price.Sign() <= 0 || to.Name == "" {
		to.Sold = pricing.SoldUnpriced // refused with the reason
	}
	return t.cart.PriceLine(t.ctx(), t.key, by, t.number("line"), to, "priced at the cart by "+by.Name)
}

// attend adds what staff at the cart see.
func (p *pages) attend(ctx context.Context, sc *view.Screen, l shopping.Live) {
	if l.Attendant == nil {
		return
	}
	sc.Attendant = &view.Attendant{Name: l.Attendant.Name, Role: l.Attendant.Role}
	if l.Attendant.ID == "" || p.Others == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, sparesWithin)
	defer cancel()
	free, err := p.Others.Free(ctx)
	if err != nil {
		return // the page says that the store does not answer
	}
	for _, c := range free {
		if c.ID != l.ID {
			sc.Spares = append(sc.Spares, view.Spare(c))
		}
	}
}

// sparesWithin is how long a drawing waits for the store to say which carts
// are free.
const sparesWithin = 300 * time.Millisecond
