package hubtest

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"

	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// BadLine is a shopping.Hub that sends everything through JSON and loses
// requests, loses answers, carries requests out twice, and delivers old ones
// after newer ones.
type BadLine struct {
	to                         shopping.Hub
	rng                        *rand.Rand
	late                       []func() // requests still on their way
	Dropped, Repeated, Delayed int
}

// NewBadLine puts a bad line before a hub; the seed says how it fails.
func NewBadLine(to shopping.Hub, seed uint64) *BadLine {
	return &BadLine{to: to, rng: rand.New(rand.NewPCG(seed, 5))}
}

var errLost = errors.New("no answer came")

// send is one request's way there and back.
func send[R, A any](l *BadLine, r R, f func(context.Context, R) (A, error)) (A, error) {
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
		l.Dropped++
		return none, errLost
	case 1: // the answer is lost
		l.Dropped++
		_, _ = deliver()
		return none, errLost
	case 2: // carried out now and again later
		l.Delayed++
		l.late = append(l.late, func() { _, _ = deliver() })
		answer, err = deliver()
	case 3: // only later
		l.Delayed++
		l.late = append(l.late, func() { _, _ = deliver() })
		return none, errLost
	case 4: // twice
		l.Repeated++
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

// ReserveCoupon implements shopping.Hub.
func (l *BadLine) ReserveCoupon(_ context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.ReserveCoupon)
}

// RedeemCoupon implements shopping.Hub.
func (l *BadLine) RedeemCoupon(_ context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.RedeemCoupon)
}

// ReturnCoupon implements shopping.Hub.
func (l *BadLine) ReturnCoupon(_ context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.ReturnCoupon)
}

// Lanes implements shopping.Hub.
func (l *BadLine) Lanes(ctx context.Context) ([]shopping.LaneInfo, error) {
	return send(l, struct{}{}, func(ctx context.Context, _ struct{}) ([]shopping.LaneInfo, error) { return l.to.Lanes(ctx) })
}

// OffersGiven implements shopping.Hub.
func (l *BadLine) OffersGiven(_ context.Context, r shopping.GivenRequest) (map[string]pricing.Given, error) {
	return send(l, r, l.to.OffersGiven)
}

// EnterLane implements shopping.Hub.
func (l *BadLine) EnterLane(_ context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.EnterLane)
}

// LeaveLane implements shopping.Hub.
func (l *BadLine) LeaveLane(_ context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.LeaveLane)
}

// OpenGate implements shopping.Hub.
func (l *BadLine) OpenGate(_ context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.OpenGate)
}

// Authorise implements shopping.Hub.
func (l *BadLine) Authorise(_ context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.Authorise)
}

// Capture implements shopping.Hub.
func (l *BadLine) Capture(_ context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.Capture)
}

// Void implements shopping.Hub.
func (l *BadLine) Void(_ context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.Void)
}

// Receipt implements shopping.Hub.
func (l *BadLine) Receipt(_ context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.Receipt)
}

// HandOver implements shopping.Hub.
func (l *BadLine) HandOver(_ context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	return send(l, r, l.to.HandOver)
}

// parcel is a record as it crosses: its event by kind and data.
type parcel struct {
	Head trip.Record
	Kind string
	Data []byte
}

// Report implements shopping.Hub.
func (l *BadLine) Report(_ context.Context, cart string, recs []trip.Record) (int64, error) {
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
