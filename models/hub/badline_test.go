package hub_test

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"

	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// badLine is a shopping.Hub that sends everything through JSON and loses
// requests, loses answers, carries requests out twice, and delivers old ones
// after newer ones.
type badLine struct {
	to                         shopping.Hub
	rng                        *rand.Rand
	late                       []func() // requests still on their way
	dropped, repeated, delayed int
}

func newBadLine(to shopping.Hub, seed uint64) *badLine {
	return &badLine{to: to, rng: rand.New(rand.NewPCG(seed, 5))}
}

var errLost = errors.New("no answer came")

// send is one request's way there and back.
func send[R, A any](l *badLine, r R, f func(context.Context, R) (A, error)) (A, error) {
	var none A
	data, err := json.Marshal(r)
	if err != nil {
		return none, err
	}
	deliver := func() ([]byte, error) {
		var there R
		if err := json.Unmarshal(data, &there); err != nil {
			return nil, err
		}
		a, err := f(context.Background(), there)
		if err != nil {
			return nil, err
		}
		return json.Marshal(a)
	}
	if len(l.late) > 0 && l.rng.IntN(3) == 0 {
		l.late[0]()
		l.late = l.late[1:]
	}
	var answer []byte
	switch l.rng.IntN(8) {
	case 0: // the request is lost
		l.dropped++
		return none, errLost
	case 1: // the answer is lost
		l.dropped++
		_, _ = deliver()
		return none, errLost
	case 2: // carried out now and again later
		l.delayed++
		l.late = append(l.late, func() { _, _ = deliver() })
		answer, err = deliver()
	case 3: // only later
		l.delayed++
		l.late = append(l.late, func() { _, _ = deliver() })
		return none, errLost
	case 4: // twice
		l.repeated++
		_, _ = deliver()
		answer, err = deliver()
	default:
		answer, err = deliver()
	}
	if err != nil {
		return none, err
	}
	var back A
	return back, json.Unmarshal(answer, &back)
}

func (l *badLine) ReserveCoupon(_ context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.ReserveCoupon)
}
func (l *badLine) RedeemCoupon(_ context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.RedeemCoupon)
}
func (l *badLine) ReturnCoupon(_ context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.ReturnCoupon)
}
func (l *badLine) Lanes(ctx context.Context) ([]shopping.LaneInfo, error) {
	return send(l, struct{}{}, func(ctx context.Context, _ struct{}) ([]shopping.LaneInfo, error) { return l.to.Lanes(ctx) })
}
func (l *badLine) EnterLane(_ context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.EnterLane)
}
func (l *badLine) LeaveLane(_ context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.LeaveLane)
}
func (l *badLine) OpenGate(_ context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.OpenGate)
}
func (l *badLine) Authorise(_ context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.Authorise)
}
func (l *badLine) Capture(_ context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.Capture)
}
func (l *badLine) Void(_ context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.Void)
}
func (l *badLine) Receipt(_ context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.Receipt)
}
func (l *badLine) HandOver(_ context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.HandOver)
}

// parcel is a record as it crosses: its event by kind and data.
type parcel struct {
	Head trip.Record
	Kind string
	Data []byte
}

func (l *badLine) Report(_ context.Context, cart string, recs []trip.Record) (int64, error) {
	out := make([]parcel, len(recs))
	for i, r := range recs {
		kind, data, err := trip.Encode(r.Event)
		if err != nil {
			return 0, err
		}
		r.Event = nil
		out[i] = parcel{r, kind, data}
	}
	return send(l, out, func(ctx context.Context, in []parcel) (int64, error) {
		back := make([]trip.Record, len(in))
		for i, p := range in {
			e, err := trip.Decode(p.Kind, p.Data)
			if err != nil {
				return 0, err
			}
			back[i] = p.Head
			back[i].Event = e
		}
		return l.to.Report(ctx, cart, back)
	})
}
