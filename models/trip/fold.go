package trip

import (
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
)

// New is the state of a cart that nothing has happened to.
func New() State { return State{Cart: CartIdle} }

// Fold applies records in order.
func Fold(s State, records []Record) State {
	for _, r := range records {
		s = Apply(s, r)
	}
	return s
}

// Apply returns the state after one event. It shares with s only what neither
// ever changes, so that readers may keep s.
func Apply(s State, r Record) State {
	s.Seq = r.Seq
	if s.Trip != nil {
		t := *s.Trip
		if r.Actor.Kind != BySystem && r.Actor.Kind != ByStaff && r.At.After(t.Touched) {
			t.Touched = r.At
		}
		s.Trip = &t
	}
	switch e := r.Event.(type) {
	case LockPlaced:
		s.Cart, s.Why = CartLocked, e.Reason
	case LockLifted:
		s.Cart, s.Why = CartIdle, ""
	case CartTakenOut:
		s.Cart, s.Why = CartOutOfService, e.Reason
	case CartBroughtBack:
		s.Cart, s.Why = e.Cart, ""
	case CartEmptied:
		s.Cart, s.Trip, s.LeftG = CartIdle, nil, 0
	case GoodsLeftBehind:
		s.LeftG = e.Grams
	case PhoneReserved:
		r := e.Reservation
		s.Cart, s.Reservation = CartReserved, &r
	case ReservationEnded:
		s.Cart, s.Reservation = CartIdle, nil
	case TripLinked:
		s.Cart, s.Reservation, s.LeftG = CartInUse, nil, 0
		s.Trip = &Trip{ID: e.Trip, Status: Linked, Shopper: e.Shopper, Phone: e.Phone, Currency: e.Currency, List: e.List, Prefs: e.Prefs, Started: r.At, Touched: r.At}
	case TripMovedIn:
		t := e.Trip
		t.MovedTo, t.Moving = "", len(t.Lines) > 0
		s.Cart, s.Reservation, s.LeftG, s.Trip = CartInUse, nil, 0, &t
	default:
		if s.Trip != nil {
			s = applyTrip(s, r)
		}
	}
	return s
}

func applyTrip(s State, r Record) State {
	t := s.Trip
	switch e := r.Event.(type) {
	case ShoppingStarted:
		t.Status = Shopping
		t.Bags, t.Own = e.Bags, t.Own+e.Grams
	case LinePut:
		t.put(e, r)
	case LineTaken:
		t.take(e, r)
	case LineReplaced:
		t.Lines = slices.Clone(t.Lines)
		if i := t.index(e.Line.ID); i >= 0 {
			t.Lines[i] = e.Line
		}
		t.Just = Just{Kind: e.Kind, Line: e.Line, At: r.At}
		t.staleAudit()
	case EffectReverted:
		t.Lines = e.Lines
		t.Effects = slices.DeleteFunc(slices.Clone(t.Effects), func(x Effect) bool { return x.Decision == e.Decision })
		t.Disputed += e.Disputed
		t.Just = Just{Kind: e.Kind, At: r.At}
	case QuestionAsked:
		t.ask(e.Question)
	case QuestionClosed:
		t.Questions = slices.DeleteFunc(slices.Clone(t.Questions), func(q Question) bool { return q.ID == e.Question })
	case QuestionPostponed:
		t.Questions = slices.Clone(t.Questions)
		for i := range t.Questions {
			if t.Questions[i].ID == e.Question {
				t.Questions[i].Later = true
			}
		}
	case OwnThingAdded:
		t.Own += e.Grams
		t.OwnLater = max(0, t.OwnLater+e.Grams)
		t.Just = Just{Kind: "own", At: r.At}
	case ProduceAnnounced:
		t.Announced = e.Line
	case BagsBought:
		t.StoreBags = e.Count
	case CouponAdded:
		t.Coupons = append(slices.Clone(t.Coupons), e.Coupon)
		t.Removed = without(t.Removed, e.Coupon.Code)
		t.Just = Just{Kind: "coupon", Text: e.Coupon.Name, At: r.At}
	case CouponSettled:
		t.settle(e, r)
	case CouponRemoved:
		if i := slices.IndexFunc(t.Coupons, func(c Coupon) bool { return c.Code == e.Code }); i >= 0 && t.Coupons[i].Terms.Limited() {
			t.Removed = append(slices.Clone(t.Removed), t.Coupons[i])
		}
		t.Coupons = without(t.Coupons, e.Code)
	case LoyaltyShown:
		t.Shopper.Loyalty = e.Number
		if e.Number != "" {
			t.Just = Just{Kind: "loyalty", At: r.At}
		}
	case ListChanged:
		t.List = e.List
	case PreferencesChanged:
		t.Prefs = e.Prefs
	case HelpAsked:
		h := e.Help
		t.Help = &h
	case HelpTaken:
		h := *t.Help
		h.Taken = e.Staff
		t.Help = &h
	case HelpEnded:
		t.Help = nil
	case HoldPlaced:
		h := e.Hold
		t.Hold = &h
	case HoldLifted:
		t.Hold = nil
	case GoodsCarried:
		t.Moving = false
	case AgeApproved:
		t.Age = &AgeCheck{Age: e.Age, Staff: e.Staff}
	default:
		s.Cart = t.applyEnd(s.Cart, r)
	}
	return s
}

