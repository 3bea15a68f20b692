package shopping_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// 75 cents off milk, by the master offer file; each piece of paper has a
// serial number.
const milkCoupon = "8112" + "1" + "0" + "401230" + "000017" + "0" + "123456"

func (g goods) CouponBook() coupon.Book {
	m, err := coupon.ReadMasterJSON(strings.NewReader(`[{"base_gs1": "811210401230000017", "purchase_requirement": {"primary_purchase_save_value": 75,
		"save_value_code": 0, "primary_purchase_requirements": 1, "primary_purchase_req_code": 0, "primary_purchase_gtins": ["4006381333931"]}}]`))
	if err != nil {
		panic(err)
	}
	return coupon.Book{Master: m}
}

func TestAManufacturersCouponAtTheCart(t *testing.T) {
	b := newBench(t)
	b.link()
	b.put(1, milk, 1030, 0)
	b.refused(b.cart.Scan(ctx, "1", strings.Replace(milkCoupon, "000017", "000018", 1)), "coupon-wrong")
	b.refused(b.cart.Scan(ctx, "2", milkCoupon[:20]), shopping.CodeNoCoupon)
	b.refused(b.cart.Scan(ctx, "3", "8110106141410123453100110110"+"3"+"200101"), "coupon-expired")
	if n := len(b.state().Trip.Coupons); n != 0 {
		t.Fatalf("%d coupons after codes that are no good", n)
	}
	b.ok(b.cart.Scan(ctx, "4", milkCoupon))
	b.refused(b.cart.Scan(ctx, "5", milkCoupon), trip.CodeRepeated)
	if got := b.cart.Live().Receipt; got.Savings != money.New(75, "USD") || b.hub.coupons[milkCoupon] == "" {
		t.Fatalf("saves %v %+v, reserved %v", got.Savings, got.Coupons, b.hub.coupons)
	}
	b.start() // the terms are in the journal
	if got := b.cart.Live().Receipt; got.Savings != money.New(75, "USD") {
		t.Fatalf("after a restart: saves %v %+v", got.Savings, got.Coupons)
	}
}

func TestAManufacturersCouponWhoseAnswerIsLost(t *testing.T) {
	b := newBench(t)
	b.link()
	b.put(1, milk, 1030, 0)
	b.hub.down = true
	b.ok(b.cart.Scan(ctx, "1", milkCoupon))
	if k := b.state().Trip.Coupons; len(k) != 1 || !k[0].Pending {
		t.Fatalf("%+v", k)
	}
	b.hub.down = false
	b.ok(b.cart.Tick(ctx))
	if k := b.state().Trip.Coupons; len(k) != 1 || k[0].Pending || b.hub.coupons[milkCoupon] != b.state().Trip.ID {
		t.Fatalf("%+v, reserved %v", k, b.hub.coupons)
	}
	b.now = b.now.Add(16 * time.Minute) // nobody comes back
	b.ok(b.cart.Tick(ctx))
	b.ok(b.cart.Tick(ctx))
	if b.state().Trip.Status != trip.Abandoned || len(b.hub.coupons) != 0 {
		t.Fatalf("%s, reserved %v", b.state().Trip.Status, b.hub.coupons)
	}
}

func TestAManufacturersCouponUsedElsewhere(t *testing.T) {
	b := newBench(t)
	b.link()
	b.hub.coupons[milkCoupon] = "another trip"
	b.refused(b.cart.Scan(ctx, "1", milkCoupon), "coupon-already_used")
	if n := len(b.state().Trip.Coupons); n != 0 {
		t.Fatalf("%d coupons", n)
	}
}

// TestACouponThatGaveNothingStaysGood: a serial number is used up by the trip
// in which it took something off, and by no other.
func TestACouponThatGaveNothingStaysGood(t *testing.T) {
	for _, c := range []struct {
		name  string
		goods bool
	}{{"with what it is for", true}, {"without", false}} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t)
			b.link()
			if c.goods {
				b.put(1, milk, 1030, 0)
				b.weigh(1030)
			} else {
				b.put(1, bananas, 453.6, 200)
				b.weigh(453.6)
			}
			b.ok(b.cart.Scan(ctx, "1", milkCoupon))
			id := b.state().Trip.ID
			b.ok(b.cart.Pay(ctx, "p", "LANE-1"))
			if r := b.state().Trip.Receipt; r == nil || r.Number == "" || r.Gave(milkCoupon) != c.goods {
				t.Fatalf("%+v", r)
			}
			if held := b.hub.coupons[milkCoupon] == id; held != c.goods {
				t.Errorf("used up: %v, want %v", held, c.goods)
			}
		})
	}
}

