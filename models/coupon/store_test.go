package coupon_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

func usd(n int64) money.Amount { return money.New(n, "USD") }

// reason returns the named reason of a refusal, empty where there is none.
func reason(err error) coupon.Reason {
	var r *coupon.Refused
	if errors.As(err, &r) {
		return r.Reason
	}
	if err != nil {
		return coupon.Reason("not a refusal: " + err.Error())
	}
	return ""
}

func TestStoreCheck(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC) }
	good := coupon.Store{Code: "C", Name: "A dollar off", Kind: catalog.AmountOff, Amount: usd(100), Target: catalog.OnBasket, From: day(10), Until: day(20), Once: true}
	with := func(change func(*coupon.Store)) coupon.Store { c := good; change(&c); return c }
	for _, c := range []struct {
		name   string
		coupon coupon.Store
		now    time.Time
		used   bool
		want   coupon.Reason
	}{
		{"first instant", good, day(10), false, ""},
		{"last instant", good, day(20).Add(-time.Nanosecond), false, ""},
		{"before", good, day(10).Add(-time.Nanosecond), false, coupon.NotYetValid},
		{"after", good, day(20), false, coupon.Expired},
		{"used", good, day(15), true, coupon.AlreadyUsed},
		{"used, but good often", with(func(c *coupon.Store) { c.Once = false }), day(15), true, ""},
		{"no ends", with(func(c *coupon.Store) { c.From, c.Until = time.Time{}, time.Time{} }), day(1), false, ""},
		{"no kind", with(func(c *coupon.Store) { c.Kind = "" }), day(15), false, coupon.Wrong},
		{"worth nothing", with(func(c *coupon.Store) { c.Amount = usd(0) }), day(15), false, coupon.Wrong},
		{"below zero", with(func(c *coupon.Store) { c.Amount = usd(-1) }), day(15), false, coupon.Wrong},
	} {
		if got := reason(c.coupon.Check(c.now, c.used)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := reason(coupon.Unknown("NOPE")); got != coupon.Wrong {
		t.Errorf("unknown: %q", got)
	}
}

func TestStoreOff(t *testing.T) {
	paper, err := gs1.ParseGTIN("0036000291452")
	if err != nil {
		t.Fatal(err)
	}
	lines := []coupon.StoreLine{
		{PLU: 4011, Units: 1, Department: "produce", Gross: usd(150), Net: usd(150)},
		{GTIN: paper, Units: 2, Department: "paper", Gross: usd(400), Net: usd(300)},
		{PLU: 4065, Units: 1, Department: "produce", Gross: usd(250), Net: usd(250)},
	}
	for _, c := range []struct {
		name   string
		coupon coupon.Store
		want   []int64
		reason coupon.Reason
	}{
		{"amount off a product", coupon.Store{Kind: catalog.AmountOff, Amount: usd(100), Target: catalog.OnProduct, PLUs: []gs1.PLU{4011}}, []int64{100, 0, 0}, ""},
		{"capped at the product", coupon.Store{Kind: catalog.AmountOff, Amount: usd(200), Target: catalog.OnProduct, PLUs: []gs1.PLU{4011}}, []int64{150, 0, 0}, ""},
		{"10% off a department: 40 of 400, by 150 and 250", coupon.Store{Kind: catalog.PercentOff, Percent: money.Percent(10), Target: catalog.OnDepartment, Departments: []string{"produce"}}, []int64{15, 0, 25}, ""},
		{"1.00 off the basket of 7.00: 21.43, 42.86, 35.71", coupon.Store{Kind: catalog.AmountOff, Amount: usd(100), Target: catalog.OnBasket}, []int64{21, 43, 36}, ""},
		{"no such product", coupon.Store{Kind: catalog.AmountOff, Amount: usd(100), Target: catalog.OnProduct, PLUs: []gs1.PLU{4012}}, nil, coupon.NothingQualifies},
		{"no target", coupon.Store{Kind: catalog.AmountOff, Amount: usd(100)}, nil, coupon.NothingQualifies},
		{"one of two, half of it", coupon.Store{Kind: catalog.PercentOff, Percent: money.Percent(50), Target: catalog.OnProduct, GTINs: []gs1.GTIN{paper}, Units: 1}, []int64{0, 75, 0}, ""},
		{"minimum before discounts", coupon.Store{Kind: catalog.AmountOff, Amount: usd(100), Target: catalog.OnBasket, Minimum: usd(800)}, []int64{21, 43, 36}, ""},
		{"a cent short", coupon.Store{Kind: catalog.AmountOff, Amount: usd(100), Target: catalog.OnBasket, Minimum: usd(801)}, nil, coupon.MinimumNotReached},
		{"minimum of a department", coupon.Store{Kind: catalog.AmountOff, Amount: usd(100), Target: catalog.OnDepartment, Departments: []string{"produce"}, Minimum: usd(401)}, nil, coupon.MinimumNotReached},
	} {
		off, err := c.coupon.Off(lines)
		if got := reason(err); got != c.reason || len(off) != len(c.want) {
			t.Errorf("%s: %v, %v", c.name, off, err)
			continue
		}
		for i, w := range c.want {
			if off[i].Minor() != w {
				t.Errorf("%s: line %d gets %v off, want %d", c.name, i, off[i], w)
			}
		}
	}
	if _, err := (coupon.Store{Kind: catalog.AmountOff, Amount: money.New(1, "EUR"), Target: catalog.OnBasket}).Off(lines); !errors.Is(err, money.ErrMismatch) {
		t.Errorf("a coupon in euros on a basket in dollars: %v", err)
	}
}

// TestStoreOffNeverBelowZero: no line is charged less than nothing, and what
// the lines get adds up to no more than the coupon is worth.
func TestStoreOffNeverBelowZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) coupon.StoreLine {
			net := rapid.Int64Range(0, 10000).Draw(t, "net")
			return coupon.StoreLine{PLU: rapid.SampledFrom([]gs1.PLU{4011, 4012}).Draw(t, "item"), Units: rapid.IntRange(1, 3).Draw(t, "units"), Gross: usd(net + 10), Net: usd(net)}
		}), 0, 8).Draw(t, "lines")
		c := coupon.Store{Kind: catalog.AmountOff, PLUs: []gs1.PLU{4011}, Units: rapid.IntRange(0, 3).Draw(t, "reach"),
			Target: rapid.SampledFrom([]catalog.Target{catalog.OnProduct, catalog.OnBasket}).Draw(t, "target")}
		if rapid.Bool().Draw(t, "percent") {
			c.Kind = catalog.PercentOff
			c.Percent = money.Percent(rapid.Int64Range(1, 150).Draw(t, "rate"))
		} else {
			c.Amount = usd(rapid.Int64Range(1, 20000).Draw(t, "amount"))
		}
		off, err := c.Off(lines)
		if err != nil {
			if reason(err) != coupon.NothingQualifies {
				t.Fatal(err)
			}
			return
		}
		total, err := money.Sum(off...)
		if err != nil {
			t.Fatal(err)
		}
		if c.Kind == catalog.AmountOff && total.Minor() > c.Amount.Minor() {
			t.Fatalf("%v off by a coupon of %v", total, c.Amount)
		}
		for i, l := range lines {
			if off[i].Minor() < 0 || off[i].Minor() > l.Net.Minor() {
				t.Fatalf("%v off a line of %v", off[i], l.Net)
			}
		}
	})
}
