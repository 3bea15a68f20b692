package shopping

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

var shopper = trip.Actor{Kind: trip.ByShopper}

// mayStart refuses a new trip outside opening hours, on a low battery and
// without a scale.
func (c *Cart) mayStart() error {
	p := c.live.Power
	switch {
	case c.cfg.Policy.Open != nil && !c.cfg.Policy.Open(c.cfg.Clock()):
		return refuse(CodeClosed, "start: the store is closed")
	case p.At != 0 && !p.Charging && p.Percent < c.cfg.Policy.BatteryNoStart:
		return refuse(CodeBattery, "start: the battery is too low for a trip")
	}
	return nil
}

// Guest begins a trip without an account.
func (c *Cart) Guest(ctx context.Context, key, language string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.mayStart(); err != nil {
		return c.refused(err)
	}
	name := "Guest"
	if language == "es" {
		name = "Invitado"
	}
	return c.do(ctx, key, shopper, trip.Link{Trip: tripID(), Currency: c.currency(), Shopper: trip.Shopper{Name: name, Language: language}, Prefs: trip.Preferences{Language: language}})
}

func (c *Cart) currency() string { return c.cfg.Goods.Rules(c.cfg.Clock()).Currency }

func tripID() string { return strings.ToLower(rand.Text()[:12]) }

// Reserve redeems the token of the QR code for a phone.
func (c *Cart) Reserve(ctx context.Context, key, token, phone string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.tokens.redeem(token, phone); err != nil {
		return err // the phone says it; the glass has nothing to do with it
	}
	if r := c.state.Reservation; r != nil && r.Phone == phone {
		return nil
	}
	if t := c.state.Trip; t != nil && t.Phone == phone && !t.Status.Over() {
		return nil
	}
	if err := c.mayStart(); err != nil {
		return err
	}
	if c.state.Cart != trip.CartIdle {
		return refuse(CodeTaken, "link: the cart is not free")
	}
	c.cfg.Fault("reserve")
	return c.do(ctx, key, trip.Actor{Kind: trip.ByPhone}, trip.Reserve{Phone: phone, Until: c.cfg.Clock().Add(c.cfg.Policy.Reservation)})
}

// LinkPhone begins the trip of the phone that reserved the cart.
func (c *Cart) LinkPhone(ctx context.Context, key, phone string, who trip.Shopper) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t := c.state.Trip; t != nil && t.Phone == phone && !t.Status.Over() {
		return nil
	}
	if c.state.Reservation == nil {
		return refuse(CodeNoSuchPhone, "link: the reservation has ended; scan the cart's code again")
	}
	c.cfg.Fault("link")
	err := c.do(ctx, key, trip.Actor{Kind: trip.ByPhone, ID: who.ID, Name: who.Name}, trip.Link{Trip: tripID(), Phone: phone, Shopper: who, Currency: c.currency(), Prefs: trip.Preferences{Language: who.Language}})
	c.cfg.Fault("linked")
	return err
}

// StartBags weighs out the bags that are in the cart already; none is zero.
func (c *Cart) StartBags(ctx context.Context, key string, bags int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	grams := 0.0
	if bags > 0 {
		if c.live.Weight.Status != evidence.ScaleStable {
			return c.refused(refuse(CodeScale, "bags: the scale is not still yet"))
		}
		grams = c.live.Weight.GramsTotal
	}
	if err := c.do(ctx, key, shopper, trip.Start{Bags: bags, Grams: grams}); err != nil {
		return err
	}
	if grams != 0 {
		c.inform(evidence.Input{Bag: &evidence.Bag{Grams: grams}})
	}
	return nil
}

func (c *Cart) inform(in evidence.Input) {
	if c.cfg.Senses != nil {
		c.cfg.Senses.Tell(in)
	}
}

// lineOf is the line of an item as sold today, or a refusal.
func (c *Cart) lineOf(i evidence.Item) (pricing.Line, error) {
	l, ok := LineOf(c.cfg.Goods.Catalogue(), i)
	if ok {
		return l, nil
	}
	if _, known := c.cfg.Goods.Catalogue().ByPLU(i.PLU); known {
		return l, c.refused(refuse(CodeNotSold, "that produce has no price today"))
	}
	return l, c.refused(refuse(CodeNoProduct, "the catalogue does not hold that"))
}

