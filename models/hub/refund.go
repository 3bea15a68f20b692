package hub

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// RefundRecords is what refunds are made from and kept in.
type RefundRecords interface {
	TripEvents(ctx context.Context, trip string) ([]trip.Record, error)
	RefundsOf(ctx context.Context, trip string) ([]payment.Refund, error)
	// BeginRefund writes a refund down unless its key is known, its lines are
	// given back already or it is more than is left of what was paid.
	BeginRefund(ctx context.Context, r payment.Refund, paid money.Amount) (payment.Refund, error)
	EndRefund(ctx context.Context, key string, out payment.Result) (payment.Refund, error)
}

// Refunds gives money back for trips that were paid.
type Refunds struct {
	Records  RefundRecords
	Provider payment.Provider
	Taxes    func() map[string][]pricing.Tax
	Clock    func() time.Time
}

// Paid is a paid trip as a refund sees it. Shares, in the order of the
// receipt's lines, is what each gives back.
type Paid struct {
	Receipt pricing.Receipt
	Shares  []money.Amount
	Refunds []payment.Refund
	Amount  money.Amount // captured
	Left    money.Amount // of it
	payment string
	shopper string
}

// Returned reports whether a line is given back, or may be.
func (p Paid) Returned(line int) bool {
	return slices.ContainsFunc(p.Refunds, func(r payment.Refund) bool { return r.Counts() && slices.Contains(r.Lines, line) })
}

// Paid returns what was paid for a trip; false where nothing was.
func (f Refunds) Paid(ctx context.Context, id string) (p Paid, ok bool, err error) {
	records, err := f.Records.TripEvents(ctx, id)
	if err != nil {
		return p, false, err
	}
	var amount money.Amount
	for _, r := range records {
		switch e := r.Event.(type) {
		case trip.TripLinked:
			p.shopper = e.Shopper.ID
		case trip.TripMovedIn:
			p.shopper = e.Trip.Shopper.ID
		case trip.PaymentOpened:
			p.payment, amount = e.Payment.Key, e.Payment.Amount
		case trip.PaymentAdvanced:
			ok = ok || e.Status == trip.PaymentCaptured && e.Key == p.payment
		case trip.ReceiptIssued:
			p.Receipt = e.Receipt
		}
	}
	if !ok || p.Receipt.Number == "" || p.shopper == "" || trip.IsTraining(p.shopper) { // nobody to give it to
		return p, false, nil
	}
	p.Amount, p.Left = amount, amount
	if p.Shares, err = p.Receipt.Shares(f.Taxes()); err != nil {
		return p, false, fmt.Errorf("trip %s: %w", id, err)
	}
	if p.Refunds, err = f.Records.RefundsOf(ctx, id); err != nil {
		return p, false, err
	}
	for _, r := range p.Refunds {
		if r.Counts() {
			p.Left = p.Left.With(p.Left.Minor() - r.Amount.Minor())
		}
	}
	return p, true, nil
}

// Order asks for a refund: of some of the receipt's lines, or of all that is
// left where Whole is set.
type Order struct {
	Key, Trip, Reason string
	Lines             []int
	Whole             bool
}

// Give gives back. An error that is not a *shopping.Refused means that the
// outcome is not known: the refund stands as begun, and the same key asks
// again.
func (f Refunds) Give(ctx context.Context, by trip.Actor, o Order) (payment.Refund, error) {
	p, ok, err := f.Paid(ctx, o.Trip)
	if err != nil {
		return payment.Refund{}, err
	}
	no := func(code string) (payment.Refund, error) {
		return payment.Refund{}, &shopping.Refused{Code: code, Text: "refund of trip " + o.Trip + ": " + code}
	}
	o.Reason = strings.TrimSpace(o.Reason)
	switch {
	case !ok:
		return no(payment.CodeNotPaid)
	case o.Key == "":
		return no(payment.CodeNoKey)
	case o.Reason == "":
		return no(payment.CodeNoPurpose)
	}
	r := payment.Refund{Key: o.Trip + "-" + o.Key, Trip: o.Trip, Number: p.Receipt.Number, Payment: p.payment, Shopper: p.shopper, Who: by.ID, Name: by.Name, Reason: o.Reason, At: f.Clock()}
	if i := slices.IndexFunc(p.Refunds, func(x payment.Refund) bool { return x.Key == r.Key }); i >= 0 {
		r = p.Refunds[i] // asked again
	} else {
		if r.Lines, r.Amount, err = p.choose(o); err != nil {
			return payment.Refund{}, err
		}
		if r, err = f.Records.BeginRefund(ctx, r, p.Amount); err != nil {
			return payment.Refund{}, err
		}
	}
	if r.State != payment.RefundBegun {
		return r, nil
	}
	out, err := f.Provider.Refund(ctx, r.Key, payment.Request{Key: r.Payment, Shopper: r.Shopper, Amount: r.Amount, Memo: r.Number + " " + r.Reason})
	if err != nil {
		return r, fmt.Errorf("refund %s: the outcome is not known: %w", r.Key, err)
	}
	return f.Records.EndRefund(context.WithoutCancel(ctx), r.Key, out)
}

// choose finds the lines of an order and what they give back, never more than
// is left.
func (p Paid) choose(o Order) (lines []int, amount money.Amount, err error) {
	amount = p.Amount.With(0)
	for i, l := range p.Receipt.Lines {
		// A deposit goes back with its goods, or alone.
		if p.Returned(l.ID) || !o.Whole && !slices.Contains(o.Lines, l.ID) && (l.Of == 0 || !slices.Contains(o.Lines, l.Of)) {
			continue
		}
		lines = append(lines, l.ID)
		if amount, err = amount.Add(p.Shares[i]); err != nil {
			return nil, amount, err
		}
	}
	for _, l := range o.Lines {
		if o.Whole || slices.Contains(lines, l) {
			continue
		}
		code := payment.CodeNoLine
		if p.Returned(l) {
			code = payment.CodeRefunded
		}
		return nil, amount, &shopping.Refused{Code: code, Text: fmt.Sprintf("refund of trip %s: line %d: %s", o.Trip, l, code)}
	}
	if o.Whole || amount.Minor() > p.Left.Minor() {
		amount = p.Left // with what no line bears, and no more than the tender paid
	}
	if len(lines) == 0 || amount.Minor() <= 0 {
		return nil, amount, &shopping.Refused{Code: payment.CodeRefunded, Text: "refund of trip " + o.Trip + ": nothing is left"}
	}
	return lines, amount, nil
}
