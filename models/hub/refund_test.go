package hub_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// deaf is a provider that carries refunds out and whose answers are lost while
// it is told so.
type deaf struct {
	payment.Provider
	lost  bool
	no    string
	given map[string]int64
}

func (d *deaf) Refund(_ context.Context, key string, r payment.Request) (payment.Result, error) {
	if d.no != "" {
		return payment.Result{Reason: d.no}, nil
	}
	d.given[key] = r.Amount.Minor()
	if d.lost {
		return payment.Result{}, errors.New("the line is cut")
	}
	return payment.Result{OK: true, Ref: "r1"}, nil
}

func TestARefundWhoseAnswerIsLostIsAskedForAgain(t *testing.T) {
	db, err := journal.OpenStore(t.TempDir() + "/store.db")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	usd := func(n int64) money.Amount { return money.New(n, "USD") }
	rc := pricing.Receipt{Number: "000001", Trip: "t", Total: usd(500), Lines: []pricing.ReceiptLine{{Line: pricing.Line{ID: 1}, Net: usd(300)}, {Line: pricing.Line{ID: 2}, Net: usd(200)}}}
	var recs []trip.Record
	for i, e := range []trip.Event{trip.TripLinked{Shopper: trip.Shopper{ID: "ana"}}, trip.PaymentOpened{Payment: trip.Payment{Key: "p", Amount: usd(500)}}, trip.PaymentAdvanced{Key: "p", Status: trip.PaymentCaptured}, trip.ReceiptIssued{Receipt: rc}} {
		recs = append(recs, trip.Record{Seq: int64(i + 1), Trip: "t", At: time.Unix(int64(i), 0), Event: e})
	}
	if _, err := db.KeepEvents(ctx, "c", recs); err != nil {
		t.Fatal(err)
	}
	d := &deaf{lost: true, given: map[string]int64{}}
	f := hub.Refunds{Records: db, Provider: d, Taxes: func() map[string][]pricing.Tax { return nil }, Clock: func() time.Time { return time.Unix(9, 0) }}
	by := trip.Actor{Kind: trip.ByStaff, ID: "m", Name: "Bo"}
	one := hub.Order{Key: "a", Trip: "t", Reason: "sour", Lines: []int{1}}
	r, err := f.Give(ctx, by, one)
	if err == nil || r.State != payment.RefundBegun {
		t.Fatalf("%+v, %v", r, err)
	}
	// Until its outcome is known, nobody gives the line back another way.
	var no *shopping.Refused
	if _, err := f.Give(ctx, by, hub.Order{Key: "b", Trip: "t", Reason: "sour", Lines: []int{1}}); !errors.As(err, &no) || no.Code != payment.CodeRefunded {
		t.Errorf("%v", err)
	}
	d.lost = false
	if r, err = f.Give(ctx, by, one); err != nil || r.State != payment.RefundDone || len(d.given) != 1 {
		t.Errorf("%+v, %v, %v", r, err, d.given)
	}
	// What the provider refuses can be tried again under another key.
	d.no = "more than captured"
	if r, err = f.Give(ctx, by, hub.Order{Key: "c", Trip: "t", Reason: "x", Whole: true}); err != nil || r.State != payment.RefundRefused {
		t.Errorf("%+v, %v", r, err)
	}
	d.no = ""
	if r, err = f.Give(ctx, by, hub.Order{Key: "d", Trip: "t", Reason: "x", Whole: true}); err != nil || r.Amount != usd(200) {
		t.Errorf("%+v, %v", r, err)
	}
	if row, _, err := db.TripByID(ctx, "t"); err != nil || row.Refunded != 500 {
		t.Errorf("%+v, %v", row, err)
	}
}