// Answer answers a question; see the interface for how.
func (c *Cart) Answer(ctx context.Context, key string, by trip.Actor, question int, item evidence.Item, quantity int, how string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := trip.Answer{Question: question, Quantity: quantity}
	say := evidence.Answer{Question: question - c.base, Item: item, Quantity: max(quantity, 1)}
	switch how {
	case "none":
		a.None, say.None = true, true
	case "later":
		a.Later, say.Later = true, true
	case "own":
		a.Own = true
	case "unknown":
		a.Unknown = true
	case "item":
		l, err := c.choice(question, item)
		if err != nil {
			return err
		}
		a.Line = l
	default:
		return c.refused(refuse(trip.CodeUnknown, "answer: there is no answer "+how))
	}
	if err := c.do(ctx, key, by, a); err != nil {
		return err
	}
	switch {
	case say.Question <= 0: // asked before the process started; the loop knows nothing of it
	case a.Own:
		c.inform(evidence.Input{Bag: &evidence.Bag{Decision: say.Question}})
	default:
		c.inform(evidence.Input{Answer: &say})
	}
	return nil
}

// choice is the line of an answer: as the question offered it, else today's.
func (c *Cart) choice(question int, item evidence.Item) (pricing.Line, error) {
	if t := c.state.Trip; t != nil {
		for _, q := range t.Questions {
			for _, ch := range q.Choices {
				if q.ID == question && ch.Line.Item == item {
					return ch.Line, nil
				}
			}
		}
	}
	return c.lineOf(item)
}

// Correct says that a line is something else.
func (c *Cart) Correct(ctx context.Context, key string, by trip.Actor, line int, to evidence.Item) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	l, err := c.lineOf(to)
	if err != nil {
		return err
	}
	decision := c.decisionOf(line)
	if err := c.do(ctx, key, by, trip.Correct{Line: line, To: l}); err != nil {
		return err
	}
	if decision > c.base {
		c.inform(evidence.Input{Correction: &evidence.Correction{Decision: decision - c.base, Item: to}})
	}
	return nil
}

// decisionOf is the last decision that put something on a line.
func (c *Cart) decisionOf(line int) (n int) {
	if t := c.state.Trip; t != nil {
		for _, e := range t.Effects {
			if e.Line == line && e.Action == evidence.Put {
				n = e.Decision
			}
		}
	}
	return n
}

// Confirm makes a line of a scanned thing whose weight cannot speak.
func (c *Cart) Confirm(ctx context.Context, key string, item evidence.Item) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	l, err := c.lineOf(item)
	if err != nil {
		return err
	}
	if n := c.live.Notice; n.Item == item {
		l = WithLabel(l, n.Label)
	}
	if err := c.do(ctx, key, shopper, trip.Confirm{Line: l}); err != nil {
		return err
	}
	c.live.Notice = evidence.Notice{}
	c.changed()
	return nil
}

// Announce says which produce comes next, by quantity where sold by each.
func (c *Cart) Announce(ctx context.Context, key string, plu evidence.Item, quantity int, tareG float64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	l, err := c.lineOf(plu)
	if err != nil {
		return err
	}
	if !(tareG >= 0 && tareG <= evidence.MaxTareG) {
		return c.refused(refuse(CodeTare, fmt.Sprintf("announce: a tare of %g g", tareG)))
	}
	if l.Sold == pricing.SoldEach {
		l.Quantity = min(max(quantity, 1), 99)
	}
	if err := c.do(ctx, key, shopper, trip.Announce{Line: &l}); err != nil {
		return err
	}
	if p, ok := c.cfg.Goods.Catalogue().ByPLU(plu.PLU); ok && tareG == 0 {
		tareG = p.TareG // preset for its usual container
	}
	c.live.Container = false
	c.inform(evidence.Input{Produce: &evidence.Announced{PLU: plu, Quantity: quantityIf(l), TareG: tareG}})
	return nil
}

func quantityIf(l pricing.Line) int {
	if l.Sold == pricing.SoldByWeight {
		return 0
	}
	return l.Quantity
}

// CancelAnnounce takes Announce back.
func (c *Cart) CancelAnnounce(ctx context.Context, key string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.do(ctx, key, shopper, trip.Announce{}); err != nil {
		return err
	}
	c.live.Container = false
	c.inform(evidence.Input{Produce: &evidence.Announced{Cancel: true}})
	return nil
}

