package shopping

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/lane"
	"github.com/dashcart/dashcart/models/trip"
)

var system = trip.Actor{Kind: trip.BySystem}

// Pay enters the lane that a code names, or goes on at the lane where the
// cart is, as far as it gets.
func (c *Cart) Pay(ctx context.Context, key, laneCode string) error {
	s := c.Live().State
	if s.Trip != nil && s.Trip.Status == trip.Shopping || s.Trip != nil && s.Trip.Status == trip.Linked {
		l, ok := c.laneBy(ctx, laneCode)
		if !ok {
			c.mu.Lock()
			defer c.mu.Unlock()
			return c.refused(refuse(CodeNoLane, "pay: no lane has the code "+laneCode))
		}
		return c.enter(ctx, key, l)
	}
	return c.proceed(ctx, true)
}

// laneBy finds a lane by the code of its marker.
func (c *Cart) laneBy(ctx context.Context, code string) (LaneInfo, bool) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	lanes, err := c.cfg.Hub.Lanes(ctx)
	if err != nil {
		c.offline(err)
		return LaneInfo{}, false
	}
	for _, l := range lanes {
		if l.Code != "" && strings.EqualFold(l.Code, strings.TrimSpace(code)) { // typed, it may be in small letters
			return l, true
		}
	}
	return LaneInfo{}, false
}

// enter asks the store for the lane and freezes the basket there.
func (c *Cart) enter(ctx context.Context, key string, l LaneInfo) error {
	s := c.Live().State
	if s.Trip == nil {
		return nil
	}
	if back := c.Live().Stopped; len(back) > 0 {
		c.mu.Lock()
		defer c.mu.Unlock()
		code := CodeStopped
		if back[0].Stop == catalog.OutOfHours {
			code = CodeHours
		}
		return c.refused(refuse(code, "pay: "+back[0].Name+" may not be sold"))
	}
	out, err := c.cfg.Hub.EnterLane(ctx, LaneRequest{Key: key, Lane: l.ID, Cart: c.cfg.ID, Trip: s.Trip.ID})
	if err != nil {
		c.offline(err)
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.refused(refuse(CodeOffline, "lane: the store does not answer"))
	}
	if !out.OK {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.refused(refuse(CodeLaneClosed, "lane: "+out.Reason))
	}
	if err := c.Do(ctx, key, shopper, trip.EnterLane{Lane: l.ID}); err != nil {
		c.leaveLane(ctx, l.ID, s.Trip.ID)
		return err
	}
	return c.proceed(ctx, true)
}

func (c *Cart) leaveLane(ctx context.Context, lane, trip string) {
	if lane == "" {
		return
	}
	if _, err := c.cfg.Hub.LeaveLane(ctx, LaneRequest{Key: rand.Text(), Lane: lane, Cart: c.cfg.ID, Trip: trip}); err != nil {
		c.offline(err)
	}
}

// Continue goes on after an attendant decided a finding or the store came
// back.
func (c *Cart) Continue(ctx context.Context) error { return c.proceed(ctx, false) }

// proceed takes the trip from the freeze to the open gate, one step at a time.
// Each step's intent is in the journal before the store is asked, and its
// outcome after, so that whatever dies between is asked again under the same
// key. again says that the shopper wants a declined payment tried once more.
func (c *Cart) proceed(ctx context.Context, again bool) error {
	c.paying.Lock()
	defer c.paying.Unlock()
	if waits(c.Live().State.Trip, again) {
		return nil
	}
	c.set(func(l *Live) { l.Busy = true })
	defer c.set(func(l *Live) { l.Busy = false })
	for range 20 { // more steps than there are
		more, err := c.advance(ctx, again)
		if err != nil || !more {
			return err
		}
		if t := c.Live().State.Trip; t != nil && t.Status == trip.Paying {
			again = false
		}
	}
	return nil
}

// waits reports whether the trip can go no further without a person.
func waits(t *trip.Trip, again bool) bool {
	if t == nil {
		return true
	}
	looked := t.Audit != nil && (t.Audit.Open() > 0 || t.Hold != nil)
	switch t.Status {
	case trip.AtLane:
		refused := t.Payment != nil && (t.Payment.Status == trip.PaymentDeclined || t.Payment.Status == trip.PaymentVoided)
		return t.Audit != nil && t.Receipt != nil && (looked || t.Shopper.Guest() || refused && !again)
	case trip.Paying:
		return t.Payment.Status == trip.PaymentAuthorised && looked
	case trip.Paid:
		return t.Receipt.Number != "" && (t.Hold != nil || t.Help != nil)
	}
	return true
}

