package trip

import (
	"slices"
	"strings"

	"github.com/dashcart/dashcart/models/pricing"
)

// lane decides the commands of staff at a basket and everything from the lane
// to the end.
func (d decider) lane(c Command) ([]Event, error) {
	switch c := c.(type) {
	case EnterLane:
		if len(d.t.Lines) == 0 {
			return nil, refuse(CodeEmpty, "enter lane: the basket is empty")
		}
		return one(LaneEntered(c))
	case LeaveLane:
		return one(LaneLeft(c))
	case RecordAudit:
		return one(AuditDone(c))
	case ResolveFinding:
		return d.resolve(c)
	case Disturb:
		return d.disturb(c)
	case BeginPayment:
		return d.beginPayment(c)
	case SettleAuthorisation:
		return d.settleAuthorisation(c)
	case BeginCapture:
		return d.beginCapture(c)
	case SettleCapture:
		return d.settleCapture(c)
	case IssueReceipt:
		if d.t.Receipt != nil && d.t.Receipt.Number != "" {
			return nil, nil
		}
		return one(ReceiptIssued(c))
	case Release:
		if d.t.Hold != nil {
			return nil, refuse(CodeHeld, "release: held by %s: %s", d.t.Hold.Staff, d.t.Hold.Reason)
		}
		return one(TripReleased(c))
	case HandOver:
		if len(d.t.Lines) == 0 {
			return nil, refuse(CodeEmpty, "hand over: the basket is empty")
		}
		return one(TripHandedOver(c))
	}
	return nil, refuse(CodeUnknown, "no such command %T", c)
}

func (d decider) resolve(c ResolveFinding) ([]Event, error) {
	if d.t.Audit == nil {
		return nil, refuse(CodeUnknown, "resolve: no audit was made")
	}
	i := slices.IndexFunc(d.t.Audit.Findings, func(f Finding) bool { return f.ID == c.Finding })
	if i < 0 {
		return nil, refuse(CodeUnknown, "resolve: the audit has no finding %d", c.Finding)
	}
	if d.t.Audit.Findings[i].Resolved {
		return nil, nil
	}
	if d.t.Audit.Findings[i].Kind == "unpriced" && unpriced(d.t.Lines) {
		return nil, refuse(CodeUnpriced, "resolve: price the unknown item first")
	}
	return one(FindingResolved(c))
}

func unpriced(lines []pricing.Line) bool {
	return slices.ContainsFunc(lines, func(l pricing.Line) bool { return l.Sold == pricing.SoldUnpriced })
}

// disturb reopens the audit before the money is captured and calls the
// attendant after.
func (d decider) disturb(c Disturb) ([]Event, error) {
	out := []Event{LoadDisturbed(c)}
	if d.t.Status == Paid && d.t.Help == nil {
		out = append(out, HelpAsked{Help{Reason: "the load changed after payment", At: d.now}})
	}
	return out, nil
}

// mayPay refuses unless everything that stands before the money is settled.
func (d decider) mayPay() error {
	switch {
	case d.t.Shopper.Guest():
		return refuse(CodeGuest, "pay: guests finish at a cashier")
	case d.t.Hold != nil:
		return refuse(CodeHeld, "pay: held by %s: %s", d.t.Hold.Staff, d.t.Hold.Reason)
	case d.t.Audit == nil:
		return refuse(CodeAudit, "pay: the audit has not been made")
	case unpriced(d.t.Lines):
		return refuse(CodeUnpriced, "pay: a line has no price yet")
	case d.t.Audit.Open() > 0:
		return refuse(CodeAudit, "pay: %d findings are open", d.t.Audit.Open())
	}
	return nil
}

func (d decider) beginPayment(c BeginPayment) ([]Event, error) {
	if err := d.mayPay(); err != nil {
		return nil, err
	}
	if d.t.Receipt == nil || d.t.Receipt.Total != c.Amount {
		return nil, refuse(CodeAmount, "pay: the amount is not the receipt's total")
	}
	return one(PaymentOpened{Payment{Key: c.Key, Amount: c.Amount, Provider: c.Provider, Status: PaymentBegun}})
}

// payment checks that key names the trip's payment and that it stands at one
// of the given states.
func (d decider) payment(key string, at ...PaymentStatus) error {
	p := d.t.Payment
	if p == nil || p.Key != key {
		return refuse(CodeUnknown, "payment: %q is not this trip's", key)
	}
	if !slices.Contains(at, p.Status) {
		return refuse(CodePayment, "payment: it is %s", p.Status)
	}
	return nil
}

