package admin

import (
	"context"
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
	"github.com/dashcart/dashcart/views/words"
)

// basketRoutes are what staff decide about a basket without walking to it.
var basketRoutes = []route{
	{"POST", "/admin/carts/:id/adjust", account.Decide, (*pages).adjust},
	{"POST", "/admin/carts/:id/age", account.Decide, (*pages).approveAge},
	{"POST", "/admin/carts/:id/answer", account.Decide, (*pages).answerQuestion},
	{"POST", "/admin/carts/:id/finding", account.Decide, (*pages).decideFinding},
}

// basket is what a trip under way holds and what staff may decide about it,
// nil where nothing can be changed any more.
func (p *pages) basket(l shopping.Live, lang string) *view.Basket {
	t := l.State.Trip
	if t == nil || t.Status != trip.Linked && t.Status != trip.Shopping && t.Status != trip.AtLane {
		return nil
	}
	b := &view.Basket{Lane: t.Lane}
	if t.Status != trip.AtLane { // there it is one of the findings
		b.Age = t.AgeToProve()
	}
	if t.Age != nil {
		b.AgeBy = t.Age.Staff
	}
	if t.Audit != nil {
		for _, f := range t.Audit.Findings {
			if !f.Resolved {
				b.Findings = append(b.Findings, f)
			}
		}
	}
	net := map[int]string{}
	for _, x := range l.Receipt.Lines {
		if x.Charge == "" { // a deposit stands beside its goods, not in their place
			net[x.ID] = x.Net.Format(words.Locale(lang))
		}
	}
	for _, x := range t.Lines {
		most := 99
		if x.Sold == pricing.SoldByWeight {
			most = 1
		}
		b.Lines = append(b.Lines, view.BasketLine{ID: x.ID, Name: x.Name, Quantity: x.Quantity, Most: most, Net: net[x.ID]})
	}
	return b
}

func formNumber(c *gin.Context, name string) int {
	n, err := strconv.Atoi(c.PostForm(name))
	if err != nil {
		return -1 // refused as what there is not
	}
	return n
}

// decide gives a cart one command about its basket; a trip that stands at a
// lane goes on with what it changed.
func (p *pages) decide(c *gin.Context, m Member, cmd trip.Command) {
	p.decideBy(c, m, p.cartPath(c)+"#basket", func(ctx context.Context, s shopping.Shopping) error {
		return s.Do(ctx, rand.Text(), actor(m), cmd)
	})
}

func (p *pages) decideBy(c *gin.Context, m Member, back string, f func(context.Context, shopping.Shopping) error) {
	s := p.find(c, m)
	if s == nil {
		return
	}
	err := f(c.Request.Context(), s)
	if t := s.Live().State.Trip; err == nil && t != nil && t.Status == trip.AtLane {
		err = s.Continue(c.Request.Context())
	}
	if err != nil {
		p.fail(c, m, err)
		return
	}
	c.Redirect(http.StatusSeeOther, back)
}

func (p *pages) adjust(c *gin.Context, m Member) {
	p.decide(c, m, trip.Adjust{Line: formNumber(c, "line"), Quantity: formNumber(c, "quantity"), Reason: c.PostForm("reason")})
}

func (p *pages) approveAge(c *gin.Context, m Member) {
	p.decide(c, m, trip.ApproveAge{Age: formNumber(c, "age"), Staff: m.Name})
}

func (p *pages) decideFinding(c *gin.Context, m Member) {
	if strings.TrimSpace(c.PostForm("reason")) == "" {
		p.fail(c, m, &trip.Refused{Code: trip.CodeNoReason, Text: "decide: say why"})
		return
	}
	p.decide(c, m, trip.ResolveFinding{Finding: formNumber(c, "finding"), Staff: m.Name, Reason: c.PostForm("reason")})
}
