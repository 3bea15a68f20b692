// Package lane serves a lane's exit display and its attendant's page.
package lane

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/live"
	"github.com/dashcart/dashcart/handlers/web"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/lane"
	"github.com/dashcart/dashcart/views/words"
)

// Deps is what the pages work on. Who names the signed-in member of staff who
// may work a lane.
type Deps struct {
	Carts    func() []shopping.Shopping
	Lanes    func(ctx context.Context) ([]shopping.LaneInfo, error)
	Currency string
	Language string                    // of an exit display without a shopper
	Lang     func(*gin.Context) string // of who works the lane
	Who      func(*gin.Context) (name string, ok bool)
	Watch    live.Source
	// Handed finds the basket that a cart handed over under a code.
	Handed func(ctx context.Context, code string) (pricing.Receipt, bool, error)
}

type pages struct{ Deps }

// Routes adds the lanes' pages to a router.
func Routes(r gin.IRouter, d Deps) {
	p := &pages{d}
	r.GET("/lane/:id", p.exit)
	r.GET("/lane/:id/live", p.live)
	r.GET("/lane/:id/attendant", p.attendant)
	for name, f := range map[string]func(*gin.Context, string) trip.Command{
		"approve": func(c *gin.Context, who string) trip.Command {
			return trip.ResolveFinding{Finding: number(c, "finding"), Staff: who, Reason: c.PostForm("reason")}
		},
		"adjust": func(c *gin.Context, _ string) trip.Command {
			return trip.Adjust{Line: number(c, "line"), Quantity: number(c, "quantity"), Reason: c.PostForm("reason")}
		},
		"hold": func(c *gin.Context, who string) trip.Command {
			return trip.PlaceHold{Reason: c.PostForm("reason"), Staff: who}
		},
		"lift":   func(*gin.Context, string) trip.Command { return trip.LiftHold{} },
		"helped": func(*gin.Context, string) trip.Command { return trip.EndHelp{} },
		"price": func(c *gin.Context, who string) trip.Command {
			price, err := money.Parse(strings.TrimSpace(c.PostForm("price")), p.Currency)
			to := pricing.Line{Name: strings.TrimSpace(c.PostForm("name")), Sold: pricing.SoldEach, Quantity: 1, UnitPrice: price, TaxClass: "general"}
			if err != nil || price.Sign() <= 0 || to.Name == "" {
				to.Sold = pricing.SoldUnpriced // refused with the reason
			}
			return trip.PriceLine{Line: number(c, "line"), To: to, Reason: "priced by " + who}
		},
	} {
		r.POST("/lane/:id/"+name, func(c *gin.Context) { p.act(c, f) })
	}
	r.POST("/lane/:id/back", p.back)
}

func number(c *gin.Context, name string) int {
	n, err := strconv.Atoi(c.PostForm(name))
	if err != nil {
		return -1
	}
	return n
}

// find returns a lane, or answers that there is none.
func (p *pages) find(c *gin.Context) (shopping.LaneInfo, bool) {
	all, err := p.Lanes(c.Request.Context())
	if err != nil {
		_ = c.Error(err)
		c.String(http.StatusInternalServerError, "The lanes could not be read; please try again.\n")
		return shopping.LaneInfo{}, false
	}
	i := slices.IndexFunc(all, func(l shopping.LaneInfo) bool { return l.ID == c.Param("id") })
	if i < 0 {
		c.String(http.StatusNotFound, "store.yaml lists no lane %s.\n", c.Param("id"))
		return shopping.LaneInfo{}, false
	}
	return all[i], true
}

// Say is the word of the exit display for one trip in the lane; empty for one
// that is not there.
func Say(t *trip.Trip, lane string, gate bool) string {
	if t == nil || t.Lane != lane {
		return ""
	}
	switch t.Status {
	case trip.AtLane:
		refused := t.Payment != nil && (t.Payment.Status == trip.PaymentDeclined || t.Payment.Status == trip.PaymentVoided)
		if t.Hold != nil || refused || t.Shopper.Guest() || t.Audit != nil && t.Audit.Open() > 0 {
			return "l-staff"
		}
		return "l-moment"
	case trip.Paying:
		if t.Hold != nil || t.Audit != nil && t.Audit.Open() > 0 {
			return "l-staff"
		}
		return "l-moment"
	case trip.Paid:
		if t.Hold != nil || t.Help != nil {
			return "l-staff"
		}
		return "l-moment"
	case trip.Released:
		if gate {
			return "l-thanks"
		}
	}
	return ""
}