// advance does the next step and reports whether there may be another.
func (c *Cart) advance(ctx context.Context, again bool) (bool, error) {
	t := c.Live().State.Trip
	if waits(t, again) {
		return false, nil
	}
	switch t.Status {
	case trip.AtLane:
		if t.Audit == nil || t.Receipt == nil {
			if settled, err := c.settleCoupons(ctx, t); !settled || err != nil {
				return false, err
			}
			c.askGiven(ctx, t)
			return true, c.audit(ctx)
		}
		return true, c.Do(ctx, "", system, trip.BeginPayment{Key: t.ID + "-" + rand.Text()[:8], Amount: t.Receipt.Total, Provider: c.cfg.Policy.provider()})
	case trip.Paying:
		return c.pay(ctx, t)
	case trip.Paid:
		if t.Receipt.Number == "" {
			return true, c.issue(ctx, t)
		}
		return false, c.release(ctx, t)
	}
	return false, nil
}

// settleCoupons asks about coupons that are good once before the basket is
// frozen with them: one that another trip used must not be paid with. It is
// false while the store does not answer.
func (c *Cart) settleCoupons(ctx context.Context, t *trip.Trip) (bool, error) {
	for _, k := range t.Coupons {
		if k.Pending {
			if err := notRefused(c.settleCoupon(ctx, t, k.Coupon)); err != nil {
				return false, err
			}
		}
	}
	for _, k := range c.Live().State.Trip.Coupons {
		if k.Pending {
			return false, nil
		}
	}
	return true, nil
}

