package trip

import (
	"cmp"
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/pricing"
)

// Decide returns the events that command c leads to in state s at wall-clock
// time now, none if it changes nothing, or a *Refused. It is pure: the same
// arguments give the same answer, and s stays as it is.
func Decide(s State, c Command, now time.Time) ([]Event, error) {
	events, err := decide(s, c, now)
	if err != nil {
		return nil, err // also when something was thought of before it was refused
	}
	return events, nil
}

func decide(s State, c Command, now time.Time) ([]Event, error) {
	if err := permit(s, c); err != nil {
		return nil, err
	}
	d := decider{s: s, t: s.Trip, now: now}
	switch c := c.(type) {
	case Lock:
		return one(LockPlaced(c))
	case Unlock:
		return one(LockLifted{})
	case TakeOut:
		return d.takeOut(c)
	case BringBack:
		return d.bringBack()
	case Emptied:
		return one(CartEmptied{})
	case LeftBehind:
		return one(GoodsLeftBehind(c))
	case Reserve:
		return one(PhoneReserved{Reservation(c)})
	case EndReservation:
		return one(ReservationEnded(c))
	case Link:
		return d.link(c)
	case Start:
		return one(ShoppingStarted(c))
	case Recognise:
		return d.recognise(c)
	case Answer:
		return d.answer(c)
	case Correct:
		return d.correct(c)
	case NotInCart:
		return d.notInCart(c)
	case Undo:
		return d.undo(c)
	case Confirm:
		return d.confirm(c)
	case Announce:
		return d.announce(c)
	case SetQuantity:
		return d.setQuantity(c)
	case BuyBags:
		return d.buyBags(c)
	case AddCoupon:
		return d.addCoupon(c)
	case SettleCoupon:
		return d.settleCoupon(c)
	case RemoveCoupon:
		return d.removeCoupon(c)
	case ShowLoyalty:
		if c.Number == d.t.Shopper.Loyalty {
			return nil, nil
		}
		return one(LoyaltyShown(c))
	case SetList:
		return one(ListChanged(c))
	case SetPreferences:
		return one(PreferencesChanged(c))
	case StayActive:
		return one(SignOfLife{})
	case AskHelp:
		return d.askHelp(c)
	case TakeHelp:
		return d.ifHelp(HelpTaken(c))
	case EndHelp:
		return d.ifHelp(HelpEnded{})
	case PlaceHold:
		return one(HoldPlaced{Hold(c)})
	case LiftHold:
		return d.liftHold()
	case PriceLine:
		return d.priceLine(c)
	case Adjust:
		return d.adjust(c)
	case MoveOut:
		return one(TripMovedOut(c))
	case MoveIn:
		return d.moveIn(c)
	case Carried:
		return d.carried()
	case ClaimOwn:
		if c.Grams == 0 {
			return nil, nil
		}
		return one(OwnThingAdded(c))
	case ApproveAge:
		return d.approveAge(c)
	case Abandon:
		return d.abandon(c)
	}
	return d.lane(c)
}

type decider struct {
	s   State
	t   *Trip
	now time.Time
}

func one(e Event) ([]Event, error) { return []Event{e}, nil }

func (d decider) takeOut(c TakeOut) ([]Event, error) {
	if d.s.Cart == CartOutOfService && d.s.Why == c.Reason {
		return nil, nil
	}
	var out []Event
	if d.s.Reservation != nil {
		out = append(out, ReservationEnded{"out of service"})
	}
	return append(out, CartTakenOut(c)), nil
}

func (d decider) bringBack() ([]Event, error) {
	if d.s.Cart != CartOutOfService {
		return nil, nil
	}
	to := CartIdle
	if d.s.Active() {
		to = CartInUse
	} else if d.s.Trip != nil {
		to = CartUnloading
	}
	return one(CartBroughtBack{to})
}

func (d decider) link(c Link) ([]Event, error) {
	if r := d.s.Reservation; r != nil && r.Phone != c.Phone {
		return nil, refuse(CodeNotYours, "link: the cart is reserved for another phone until %s", r.Until.Format(time.TimeOnly))
	}
	return one(TripLinked(c))
}

func (d decider) askHelp(c AskHelp) ([]Event, error) {
	if d.t.Help != nil {
		return nil, nil // at most one request; staff are called already
	}
	return one(HelpAsked{Help{Reason: c.Reason, At: d.now}})
}

func (d decider) ifHelp(e Event) ([]Event, error) {
	if d.t.Help == nil {
		return nil, nil
	}
	return one(e)
}

func (d decider) liftHold() ([]Event, error) {
	if d.t.Hold == nil {
		return nil, nil
	}
	return one(HoldLifted{})
}

// abandon lists what staff put back, cold goods first, else in basket order.
func (d decider) abandon(c Abandon) ([]Event, error) {
	shelve := slices.Clone(d.t.Lines)
	slices.SortStableFunc(shelve, func(a, b pricing.Line) int { return cmp.Compare(rank(a.Cold), rank(b.Cold)) })
	return one(TripAbandoned{Reason: c.Reason, Place: c.Place, Shelve: shelve})
}

func rank(cold bool) int {
	if cold {
		return 0
	}
	return 1
}
