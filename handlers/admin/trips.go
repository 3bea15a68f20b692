package admin

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
)

func (p *pages) trips(c *gin.Context, m Member) {
	t := table(c)
	found, n, err := p.Trips.Find(c.Request.Context(), t.Query, (t.Page-1)*pageSize, pageSize)
	if err != nil {
		p.fail(c, m, err)
		return
	}
	t.Total, t.Pages = n, max(1, (n+pageSize-1)/pageSize)
	var rows []view.TripRow
	for _, x := range found {
		rows = append(rows, p.tripRow(x))
	}
	p.show(c, http.StatusOK, view.Trips(p.frame(c, m, "Trips", "/admin/trips"), t, rows))
}

func (p *pages) tripRow(x TripInfo) view.TripRow {
	return view.TripRow{ID: x.ID, Cart: x.Cart, Shopper: x.Shopper, Status: x.Status, Total: x.Total, Number: x.Number, Started: x.Started.In(p.Zone), Questions: x.Questions}
}

func (p *pages) trip(c *gin.Context, m Member) {
	records, err := p.Trips.Events(c.Request.Context(), c.Param("id"))
	if err != nil {
		p.fail(c, m, err)
		return
	}
	if len(records) == 0 {
		p.show(c, http.StatusNotFound, view.Message(p.frame(c, m, "No such trip", "/admin/trips"), "The records hold no trip "+c.Param("id")+".", "/admin/trips"))
		return
	}
	page := view.TripPage{}
	for _, r := range records {
		page.Events = append(page.Events, p.tripEvent(r))
		switch e := r.Event.(type) {
		case trip.AuditDone:
			page.Receipt = &e.Receipt
		case trip.ReceiptIssued:
			page.Receipt = &e.Receipt
		case trip.TripHandedOver:
			page.Receipt = &e.Receipt
		}
	}
	p.show(c, http.StatusOK, view.Trip(p.frame(c, m, "Trip "+c.Param("id"), "/admin/trips"), page))
}

// tripEvent says in words what an event was.
func (p *pages) tripEvent(r trip.Record) view.TripEvent {
	v := view.TripEvent{Seq: r.Seq, At: r.At.In(p.Zone), By: by(r.Actor), What: spaced(reflect.TypeOf(r.Event).Name()), Names: map[evidence.Item]string{}}
	switch e := r.Event.(type) {
	case trip.TripLinked:
		v.Detail = e.Shopper.Name
	case trip.LinePut:
		v.Detail, v.Decision = lineWords(e.Line), e.Evidence
	case trip.LineTaken:
		v.Detail, v.Decision = lineWords(e.Was), e.Evidence
	case trip.LineReplaced:
		v.Detail = strings.TrimSpace(lineWords(e.Line) + " (" + e.Kind + ") " + e.Reason)
	case trip.EffectReverted:
		v.Detail = e.Kind
	case trip.QuestionAsked:
		v.Decision = e.Evidence
		for _, ch := range e.Question.Choices {
			v.Names[ch.Line.Item] = ch.Line.Name
		}
		v.Detail = fmt.Sprintf("%s of %.0f g", e.Question.Direction, e.Question.Grams)
	case trip.QuestionClosed:
		v.Detail = e.How
	case trip.CouponAdded:
		v.Detail = e.Coupon.Name
	case trip.HelpAsked:
		v.Detail = e.Help.Reason
	case trip.LaneEntered:
		v.Detail = e.Lane
	case trip.AuditDone:
		v.Detail = fmt.Sprintf("measured %.0f g, expected %.0f ± %.0f g, %d findings", e.Audit.Measured, e.Audit.Expected, e.Audit.SD, len(e.Audit.Findings))
	case trip.FindingResolved:
		v.Detail = e.Staff + ": " + e.Reason
	case trip.PaymentOpened:
		v.Detail = e.Payment.Amount.Format("en-US")
	case trip.PaymentAdvanced:
		v.Detail = strings.TrimSpace(string(e.Status) + " " + e.Reason)
	case trip.ReceiptIssued:
		v.Detail = e.Receipt.Number
	case trip.TripAbandoned:
		v.Detail = strings.TrimSpace(e.Reason + " " + e.Place)
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

func by(a trip.Actor) string {
	if a.Name != "" {
		return a.Name
	}
	return string(a.Kind)
}

// spaced turns LinePut into "Line put".
func spaced(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}