func (d decider) settleAuthorisation(c SettleAuthorisation) ([]Event, error) {
	if err := d.payment(c.Key, PaymentBegun); err != nil {
		return nil, err
	}
	st := PaymentAuthorised
	if !c.OK {
		st = PaymentDeclined
	}
	return one(PaymentAdvanced{Key: c.Key, Status: st, Ref: c.Ref, Reason: c.Reason})
}

func (d decider) beginCapture(c BeginCapture) ([]Event, error) {
	if err := d.payment(c.Key, PaymentAuthorised); err != nil {
		return nil, err
	}
	if err := d.mayPay(); err != nil {
		return nil, err
	}
	if d.t.Receipt.Total != d.t.Payment.Amount {
		return nil, refuse(CodeAmount, "capture: the receipt changed after the authorisation")
	}
	return one(PaymentAdvanced{Key: c.Key, Status: PaymentCapturing, Ref: d.t.Payment.Ref})
}

// settleCapture also ends a hold that is given back before the capture.
func (d decider) settleCapture(c SettleCapture) ([]Event, error) {
	at := []PaymentStatus{PaymentCapturing}
	if !c.OK {
		at = append(at, PaymentAuthorised)
	}
	if err := d.payment(c.Key, at...); err != nil {
		return nil, err
	}
	st := PaymentCaptured
	if !c.OK {
		st = PaymentVoided
	}
	return one(PaymentAdvanced{Key: c.Key, Status: st, Ref: c.Ref, Reason: c.Reason})
}

func (d decider) priceLine(c PriceLine) ([]Event, error) {
	i := d.line(c.Line)
	if i < 0 || d.t.Lines[i].Sold != pricing.SoldUnpriced {
		return nil, refuse(CodeUnknown, "price: line %d is not waiting for a price", c.Line)
	}
	if c.To.Sold == pricing.SoldUnpriced || c.To.Sold == "" {
		return nil, refuse(CodeUnpriced, "price: say how it is sold and for how much")
	}
	l, to := d.t.Lines[i], c.To
	to.ID, to.Grams, to.SD, to.At = l.ID, l.Grams, l.SD, l.At
	to.Quantity = max(to.Quantity, l.Quantity, 1)
	if to.Sold == pricing.SoldByWeight && to.Weight.IsZero() {
		return nil, refuse(CodeNoWeight, "price: %s is sold by weight and was not weighed", to.Name)
	}
	to.Flags = withFlag(to.Flags, pricing.FlagByStaff)
	return one(LineReplaced{Line: to, Kind: "priced", Reason: c.Reason})
}

func (d decider) adjust(c Adjust) ([]Event, error) {
	i := d.line(c.Line)
	if i < 0 {
		return nil, refuse(CodeUnknown, "adjust: there is no line %d", c.Line)
	}
	if strings.TrimSpace(c.Reason) == "" {
		return nil, refuse(CodeNoReason, "adjust: say why")
	}
	l := d.t.Lines[i]
	if c.Quantity < 0 || c.Quantity > 99 || (l.Sold == pricing.SoldByWeight && c.Quantity > 1) {
		return nil, refuse(CodeBadQuantity, "adjust: %d is no possible quantity of %s", c.Quantity, l.Name)
	}
	if c.Quantity == 0 {
		return one(LineTaken{Line: l.ID, Was: l, Kind: "adjusted", Reason: c.Reason,
			Effect: Effect{Line: l.ID, Item: l.Item, Quantity: l.Quantity, Grams: l.Grams}})
	}
	if c.Quantity == l.Quantity {
		return nil, nil
	}
	l.Grams = l.Grams / float64(l.Quantity) * float64(c.Quantity)
	l.Quantity = c.Quantity
	l.Flags = withFlag(l.Flags, pricing.FlagByStaff)
	return one(LineReplaced{Line: l, Kind: "adjusted", Reason: c.Reason})
}

func (d decider) addCoupon(c AddCoupon) ([]Event, error) {
	if d.coupon(c.Coupon.Code) >= 0 {
		return nil, refuse(CodeRepeated, "coupon %s is in this basket already", c.Coupon.Code)
	}
	return one(CouponAdded{Coupon{Coupon: c.Coupon, Pending: c.Pending}})
}

func (d decider) coupon(code string) int {
	return slices.IndexFunc(d.t.Coupons, func(c Coupon) bool { return c.Code == code })
}

func (d decider) settleCoupon(c SettleCoupon) ([]Event, error) {
	i := d.coupon(c.Code)
	if i < 0 || !d.t.Coupons[i].Pending {
		return nil, nil
	}
	return one(CouponSettled(c))
}

func (d decider) removeCoupon(c RemoveCoupon) ([]Event, error) {
	if d.coupon(c.Code) < 0 {
		return nil, refuse(CodeUnknown, "coupon %s is not in this basket", c.Code)
	}
	return one(CouponRemoved(c))
}
