package admin

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
)

// Refunds gives money back for paid trips; hub.Refunds does.
type Refunds interface {
	Paid(ctx context.Context, trip string) (hub.Paid, bool, error)
	Give(ctx context.Context, by trip.Actor, o hub.Order) (payment.Refund, error)
}

// refundPart is what a trip's page shows of money given back; nil where
// nothing was paid.
func (p *pages) refundPart(c *gin.Context, m Member, id string) (*view.RefundPart, error) {
	paid, ok, err := p.Trips.Paid(c.Request.Context(), id)
	if err != nil || !ok {
		return nil, err
	}
	v := &view.RefundPart{Trip: id, Key: rand.Text(), Left: paid.Left, May: m.Role.May(account.Refund) && paid.Left.Sign() > 0}
	for i, l := range paid.Receipt.Lines {
		v.Lines = append(v.Lines, view.RefundLine{ID: l.ID, Name: lineWords(l.Line), Share: paid.Shares[i], Returned: paid.Returned(l.ID)})
	}
	for _, r := range paid.Refunds {
		v.Given = append(v.Given, view.RefundGiven{Key: strings.TrimPrefix(r.Key, id+"-"), At: r.At.In(p.Zone), By: r.Name, Reason: r.Reason, Amount: r.Amount, State: string(r.State), Why: r.Why})
	}
	return v, nil
}

// refund gives back the lines that a form chose, or all that is left.
func (p *pages) refund(c *gin.Context, m Member) {
	row, ok := p.findTrip(c, m)
	if !ok {
		return
	}
	o := hub.Order{Key: c.PostForm("key"), Trip: row.ID, Reason: c.PostForm("reason"), Whole: c.PostForm("whole") != ""}
	for _, x := range c.PostFormArray("line") {
		n, err := strconv.Atoi(x)
		if err != nil {
			n = -1 // no receipt has it
		}
		o.Lines = append(o.Lines, n)
	}
	back := "/admin/trips/" + url.PathEscape(row.ID)
	_, err := p.Trips.Give(c.Request.Context(), actor(m), o)
	var no *trip.Refused
	switch {
	case errors.As(err, &no):
		f := p.frame(c, m, "a-not-possible", "/admin/trips")
		p.show(c, http.StatusConflict, view.Message(f, sentence(f, no), back))
	case err != nil:
		_ = c.Error(err)
		f := p.frame(c, m, "t-refund", "/admin/trips")
		p.show(c, http.StatusBadGateway, view.Message(f, f.T("t-refund-unknown"), back))
	default:
		c.Redirect(http.StatusSeeOther, back)
	}
}
