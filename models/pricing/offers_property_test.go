package pricing

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// drawTop draws thresholds and offers that combine.
func drawTop(t *rapid.T) (out []catalog.Offer) {
	for i := range rapid.IntRange(0, 3).Draw(t, "top") {
		o := catalog.Offer{ID: "top" + string(rune('0'+i)), Everything: true, Combine: rapid.Bool().Draw(t, "combine")}
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			o.Kind, o.Minimum, o.Amount = catalog.OfferThreshold, usd(rapid.Int64Range(0, 2000).Draw(t, "minimum")), usd(rapid.Int64Range(1, 900).Draw(t, "off"))
		case 1:
			o.Kind, o.Minimum, o.Percent = catalog.OfferThreshold, usd(rapid.Int64Range(0, 2000).Draw(t, "minimum")), money.Percent(rapid.Int64Range(1, 100).Draw(t, "off"))
		case 2:
			o.Kind, o.Percent = catalog.OfferPercent, money.Percent(rapid.Int64Range(1, 100).Draw(t, "off"))
			o.Combine = true
		}
		out = append(out, o)
	}
	return out
}

func drawCoupons(t *rapid.T) (out []Coupon) {
	for i := range rapid.IntRange(0, 3).Draw(t, "coupons") {
		code := "K" + string(rune('0'+i))
		if rapid.Bool().Draw(t, "manufacturer's") {
			out = append(out, paper(code, rapid.SampledFrom([]string{"a", "b"}).Draw(t, "family"), 1, rapid.Int64Range(0, 300).Draw(t, "save"),
				rapid.SampledFrom([]gs1.SaveCode{gs1.SaveCents, gs1.SaveFreeItem, gs1.SavePercent}).Draw(t, "kind")))
			continue
		}
		out = append(out, Coupon{Code: code, Terms: catalog.StoreCoupon{Code: code, Kind: catalog.AmountOff, Target: catalog.OnBasket, Amount: usd(rapid.Int64Range(1, 500).Draw(t, "off"))}})
	}
	return out
}

// Whatever combines, no line falls below zero, what is on the lines is what is
// on the receipt to the cent, and the shelf price is the most that is asked.
func TestDiscountsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := drawLines(t, 8, 4)
		for i := range lines {
			lines[i].CompanyPrefix, lines[i].Family = "0614141", lines[i].Brand
		}
		got, err := Price(Basket{Currency: "USD", Lines: lines, Coupons: drawCoupons(t)}, Rules{Currency: "USD", Offers: append(drawOffers(t, 6), drawTop(t)...)})
		if err != nil {
			t.Fatal(err)
		}
		var sum int64
		for _, l := range got.Lines {
			off := int64(0)
			for _, d := range l.Discounts {
				if d.Amount.Sign() <= 0 {
					t.Fatalf("a discount of %v: %+v", d.Amount, l)
				}
				off += d.Amount.Minor()
			}
			if l.Net.Sign() < 0 || l.Gross.Minor()-off != l.Net.Minor() {
				t.Fatalf("gross %v, off %d, net %v", l.Gross, off, l.Net)
			}
			sum += off
		}
		if sum != got.Savings.Minor() || got.Total.Sign() < 0 || got.Total.Minor() != got.Subtotal.Minor()-sum {
			t.Fatalf("lines %d, savings %v, subtotal %v, total %v", sum, got.Savings, got.Subtotal, got.Total)
		}
	})
}

// Taking a thing out never makes the rest cost more than before by more than
// what the offers saved with it, and never saves more.
func TestTakingAThingOutLosesItsOffersAtMost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines, rules := drawLines(t, 4, 3), Rules{Currency: "USD", Offers: drawOffers(t, 4)}
		with, err := Price(Basket{Currency: "USD", Lines: lines}, rules)
		if err != nil {
			t.Fatal(err)
		}
		out := rapid.IntRange(0, len(lines)-1).Draw(t, "out")
		rest := append([]Line(nil), lines...)
		if rest[out].Quantity--; rest[out].Quantity == 0 {
			rest = append(rest[:out], rest[out+1:]...)
		}
		without, err := Price(Basket{Currency: "USD", Lines: rest}, rules)
		if err != nil {
			t.Fatal(err)
		}
		if without.Greedy || with.Greedy {
			return
		}
		// More goods never save less: every use of an offer still stands.
		if without.Savings.Minor() > with.Savings.Minor() {
			t.Fatalf("saves %v with the thing and %v without", with.Savings, without.Savings)
		}
	})
}

// The order of lines and offers changes nothing that is paid.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines, offers := drawLines(t, 5, 3), drawOffers(t, 5)
		one, err := Price(Basket{Currency: "USD", Lines: lines}, Rules{Currency: "USD", Offers: offers})
		if err != nil {
			t.Fatal(err)
		}
		other, err := Price(Basket{Currency: "USD", Lines: rapid.Permutation(lines).Draw(t, "lines")},
			Rules{Currency: "USD", Offers: rapid.Permutation(offers).Draw(t, "offers")})
		if err != nil {
			t.Fatal(err)
		}
		if one.Total != other.Total && !one.Greedy && !other.Greedy {
			t.Fatalf("%v and %v", one.Total, other.Total)
		}
	})
}

// A coupon that is refused says why in a word that the words know.
func TestEveryCouponHasAnOutcome(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines, coupons := drawLines(t, 3, 2), drawCoupons(t)
		got, err := Price(Basket{Currency: "USD", Lines: lines, Coupons: coupons}, Rules{Currency: "USD"})
		if err != nil || len(got.Coupons) != len(coupons) {
			t.Fatalf("%d coupons, %+v %v", len(coupons), got.Coupons, err)
		}
		for _, o := range got.Coupons {
			switch coupon.Reason(o.Reason) {
			case "", coupon.NothingQualifies, coupon.MinimumNotReached, coupon.WorthMore, coupon.GoodsUsed:
			default:
				t.Fatalf("%+v", o)
			}
		}
	})
}