// TestACouponForEachShopperOnce: another shopper's use does not count, one's
// own in another trip does.
func TestACouponForEachShopperOnce(t *testing.T) {
	for _, c := range []struct {
		name, used string
		fails      bool
	}{{"nobody's", "", false}, {"another's", "WELCOME of s2", false}, {"one's own", "WELCOME of s1", true}} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t)
			all := b.goods.cat.Contents()
			all.Coupons = append(slices.Clone(all.Coupons), catalog.StoreCoupon{Code: "WELCOME", Name: "Welcome", Kind: catalog.AmountOff, Target: catalog.OnBasket, Amount: money.New(50, "USD"), OncePerShopper: true})
			b.goods.cat = catalog.New(all)
			b.start()
			b.link()
			b.put(1, milk, 1030, 0)
			b.weigh(1030)
			if c.used != "" {
				b.hub.coupons[c.used] = "another trip"
			}
			if c.fails {
				b.refused(b.cart.Scan(ctx, "1", "WELCOME"), "coupon-already_used")
				return
			}
			b.ok(b.cart.Scan(ctx, "1", "WELCOME"))
			b.ok(b.cart.Pay(ctx, "p", "LANE-1"))
			if r := b.state().Trip.Receipt; r == nil || !r.Gave("WELCOME") || b.hub.coupons["WELCOME of s1"] != b.state().Trip.ID {
				t.Fatalf("%+v, reserved %v", r, b.hub.coupons)
			}
		})
	}
}

// TestACouponTakenOutAgain: the store keeps it for the trip until that ends,
// so that it can be put in again; what the trip did not use is good for others.
func TestACouponTakenOutAgain(t *testing.T) {
	remove := func(b *bench) {
		b.Helper()
		b.ok(b.cart.Do(ctx, "out", trip.Actor{Kind: trip.ByShopper}, trip.RemoveCoupon{Code: milkCoupon}))
	}
	pay := func(b *bench) { b.Helper(); b.ok(b.cart.Pay(ctx, "p", "LANE-1")) }
	for _, c := range []struct {
		name string
		ends func(*bench)
		used bool
	}{
		{"and paid without it", func(b *bench) { remove(b); pay(b) }, false},
		{"put in again and paid", func(b *bench) { remove(b); b.ok(b.cart.Scan(ctx, "2", milkCoupon)); pay(b) }, true},
		{"and left standing", func(b *bench) {
			remove(b)
			b.ok(b.cart.Abandon(ctx, "a", trip.Actor{Kind: trip.ByStaff, Name: "Bo"}, "left"))
			b.ok(b.cart.Tick(ctx))
		}, false},
		{"and handed over", func(b *bench) { remove(b); b.ok(b.cart.HandOver(ctx, "h")); b.ok(b.cart.Tick(ctx)) }, false},
		{"handed over with it", func(b *bench) { b.ok(b.cart.HandOver(ctx, "h")); b.ok(b.cart.Tick(ctx)) }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t)
			b.link()
			b.put(1, milk, 1030, 0)
			b.weigh(1030)
			b.ok(b.cart.Scan(ctx, "1", milkCoupon))
			id := b.state().Trip.ID
			if b.hub.coupons[milkCoupon] != id {
				t.Fatal("it is not reserved")
			}
			b.start()
			b.weigh(1030)
			c.ends(b)
			if !b.state().Trip.Status.Over() && b.state().Trip.Status != trip.Released {
				t.Fatalf("the trip is %s", b.state().Trip.Status)
			}
			if got := b.hub.coupons[milkCoupon] == id; got != c.used {
				t.Errorf("used %v, want %v", got, c.used)
			}
		})
	}
}