// audit measures, compares, prices and freezes.
func (c *Cart) audit(ctx context.Context) error {
	rate := c.auditRate(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.state.Trip
	now := c.cfg.Clock()
	rules := lane.DefaultRules()
	rules.Draw, rules.Limit, rules.Random = draw(), c.cfg.Policy.MaxTrip, rate
	if t.Reviewed != nil { // drawn once at a lane; what was drawn stands
		rules.Draw = 1
		if t.Reviewed.Random {
			rules.Draw, rules.Random = 0, 1
		}
	}
	w := c.live.Weight
	rc, err := c.priced(now)
	if err != nil {
		return fmt.Errorf("cart %s: the basket could not be priced: %w", c.cfg.ID, err)
	}
	a := lane.Audit(t, rc.Total, lane.Load{Grams: w.GramsTotal, SD: w.GramsSD, Stable: w.Status == "stable"}, []float64{c.full()}, rules, now)
	c.audited = w.GramsTotal
	return c.do(ctx, "", system, trip.RecordAudit{Audit: lane.Carry(a, t.Reviewed), Receipt: rc})
}

// auditRate is the share of carts that the lane this one stands in checks at
// random: what staff made of it now, or what the store file says while the
// store does not answer.
func (c *Cart) auditRate(ctx context.Context) float64 {
	t := c.Live().State.Trip
	if t == nil || t.Reviewed != nil { // what was drawn stands
		return 0
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	lanes, err := c.cfg.Hub.Lanes(ctx)
	if err != nil {
		c.offline(err)
	}
	for _, l := range lanes {
		if l.ID == t.Lane && l.AuditRate != nil {
			return *l.AuditRate
		}
	}
	if c.cfg.Policy.AuditRate == nil {
		return 0
	}
	return c.cfg.Policy.AuditRate(t.Lane)
}

func draw() float64 {
	var b [8]byte
	_, _ = rand.Read(b[:])
	return float64(binary.BigEndian.Uint64(b[:])>>11) / (1 << 53)
}

func (c *Cart) request(t *trip.Trip) PaymentRequest {
	return PaymentRequest{Key: t.Payment.Key, Trip: t.ID, Cart: c.cfg.ID, Shopper: t.Shopper.ID, Amount: t.Payment.Amount, Ref: t.Payment.Ref}
}

func (c *Cart) pay(ctx context.Context, t *trip.Trip) (bool, error) {
	switch t.Payment.Status {
	case trip.PaymentBegun:
		c.cfg.Fault("authorise")
		out, err := c.ask(ctx, c.cfg.Hub.Authorise, c.request(t))
		if err != nil {
			return false, nil // unknown: asked again later under the same key
		}
		c.cfg.Fault("authorised")
		return true, c.Do(ctx, t.Payment.Key+"-auth", system, trip.SettleAuthorisation{Key: t.Payment.Key, OK: out.OK, Ref: out.Ref, Reason: out.Reason})
	case trip.PaymentAuthorised:
		if t.Audit == nil {
			return true, c.audit(ctx)
		}
		if t.Receipt.Total != t.Payment.Amount {
			return c.void(ctx, t)
		}
		return true, c.Do(ctx, t.Payment.Key+"-capturing", system, trip.BeginCapture{Key: t.Payment.Key})
	case trip.PaymentCapturing:
		c.cfg.Fault("capture")
		out, err := c.ask(ctx, c.cfg.Hub.Capture, c.request(t))
		if err != nil {
			return false, nil
		}
		c.cfg.Fault("captured")
		return true, c.Do(ctx, t.Payment.Key+"-captured", system, trip.SettleCapture{Key: t.Payment.Key, OK: out.OK, Ref: out.Ref, Reason: out.Reason})
	}
	return false, nil
}

// void gives a hold back when the basket no longer costs what was held.
func (c *Cart) void(ctx context.Context, t *trip.Trip) (bool, error) {
	if _, err := c.ask(ctx, c.cfg.Hub.Void, c.request(t)); err != nil {
		return false, nil
	}
	return true, c.Do(ctx, t.Payment.Key+"-void", system, trip.SettleCapture{Key: t.Payment.Key, Reason: "the basket changed"})
}

func (c *Cart) ask(ctx context.Context, f func(context.Context, PaymentRequest) (Outcome, error), r PaymentRequest) (Outcome, error) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	out, err := f(ctx, r)
	if err != nil {
		c.offline(err)
	} else {
		c.online()
	}
	return out, err
}

// issue uses the coupons up, numbers the receipt and has it sent.
func (c *Cart) issue(ctx context.Context, t *trip.Trip) error {
	for _, k := range t.Coupons {
		if k.Terms.Limited() && t.Receipt.Gave(k.Code) {
			if _, err := c.cfg.Hub.RedeemCoupon(ctx, CouponRequest{Key: t.ID + "-redeem-" + k.Code, Code: reservedAs(k.Coupon, t), Trip: t.ID, Shopper: t.Shopper.ID}); err != nil {
				c.offline(err)
				return err
			}
		}
	}
	if err := c.returnCoupons(ctx, t); err != nil {
		return err
	}
	rc := *t.Receipt
	rc.Trip, rc.Cart, rc.Lane, rc.At = t.ID, c.cfg.Number, t.Lane, c.cfg.Clock()
	rc.Tenders = append(rc.Tenders[:0:0], tender(t))
	c.cfg.Fault("receipt")
	out, err := c.cfg.Hub.Receipt(ctx, ReceiptRequest{Key: t.ID + "-receipt", Shopper: t.Shopper, Receipt: rc})
	if err != nil {
		c.offline(err)
		return err
	}
	c.cfg.Fault("receipted")
	rc.Number, rc.Signature = out.Ref, out.Signature
	return c.Do(ctx, t.ID+"-receipt", system, trip.IssueReceipt{Receipt: rc})
}

// release opens the gate, once staff hold nothing and no load changed since
// the capture.
func (c *Cart) release(ctx context.Context, t *trip.Trip) error {
	if _, err := c.cfg.Hub.OpenGate(ctx, LaneRequest{Key: t.ID + "-gate", Lane: t.Lane, Cart: c.cfg.ID, Trip: t.ID}); err != nil {
		c.offline(err)
		return err
	}
	c.cfg.Fault("release")
	return c.Do(ctx, t.ID+"-release", system, trip.Release{Lane: t.Lane})
}

// HandOver gives the basket to a cashier.
func (c *Cart) HandOver(ctx context.Context, key string) error {
	t := c.Live().State.Trip
	if t == nil {
		return nil
	}
	rc := c.Live().Receipt
	rc.Trip, rc.Cart, rc.At = t.ID, c.cfg.Number, c.cfg.Clock()
	out, err := c.cfg.Hub.HandOver(ctx, ReceiptRequest{Key: t.ID + "-handover", Shopper: t.Shopper, Receipt: rc})
	if err != nil {
		c.offline(err)
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.refused(refuse(CodeOffline, "hand over: the store does not answer"))
	}
	if err := c.Do(ctx, key, shopper, trip.HandOver{Code: out.Ref, Receipt: rc}); err != nil {
		return err
	}
	c.leaveLane(ctx, t.Lane, t.ID)
	return nil
}

// Leave goes back from the lane to shopping.
func (c *Cart) Leave(ctx context.Context, key, reason string) error {
	t := c.Live().State.Trip
	if err := c.Do(ctx, key, shopper, trip.LeaveLane{Reason: reason}); err != nil {
		return err
	}
	c.leaveLane(ctx, t.Lane, t.ID)
	return nil
}

// offline notes that the store does not answer; online that it does.
func (c *Cart) offline(err error) {
	c.cfg.Log.Warn("the store does not answer", "cart", c.cfg.ID, "err", err)
	c.set(func(l *Live) { l.Online = false })
}

func (c *Cart) online() {
	if !c.Live().Online {
		c.set(func(l *Live) { l.Online = true })
	}
}

// Run keeps time for the cart until ctx ends: QR codes, reservations and
// idle trips run out, what is unfinished is asked again, events are reported.
func (c *Cart) Run(ctx context.Context) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		if err := c.Tick(ctx); err != nil && ctx.Err() == nil {
			c.cfg.Log.Error("the cart could not go on", "cart", c.cfg.ID, "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-c.wake:
		}
	}
}
