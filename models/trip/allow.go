package trip

import (
	"reflect"
	"slices"
)

// Phase is the one word for where cart and trip stand together: the trip's
// status while it is under way, else the cart's.
type Phase string

// Phase of a state.
func (s State) Phase() Phase {
	if s.Trip != nil && !s.Trip.Status.Over() {
		return Phase(s.Trip.Status)
	}
	return Phase(s.Cart)
}

// Active reports whether a trip is under way.
func (s State) Active() bool { return s.Trip != nil && !s.Trip.Status.Over() }

var (
	active   = []Phase{Phase(Linked), Phase(Shopping), Phase(AtLane), Phase(Paying), Phase(Paid)}
	unpaid   = []Phase{Phase(Linked), Phase(Shopping), Phase(AtLane)}
	open     = []Phase{Phase(Linked), Phase(Shopping)}
	atLane   = []Phase{Phase(AtLane)}
	paying   = []Phase{Phase(Paying)}
	paid     = []Phase{Phase(Paid)}
	idle     = []Phase{Phase(CartIdle)}
	everyOne = append([]Phase{Phase(CartIdle), Phase(CartReserved), Phase(CartUnloading), Phase(CartLocked), Phase(CartOutOfService)}, active...)
)

// allowed lists the phases in which a command may be given at all; what else
// it needs, its decider checks.
var allowed = map[reflect.Type][]Phase{
	typ[Lock]():                idle,
	typ[Unlock]():              {Phase(CartLocked)},
	typ[TakeOut]():             everyOne,
	typ[BringBack]():           everyOne,
	typ[Emptied]():             {Phase(CartUnloading)},
	typ[LeftBehind]():          {Phase(CartUnloading)},
	typ[Reserve]():             idle,
	typ[EndReservation]():      {Phase(CartReserved)},
	typ[Link]():                {Phase(CartIdle), Phase(CartReserved)},
	typ[Start]():               {Phase(Linked)},
	typ[Recognise]():           open,
	typ[Answer]():              open,
	typ[Correct]():             open,
	typ[NotInCart]():           open,
	typ[Undo]():                open,
	typ[Confirm]():             open,
	typ[Announce]():            open,
	typ[SetQuantity]():         open,
	typ[BuyBags]():             open,
	typ[AddCoupon]():           open,
	typ[SettleCoupon]():        active,
	typ[RemoveCoupon]():        open,
	typ[ShowLoyalty]():         open,
	typ[SetList]():             active,
	typ[SetPreferences]():      active,
	typ[StayActive]():          active,
	typ[AskHelp]():             active,
	typ[TakeHelp]():            active,
	typ[EndHelp]():             active,
	typ[PlaceHold]():           active,
	typ[LiftHold]():            active,
	typ[PriceLine]():           unpaid,
	typ[Adjust]():              unpaid,
	typ[EnterLane]():           open,
	typ[LeaveLane]():           atLane,
	typ[RecordAudit]():         {Phase(AtLane), Phase(Paying)},
	typ[ResolveFinding]():      {Phase(AtLane), Phase(Paying)},
	typ[Disturb]():             {Phase(AtLane), Phase(Paying), Phase(Paid)},
	typ[BeginPayment]():        atLane,
	typ[SettleAuthorisation](): paying,
	typ[BeginCapture]():        paying,
	typ[SettleCapture]():       paying,
	typ[IssueReceipt]():        paid,
	typ[Release]():             paid,
	typ[HandOver]():            unpaid,
	typ[Abandon]():             unpaid,
	typ[MoveOut]():             open,
	typ[ClaimOwn]():            open,
	typ[ApproveAge]():          open,
	typ[Carried]():             open,
	typ[MoveIn]():              append([]Phase{Phase(CartIdle)}, active...),
}

func typ[T any]() reflect.Type { return reflect.TypeFor[T]() }

// permit refuses a command that the phase does not know.
func permit(s State, c Command) error {
	p := s.Phase()
	name := reflect.TypeOf(c).Name()
	if slices.Contains(allowed[reflect.TypeOf(c)], p) {
		return nil
	}
	if slices.Contains([]Phase{Phase(AtLane), Phase(Paying), Phase(Paid)}, p) && slices.Contains(allowed[reflect.TypeOf(c)], Phase(Shopping)) {
		return refuse(CodeFrozen, "%s: the basket is at a lane (%s); leave the lane first", name, p)
	}
	return refuse(CodeWrongState, "%s is not possible while the cart is %s", name, p)
}
