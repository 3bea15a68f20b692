package hub_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
)

// bottled is two bottles with their deposit, bread, and a bag: 5.40.
func bottled(t *testing.T) pricing.Receipt {
	t.Helper()
	usd := func(n int64) money.Amount { return money.New(n, "USD") }
	rc, err := pricing.Price(pricing.Basket{Bags: 1, Lines: []pricing.Line{
		{ID: 1, Name: "Ale", NameES: "Cerveza", Sold: pricing.SoldEach, Quantity: 2, UnitPrice: usd(100), Deposit: "bottle"},
		{ID: 2, Name: "Bread", Sold: pricing.SoldEach, Quantity: 1, UnitPrice: usd(310)},
	}}, pricing.Rules{Currency: "USD", BagFee: pricing.Fee{Name: "Paper bag", Amount: usd(10)},
		Deposits: map[string]pricing.Fee{"bottle": {Name: "Bottle deposit", NameES: "Depósito de botella", Amount: usd(5)}}})
	if err != nil || rc.Total != usd(530) {
		t.Fatalf("%v, %v", rc.Total, err)
	}
	rc.Number, rc.Trip = "000001", "t"
	return rc
}

func TestAReceiptShowsDepositsBelowTheirGoods(t *testing.T) {
	st := &store.Store{Name: "Shop", Location: time.UTC}
	for lang, want := range map[string][]string{
		"en": {"Ale, 2 x $1.00", "  Bottle deposit, 2 x $0.05", "Bread", "Paper bag"},
		"es": {"Cerveza, 2 x $1.00", "  Depósito de botella, 2 x $0.05", "Bread", "Paper bag"},
	} {
		text := hub.ReceiptText(st, bottled(t), lang)
		at := 0
		for _, w := range want {
			i := strings.Index(text[at:], "\n"+w)
			if i < 0 {
				t.Fatalf("%s: %q is not there, or not in its place:\n%s", lang, w, text)
			}
			at += i
		}
	}
}

func TestADepositGoesBackWithItsGoodsOrAlone(t *testing.T) {
	for _, c := range []struct {
		name  string
		give  []int
		lines []int
		minor int64
	}{
		{"with its goods", []int{1}, []int{1, 3}, 210},
		{"named with its goods", []int{1, 3}, []int{1, 3}, 210},
		{"the empty bottles alone", []int{3}, []int{3}, 10},
		{"other goods", []int{2}, []int{2}, 310},
	} {
		db, err := journal.OpenStore(t.TempDir() + "/store.db")
		if err != nil {
			t.Fatal(err)
		}
		rc := bottled(t)
		var recs []trip.Record
		for i, e := range []trip.Event{trip.TripLinked{Shopper: trip.Shopper{ID: "ana"}}, trip.PaymentOpened{Payment: trip.Payment{Key: "p", Amount: rc.Total}}, trip.PaymentAdvanced{Key: "p", Status: trip.PaymentCaptured}, trip.ReceiptIssued{Receipt: rc}} {
			recs = append(recs, trip.Record{Seq: int64(i + 1), Trip: "t", At: time.Unix(int64(i), 0), Event: e})
		}
		if _, err := db.KeepEvents(ctx, "c", recs); err != nil {
			t.Fatal(err)
		}
		f := hub.Refunds{Records: db, Provider: &deaf{given: map[string]int64{}}, Taxes: func() map[string][]pricing.Tax { return nil }, Clock: func() time.Time { return time.Unix(9, 0) }}
		r, err := f.Give(ctx, trip.Actor{Kind: trip.ByStaff, ID: "m", Name: "Bo"}, hub.Order{Key: "a", Trip: "t", Reason: "flat", Lines: c.give})
		if err != nil || r.State != payment.RefundDone || r.Amount.Minor() != c.minor || !slices.Equal(r.Lines, c.lines) {
			t.Errorf("%s: %+v, %v", c.name, r, err)
		}
		db.Close()
	}
}

func TestAReceiptSumsUpTheTaxThatPricesHold(t *testing.T) {
	seven, err := money.ParseRate("7%")
	if err != nil {
		t.Fatal(err)
	}
	eur := money.New(1070, "EUR")
	rc, err := pricing.Price(pricing.Basket{Lines: []pricing.Line{{ID: 1, Name: "Brot", Sold: pricing.SoldEach, Quantity: 1, UnitPrice: eur, TaxClass: "food"}}},
		pricing.Rules{Currency: "EUR", Taxes: map[string][]pricing.Tax{"food": {{Name: "MwSt", Rate: seven, Inclusive: true}}}})
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"en": "Included: MwSt 7%, net €10.00", "es": "Incluido: MwSt 7%, neto "} {
		if text := hub.ReceiptText(&store.Store{Location: time.UTC}, rc, lang); !strings.Contains(text, want) {
			t.Errorf("%s: %q is not there:\n%s", lang, want, text)
		}
	}
}
