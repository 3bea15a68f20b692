package bus

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// questionsAtOnce bounds how many questions of carts are worked on together.
const questionsAtOnce = 64

// longestWait is the most time a question may ask for.
const longestWait = time.Minute

// Answers is what the hub does for its carts.
type Answers struct {
	Hub     shopping.Hub
	Records Records
	Phones  shopping.Phones // may be nil
	Badges  shopping.Badges // may be nil
	Others  shopping.Others // may be nil
	Goods   func() Goods    // the catalogue now; may be nil
}

// method answers one kind of question of a cart.
type method func(ctx context.Context, cart string, data []byte) (any, error)

// answer makes a method of one of the hub's: claims puts the cart that asks
// into the request and makes its key the cart's own, so that no cart can speak
// of another's payment or lane.
func answer[R any](f func(context.Context, R) (shopping.Outcome, error), claims func(*R, string)) method {
	return func(ctx context.Context, cart string, data []byte) (any, error) {
		var r R
		if err := json.Unmarshal(data, &r); err != nil {
			return nil, err
		}
		claims(&r, cart)
		return f(ctx, r)
	}
}

func own(cart, key string) string { return cart + "/" + key }

func (a Answers) methods() map[string]method {
	coupon := func(r *shopping.CouponRequest, cart string) { r.Key = own(cart, r.Key) }
	lane := func(r *shopping.LaneRequest, cart string) { r.Key, r.Cart = own(cart, r.Key), cart }
	pay := func(r *shopping.PaymentRequest, cart string) { r.Key, r.Cart = own(cart, r.Key), cart }
	receipt := func(r *shopping.ReceiptRequest, cart string) { r.Key = own(cart, r.Key) }
	h := a.Hub
	m := map[string]method{
		"ReserveCoupon": answer(h.ReserveCoupon, coupon), "RedeemCoupon": answer(h.RedeemCoupon, coupon), "ReturnCoupon": answer(h.ReturnCoupon, coupon),
		"EnterLane": answer(h.EnterLane, lane), "LeaveLane": answer(h.LeaveLane, lane), "OpenGate": answer(h.OpenGate, lane),
		"Authorise": answer(h.Authorise, pay), "Capture": answer(h.Capture, pay), "Void": answer(h.Void, pay),
		"Receipt": answer(h.Receipt, receipt), "HandOver": answer(h.HandOver, receipt),
		"OffersGiven": givenMethod(h),
		"Lanes":       func(ctx context.Context, _ string, _ []byte) (any, error) { return h.Lanes(ctx) },
		"Kept": func(ctx context.Context, cart string, _ []byte) (any, error) {
			return h.Report(ctx, cart, nil)
		},
	}
	if a.Phones != nil {
		m["PhoneCode"] = func(ctx context.Context, _ string, data []byte) (any, error) {
			var code string
			if err := json.Unmarshal(data, &code); err != nil {
				return nil, err
			}
			who, ok := a.Phones.RedeemPhoneCode(ctx, code)
			return phoneAnswer{who, ok}, nil
		}
	}
	if a.Badges != nil {
		m["Badge"] = badgeMethod(a.Badges)
	}
	if a.Others != nil {
		m["Free"] = func(ctx context.Context, _ string, _ []byte) (any, error) { return a.Others.Free(ctx) }
		m["TakeIn"] = takeInMethod(a.Others)
	}
	if a.Goods != nil {
		m["Goods"] = func(_ context.Context, _ string, data []byte) (any, error) {
			var q goodsQuestion
			if err := json.Unmarshal(data, &q); err != nil {
				return nil, err
			}
			return a.Goods().piece(q)
		}
	}
	return m
}

// read reads the data of a question.
func read[T any](data []byte) (v T, err error) {
	err = json.Unmarshal(data, &v)
	return v, err
}

type phoneAnswer struct {
	Shopper trip.Shopper `json:"shopper"`
	OK      bool         `json:"ok"`
}

// Serve answers carts and keeps their events until ctx ends.
func (s *Server) Serve(ctx context.Context, a Answers) error {
	kept := func(ctx context.Context, cart string) (int64, error) { return a.Hub.Report(ctx, cart, nil) }
	return s.answer(ctx, []string{subjectAsk + "*.*"}, a.methods(), kept, func(ctx context.Context) error { return s.keep(ctx, a.Records) })
}

// answer lets those in who have a code, and answers the questions of those who
// are in, while work goes on.
func (s *Server) answer(ctx context.Context, questions []string, methods map[string]method, kept func(context.Context, string) (int64, error), work func(context.Context) error) error {
	joins, err := s.admit(ctx, kept)
	if err != nil {
		return err
	}
	defer joins.Unsubscribe() //nolint:errcheck // the connection closes with the server
	slots := make(chan struct{}, questionsAtOnce)
	take := func(m *nats.Msg) {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			return
		}
		go func() {
			defer func() { <-slots }()
			respond(ctx, m, methods)
		}()
	}
	for _, subject := range questions {
		asks, err := s.nc.QueueSubscribe(subject, "hub", take)
		if err != nil {
			return err
		}
		defer asks.Unsubscribe() //nolint:errcheck // as above
	}
	go s.watchKeys(ctx)
	return work(ctx)
}

// respond works on one question for as long as its asker waits.
func respond(ctx context.Context, m *nats.Msg, methods map[string]method) {
	within, err := strconv.ParseInt(m.Header.Get(headerWithin), 10, 64)
	if err != nil || within <= 0 {
		within = int64(longestWait / time.Millisecond)
	}
	ctx, cancel := context.WithTimeout(ctx, min(time.Duration(within)*time.Millisecond, longestWait))
	defer cancel()
	cart, name, _ := whoAsks(m.Subject)
	f, ok := methods[name]
	if !ok {
		reply(m, nil, fmt.Errorf("there is no question %q", name))
		return
	}
	out, err := f(ctx, cart, m.Data)
	reply(m, out, err)
}

func reply(m *nats.Msg, out any, err error) {
	a := nats.NewMsg(m.Reply)
	if err == nil {
		a.Data, err = json.Marshal(out)
	}
	if err != nil {
		a.Data = nil
		a.Header.Set(headerError, oneLine(err.Error()))
		var no *trip.Refused
		if errors.As(err, &no) {
			a.Header.Set(headerError, oneLine(no.Text))
			a.Header.Set(headerCode, no.Code)
		}
	}
	_ = m.RespondMsg(a) // whoever asked asks again
}

// oneLine makes a header of an error.
func oneLine(s string) string {
	b := []byte(clip(s, 400))
	for i, c := range b {
		if c < ' ' {
			b[i] = ' '
		}
	}
	return string(b)
}
