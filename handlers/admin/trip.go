package admin

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/loyalty"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
)

// findTrip returns the trip that the address names, or answers that there is none.
func (p *pages) findTrip(c *gin.Context, m Member) (shopping.TripRow, bool) {
	row, ok, err := p.Trips.TripByID(c.Request.Context(), c.Param("id"))
	if err != nil {
		p.fail(c, m, err)
		return row, false
	}
	if !ok {
		f := p.frame(c, m, "t-none", "/admin/trips")
		p.show(c, http.StatusNotFound, view.Message(f, f.T("t-none-text", c.Param("id")), "/admin/trips"))
	}
	return row, ok
}

// trip is one trip with all that happened and what each decision rests on.
func (p *pages) trip(c *gin.Context, m Member) {
	row, ok := p.findTrip(c, m)
	if !ok {
		return
	}
	records, err := p.Trips.TripEvents(c.Request.Context(), row.ID)
	if err != nil {
		p.fail(c, m, err)
		return
	}
	f := p.frame(c, m, "", "/admin/trips")
	page := view.TripPage{Row: p.tripRow(row)}
	f.Title = f.T("t-of", row.Shopper, page.Row.Started.Format("2006-01-02 15:04"))
	pictures, err := p.Trips.PicturesOf(row.ID)
	if err != nil {
		p.fail(c, m, err)
		return
	}
	names := map[evidence.Item]string{}
	proven := provenCodes(records)
	mayPhoto := m.Role.May(Products) || m.Role.May(Produce)
	for _, r := range records {
		v := p.tripEvent(f, r, names)
		v.Code, v.MayPhoto = proven[r.Seq], mayPhoto
		if v.Decision != nil {
			v.Pictures = pictures[v.Decision.ID]
		}
		page.Events = append(page.Events, v)
		switch e := r.Event.(type) {
		case trip.AuditDone:
			page.Receipt = &e.Receipt
		case trip.ReceiptIssued:
			page.Receipt = &e.Receipt
		case trip.TripHandedOver:
			page.Receipt = &e.Receipt
		}
	}
	page.Weights = weights(records)
	if page.Refund, err = p.refundPart(c, m, row.ID); err != nil {
		p.fail(c, m, err)
		return
	}
	p.show(c, http.StatusOK, view.Trip(f, page))
}

// weights is the load of the cart over the trip, a point for each decision.
func weights(records []trip.Record) (w view.TripWeights) {
	load := 0.0
	for _, r := range records {
		var d *evidence.Decision
		switch e := r.Event.(type) {
		case trip.LinePut:
			d = e.Evidence
		case trip.LineTaken:
			d = e.Evidence
		case trip.QuestionAsked:
			d = e.Evidence
		}
		if d == nil || d.Revises != 0 || d.Answers != 0 {
			continue // the step was counted when it was first decided
		}
		if d.Direction == evidence.Take {
			load -= d.Grams
		} else {
			load += d.Grams
		}
		w.Add(r.At, load, d.Action == evidence.Ask)
	}
	return w
}

// tripEvent says in words what an event was. Names gathers what things are
// called, for the candidates of later decisions.
func (p *pages) tripEvent(f view.Frame, r trip.Record, names map[evidence.Item]string) view.TripEvent {
	kind := reflect.TypeOf(r.Event).Name()
	v := view.TripEvent{Seq: r.Seq, At: r.At.In(p.Zone), By: by(f, r.Actor), What: f.T("t-ev-" + kind), Names: names}
	switch e := r.Event.(type) {
	case trip.TripLinked:
		v.Detail = e.Shopper.Name
	case trip.LinePut:
		names[e.Line.Item] = e.Line.Name
		v.Detail, v.Decision = lineWords(e.Line), e.Evidence
	case trip.LineTaken:
		v.Detail, v.Decision = strings.TrimSpace(lineWords(e.Was)+" "+e.Reason), e.Evidence
	case trip.LineReplaced:
		names[e.Line.Item] = e.Line.Name
		v.Correction = e.Kind == "corrected" || e.Kind == "adjusted"
		v.Detail = strings.TrimSpace(lineWords(e.Line) + " (" + f.T("t-kind-"+e.Kind) + ") " + e.Reason)
	case trip.EffectReverted:
		v.Correction, v.Detail = true, e.Kind
	case trip.QuestionAsked:
		v.Decision = e.Evidence
		for _, ch := range e.Question.Choices {
			names[ch.Line.Item] = ch.Line.Name
		}
		v.Detail = fmt.Sprintf("%.0f g", e.Question.Grams)
	case trip.QuestionClosed:
		v.Detail = e.How
	case trip.CouponAdded:
		v.Detail = e.Coupon.Name
	case trip.CouponSettled:
		v.Detail = strings.TrimSpace(e.Code + " " + e.Reason)
	case trip.LoyaltyShown:
		v.Detail = loyalty.Masked(e.Number)
	case trip.BagsBought:
		v.Detail = fmt.Sprint(e.Count)
	case trip.HelpAsked:
		v.Detail = e.Help.Reason
	case trip.HelpTaken:
		v.Detail = e.Staff
	case trip.HoldPlaced:
		v.Detail = e.Hold.Reason
	case trip.AgeApproved:
		v.Detail = fmt.Sprintf("%s: %d+", e.Staff, e.Age)
	case trip.LaneEntered:
		v.Detail = e.Lane
	case trip.AuditDone:
		v.Detail = f.T("t-audit", e.Audit.Measured, e.Audit.Expected, e.Audit.SD, len(e.Audit.Findings))
	case trip.FindingResolved:
		v.Detail = e.Staff + ": " + e.Reason
	case trip.PaymentOpened:
		v.Detail = f.Money(e.Payment.Amount)
	case trip.PaymentAdvanced:
		v.Detail = strings.TrimSpace(string(e.Status) + " " + e.Reason)
	case trip.ReceiptIssued:
		v.Detail = e.Receipt.Number
	case trip.TripHandedOver:
		v.Detail = e.Code
	case trip.TripAbandoned:
		v.Detail = strings.TrimSpace(e.Reason + " " + e.Place)
	case trip.TripMovedOut:
		v.Detail = e.To
	case trip.TripMovedIn:
		v.Detail = e.From
	}
	return v
}

func lineWords(l pricing.Line) string {
	s := l.Name
	if l.Quantity > 1 {
		s += fmt.Sprintf(" ×%d", l.Quantity)
	}
	return s
}

func by(f view.Frame, a trip.Actor) string {
	if a.Name != "" {
		return a.Name
	}
	return f.T("t-by-" + string(a.Kind))
}