// word is the display's, of the cart that needs it most.
func (p *pages) word(l shopping.LaneInfo) view.Word {
	w := view.Word{Lane: l.ID, Name: l.Name, Key: "l-welcome", Lang: p.Language, Gate: l.Gate}
	if !l.Open {
		w.Key = "l-closed"
	}
	for _, k := range []string{"l-moment", "l-thanks", "l-staff"} {
		for _, s := range p.Carts() {
			v := s.Live()
			if Say(v.State.Trip, l.ID, l.Gate) == k {
				w.Key, w.Cart = k, v.Number
				if t := v.State.Trip; t.Prefs.Language != "" {
					w.Lang = t.Prefs.Language
				}
			}
		}
	}
	return w
}

func (p *pages) exit(c *gin.Context) {
	if l, ok := p.find(c); ok {
		web.Show(c, http.StatusOK, view.Exit(p.word(l)))
	}
}

func (p *pages) live(c *gin.Context) {
	if _, ok := p.find(c); !ok {
		return
	}
	live.Stream(c.Writer, c.Request, p.Watch, func(context.Context) (uint64, templ.Component) {
		l, _ := p.find(c)
		return 0, view.ExitPart(p.word(l))
	})
}

func (p *pages) desk(l shopping.LaneInfo, lang, who, problem string) view.Desk {
	d := view.Desk{Lang: lang, Lane: l.ID, Name: l.Name, Open: l.Open, Who: who, Problem: problem}
	for _, s := range p.Carts() {
		v := s.Live()
		if t := v.State.Trip; t != nil && t.Lane == l.ID && !t.Status.Over() {
			w := Say(t, l.ID, l.Gate)
			d.Queue = append(d.Queue, view.Waiting{Cart: s.ID(), Number: v.Number, Trip: *t, Word: w, Total: v.Receipt.Total.Format(words.Locale(lang))})
		}
	}
	return d
}

func (p *pages) attendant(c *gin.Context) {
	who, ok := p.Who(c)
	if !ok {
		c.Redirect(http.StatusSeeOther, "/admin/login")
		return
	}
	l, ok := p.find(c)
	switch {
	case ok && l.Dash:
		web.Show(c, http.StatusOK, view.Attendant(p.desk(l, p.Lang(c), who, "")))
	case ok:
		p.till(c, l, who)
	}
}

// till shows a cashier what a cart handed over.
func (p *pages) till(c *gin.Context, l shopping.LaneInfo, who string) {
	t := view.Till{Desk: p.desk(l, p.Lang(c), who, ""), Code: strings.ToUpper(strings.TrimSpace(c.Query("code")))}
	if t.Code != "" {
		r, ok, err := p.Handed(c.Request.Context(), t.Code)
		if err != nil {
			_ = c.Error(err)
			t.Problem = t.T("d-unread")
		}
		if t.Missing = !ok && err == nil; ok {
			t.Basket = &r
		}
	}
	web.Show(c, http.StatusOK, view.TillPage(t))
}

// cart is the one that a form names.
func (p *pages) cart(c *gin.Context) (shopping.Shopping, bool) {
	for _, s := range p.Carts() {
		if s.ID() == c.PostForm("cart") {
			return s, true
		}
	}
	c.String(http.StatusNotFound, "There is no such cart.\n")
	return nil, false
}

// act carries out one decision of the attendant and lets the trip go on.
func (p *pages) act(c *gin.Context, command func(*gin.Context, string) trip.Command) {
	who, ok := p.Who(c)
	if !ok {
		c.Redirect(http.StatusSeeOther, "/admin/login")
		return
	}
	s, ok := p.cart(c)
	if !ok {
		return
	}
	by := trip.Actor{Kind: trip.ByStaff, Name: who}
	err := s.Do(c.Request.Context(), "", by, command(c, who))
	if err == nil {
		err = s.Continue(c.Request.Context())
	}
	p.answer(c, who, err)
}

func (p *pages) back(c *gin.Context) {
	who, ok := p.Who(c)
	if !ok {
		c.Redirect(http.StatusSeeOther, "/admin/login")
		return
	}
	if s, ok := p.cart(c); ok {
		p.answer(c, who, s.Leave(c.Request.Context(), "", "sent back by "+who))
	}
}

// said is a refusal in words: its own text in English, which says more.
func said(lang string, no *shopping.Refused) string {
	if lang == "en" {
		return no.Text
	}
	return words.Refusal(lang, no.Code)
}

func (p *pages) answer(c *gin.Context, who string, err error) {
	var no *shopping.Refused
	switch {
	case errors.As(err, &no):
		if l, ok := p.find(c); ok {
			web.Show(c, http.StatusConflict, view.Attendant(p.desk(l, p.Lang(c), who, said(p.Lang(c), no))))
		}
	case err != nil:
		_ = c.Error(err)
		c.String(http.StatusInternalServerError, "That could not be written down. Nothing was changed; please try again.\n")
	default:
		c.Redirect(http.StatusSeeOther, "/lane/"+c.Param("id")+"/attendant")
	}
}