// PriceLine is an attendant naming and pricing what nobody knows.
func (c *Cart) PriceLine(ctx context.Context, key string, by trip.Actor, line int, to pricing.Line, reason string) error {
	return c.Do(ctx, key, by, trip.PriceLine{Line: line, To: to, Reason: reason})
}

// Scan takes a code that is no goods, or none that can be sold by: a phone's, a
// loyalty card's, a lane's, a coupon, a label that is refused.
func (c *Cart) Scan(ctx context.Context, key, text string) error {
	text = strings.TrimSpace(text)
	if account.IsBadge(text) {
		c.showBadge(text)
		return nil
	}
	if c.cfg.Phones != nil && account.IsPhoneCode(text) {
		return c.phoneCode(ctx, key, text)
	}
	if c.scheme().Matches(text) {
		return c.showLoyalty(ctx, key, text)
	}
	if lane, ok := c.laneBy(ctx, text); ok {
		return c.enter(ctx, key, lane)
	}
	return c.coupon(ctx, key, text)
}

// coupon adds a coupon; one that is good once is reserved at the store before
// it counts.
func (c *Cart) coupon(ctx context.Context, key, code string) error {
	c.mu.Lock()
	k, err := c.couponOf(code)
	if err != nil {
		defer c.mu.Unlock()
		if no := c.labelRefusal(code); no != nil {
			return c.refused(no)
		}
		var no *coupon.Refused
		if errors.As(err, &no) {
			return c.refused(refuse(CodeCoupon+"-"+string(no.Reason), no.Text))
		}
		return c.refused(err)
	}
	err = c.do(ctx, key, shopper, trip.AddCoupon{Coupon: k, Pending: k.Terms.Limited()})
	t := c.state.Trip
	c.mu.Unlock()
	if err != nil || !k.Terms.Limited() || t == nil {
		return err
	}
	c.cfg.Fault("coupon")
	return c.settleCoupon(ctx, t, k)
}

// settleCoupon asks the store about a pending coupon. While the store does not
// answer it stays pending and is asked again.
func (c *Cart) settleCoupon(ctx context.Context, t *trip.Trip, k pricing.Coupon) error {
	out, err := c.cfg.Hub.ReserveCoupon(ctx, CouponRequest{Key: t.ID + "-coupon-" + k.Code, Code: reservedAs(k, t), Trip: t.ID, Shopper: t.Shopper.ID})
	if err != nil {
		c.offline(err)
		return nil
	}
	c.cfg.Fault("coupon-reserved")
	// Without a key: the same code may be scanned, and settled, again.
	if err := c.Do(ctx, "", trip.Actor{Kind: trip.BySystem}, trip.SettleCoupon{Code: k.Code, OK: out.OK, Reason: out.Reason}); err != nil {
		return err
	}
	if !out.OK {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.refused(refuse(CodeCoupon+"-already_used", "that coupon was used already"))
	}
	return nil
}

// Abandon ends a trip that nobody finishes.
func (c *Cart) Abandon(ctx context.Context, key string, by trip.Actor, reason string) error {
	return c.Do(ctx, key, by, trip.Abandon{Reason: reason, Place: c.Live().Place.Value})
}

// MoveTo carries the trip on with another cart: first it exists there, then it
// ends here. Asked again, it goes on from where it got to.
func (c *Cart) MoveTo(ctx context.Context, key string, by trip.Actor, cart string) error {
	t := c.Live().State.Trip
	if t != nil && t.MovedTo == cart {
		return nil
	}
	if c.cfg.Others == nil || t == nil || t.Status.Over() || cart == c.cfg.ID {
		return c.deny(refuse(CodeBusyCart, "move: the other cart is not free"))
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	if err := c.cfg.Others.TakeIn(ctx, TakeInRequest{Key: key, To: cart, By: by, Move: trip.MoveIn{Trip: *t, From: c.cfg.ID}}); err != nil {
		var no *Refused
		if !errors.As(err, &no) {
			c.offline(err)
			err = refuse(CodeOffline, "move: "+err.Error())
		}
		return c.deny(err)
	}
	c.cfg.Fault("move")
	return c.Do(ctx, key, by, trip.MoveOut{To: cart})
}

// wait is how long a request to the store may take before the cart goes on
// without the answer.
const wait = 5 * time.Second