// applyEnd folds what happens from the lane on and returns the cart's status.
func (t *Trip) applyEnd(cart CartStatus, r Record) CartStatus {
	over := func(to Status) CartStatus {
		t.Status, t.Ended = to, r.At
		return CartUnloading
	}
	switch e := r.Event.(type) {
	case LaneEntered:
		t.Status, t.Lane, t.Audit, t.Announced = AtLane, e.Lane, nil, nil
	case LaneLeft:
		t.leaveLane()
	case AuditDone:
		a, rc := e.Audit, e.Receipt
		t.Audit, t.Receipt, t.Reviewed = &a, &rc, nil
	case FindingResolved:
		a := *t.Audit
		a.Findings = slices.Clone(a.Findings)
		for i := range a.Findings {
			if a.Findings[i].ID == e.Finding {
				a.Findings[i].Resolved, a.Findings[i].Staff, a.Findings[i].Reason = true, e.Staff, e.Reason
			}
		}
		t.Audit = &a
	case LoadDisturbed:
		if t.Status != Paid {
			t.stale()
		}
	case PaymentOpened:
		p := e.Payment
		t.Status, t.Payment = Paying, &p
	case PaymentAdvanced:
		p := *t.Payment
		p.Status, p.Reason = e.Status, e.Reason
		if e.Ref != "" {
			p.Ref = e.Ref
		}
		t.Payment = &p
		switch e.Status {
		case PaymentDeclined, PaymentVoided:
			t.Status = AtLane
		case PaymentCaptured:
			t.Status = Paid
		}
	case ReceiptIssued:
		rc := e.Receipt
		t.Receipt = &rc
	case TripReleased:
		return over(Released)
	case TripHandedOver:
		rc := e.Receipt
		rc.HandOver = e.Code
		t.Receipt = &rc
		return over(HandedOver)
	case TripAbandoned:
		t.Shelve, t.Place = e.Shelve, e.Place
		return over(Abandoned)
	case TripMovedOut:
		t.MovedTo = e.To
		return over(Abandoned)
	}
	return cart
}

func (t *Trip) index(line int) int {
	return slices.IndexFunc(t.Lines, func(l pricing.Line) bool { return l.ID == line })
}

// stale sets the audit aside: it has to be made again.
func (t *Trip) stale() {
	if t.Audit != nil {
		t.Reviewed, t.Audit = t.Audit, nil
	}
}

// staleAudit also drops the frozen receipt, when staff change a line at the
// lane: it has to be priced again too.
func (t *Trip) staleAudit() {
	t.stale()
	t.Receipt = nil
}

// leaveLane goes back to shopping. What staff decided was about the basket as
// it stood there; a check at random that nobody made is still owed, so that
// leaving and coming back is no way around it.
func (t *Trip) leaveLane() {
	t.staleAudit()
	t.Status, t.Lane, t.Payment = Shopping, "", nil
	if r := t.Reviewed; r != nil {
		t.Reviewed = nil
		if r.owesRandom() {
			t.Reviewed = &Audit{Random: true}
		}
	}
}

func (a *Audit) owesRandom() bool {
	return slices.ContainsFunc(a.Findings, func(f Finding) bool { return f.Kind == "random" && !f.Resolved })
}

func (t *Trip) put(e LinePut, r Record) {
	t.Lines = slices.Clone(t.Lines)
	if i := t.index(e.Line.ID); i >= 0 {
		t.Lines[i] = e.Line
	} else {
		t.Lines = append(t.Lines, e.Line)
		t.NextLine = max(t.NextLine, e.Line.ID)
	}
	t.keep(e.Effect)
	if a := t.Announced; a != nil && a.Item == e.Line.Item {
		t.Announced = nil
	}
	t.List = slices.Clone(t.List)
	for i := range t.List {
		if t.List[i].Item == e.Line.Item && e.Line.Item != (evidence.Item{}) {
			t.List[i].Done = true
		}
	}
	t.Just = Just{Kind: e.Kind, Decision: e.Effect.Decision, Line: e.Line, At: r.At}
}

func (t *Trip) take(e LineTaken, r Record) {
	t.Lines = slices.Clone(t.Lines)
	if i := t.index(e.Line); i >= 0 {
		if e.Left == nil {
			t.Lines = slices.Delete(t.Lines, i, i+1)
		} else {
			t.Lines[i] = *e.Left
		}
	}
	t.keep(e.Effect)
	t.Disputed += e.Disputed
	t.Just = Just{Kind: e.Kind, Decision: e.Effect.Decision, Line: e.Was, At: r.At}
	if t.Status == AtLane {
		t.staleAudit()
	}
}

func (t *Trip) keep(e Effect) {
	if e.Decision != 0 {
		t.Effects = append(slices.Clone(t.Effects), e)
	}
}

// ask opens a question, or replaces the one with its number.
func (t *Trip) ask(q Question) {
	t.Questions = slices.DeleteFunc(slices.Clone(t.Questions), func(x Question) bool { return x.ID == q.ID })
	t.Questions = append(t.Questions, q)
}

// without is the coupons but for the one of a code.
func without(coupons []Coupon, code string) []Coupon {
	return slices.DeleteFunc(slices.Clone(coupons), func(c Coupon) bool { return c.Code == code })
}

func (t *Trip) settle(e CouponSettled, r Record) {
	t.Coupons = slices.Clone(t.Coupons)
	for i := range t.Coupons {
		if t.Coupons[i].Code != e.Code {
			continue
		}
		if e.OK {
			t.Coupons[i].Pending = false
			return
		}
		t.Just = Just{Kind: "coupon_refused", Text: e.Reason, At: r.At}
		t.Coupons = slices.Delete(t.Coupons, i, i+1)
		return
	}
}
