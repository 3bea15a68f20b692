package coupon_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/gs1"
)

func ptr[T any](v T) *T { return &v }

// each is goods sold by each.
func each(code string, price int64, quantity int) coupon.Line {
	return coupon.Line{Code: code, Price: price, Quantity: quantity}
}

// buy is a purchase of units of listed codes.
func buy(need int64, codes ...string) *coupon.Purchase {
	return &coupon.Purchase{Need: need, Goods: coupon.NewGoods(codes, nil)}
}

// spend is a purchase of minor units of money on listed codes.
func spend(need int64, codes ...string) *coupon.Purchase {
	return &coupon.Purchase{Need: need, Code: gs1.RequireCents, Goods: coupon.NewGoods(codes, nil)}
}

func purchases(p ...*coupon.Purchase) (all [3]*coupon.Purchase) {
	copy(all[:], p)
	return all
}

func TestRules(t *testing.T) {
	a, b, c := buy(1, "A"), buy(1, "B"), buy(1, "C")
	for _, tc := range []struct {
		name   string
		rule   gs1.Rule
		basket string // codes of the lines, one unit at 5.00 each
		used   string // codes consumed, empty where it does not apply
	}{
		{"or, by the earliest line", gs1.RuleOr, "BA", "B"},
		{"or, the third", gs1.RuleOr, "C", "C"},
		{"or, none", gs1.RuleOr, "D", ""},
		{"and", gs1.RuleAnd, "CBA", "CBA"},
		{"and, one missing", gs1.RuleAnd, "AB", ""},
		{"first and second", gs1.RuleFirstAndOther, "ABC", "AB"},
		{"first and third", gs1.RuleFirstAndOther, "AC", "AC"},
		{"first alone", gs1.RuleFirstAndOther, "A", ""},
		{"second and third", gs1.RuleFirstAndOther, "BC", ""},
		{"either: first and third", gs1.RuleEitherAndLast, "ABC", "AC"},
		{"either: second and third", gs1.RuleEitherAndLast, "BC", "BC"},
		{"either: no third", gs1.RuleEitherAndLast, "AB", ""},
		{"no such rule", gs1.Rule(7), "ABC", ""},
	} {
		var lines []coupon.Line
		for _, code := range tc.basket {
			lines = append(lines, each(string(code), 500, 1))
		}
		terms := coupon.Terms{Save: 100, Purchases: purchases(a, b, c), Rule: &tc.rule}
		used := ""
		for _, k := range coupon.Apply(lines, []coupon.Offer{{Code: "k", Terms: &terms}}) {
			for _, u := range k.Used {
				used += u.Line.Code
			}
		}
		if used != tc.used {
			t.Errorf("%s: %q consumed of %q, want %q", tc.name, used, tc.basket, tc.used)
		}
	}
}

func TestSaveValues(t *testing.T) {
	for _, tc := range []struct {
		name  string
		terms coupon.Terms
		lines []coupon.Line
		save  int64
		units int // consumed
	}{
		{"cents", coupon.Terms{Save: 100, Purchases: purchases(buy(2, "A"))}, []coupon.Line{each("A", 75, 3)}, 100, 2},
		{"cents: a third unit to be worth it", coupon.Terms{Save: 200, Purchases: purchases(buy(2, "A"))}, []coupon.Line{each("A", 75, 4)}, 200, 3},
		{"cents: never worth it", coupon.Terms{Save: 400, Purchases: purchases(buy(2, "A"))}, []coupon.Line{each("A", 75, 4)}, 0, 0},
		{"too few", coupon.Terms{Save: 1, Purchases: purchases(buy(5, "A"))}, []coupon.Line{each("A", 75, 4)}, 0, 0},
		{"lines of one product count together", coupon.Terms{Save: 100, Purchases: purchases(buy(2, "A"))}, []coupon.Line{each("A", 75, 1), each("B", 9, 1), each("A", 75, 1)}, 100, 2},
		{"leading zeros do not matter", coupon.Terms{Save: 100, Purchases: purchases(buy(1, "037000930396"))}, []coupon.Line{each("0037000930396", 129, 1)}, 100, 1},
		{"excluded", coupon.Terms{Save: 1, Purchases: purchases(&coupon.Purchase{Need: 1, Goods: coupon.NewGoods([]string{"A"}, []string{"A"})})}, []coupon.Line{each("A", 75, 4)}, 0, 0},
		{"free item", coupon.Terms{SaveCode: gs1.SaveFreeItem, Purchases: purchases(buy(2, "A", "B"))}, []coupon.Line{each("B", 350, 1), each("A", 75, 1)}, 350, 2},
		{"free item, capped", coupon.Terms{Save: 199, SaveCode: gs1.SaveFreeItem, Purchases: purchases(buy(2, "A", "B"))}, []coupon.Line{each("B", 350, 1), each("A", 75, 1)}, 199, 2},
		{"free item, below its cap", coupon.Terms{Save: 500, SaveCode: gs1.SaveFreeItem, Purchases: purchases(buy(1, "A"))}, []coupon.Line{each("A", 300, 3)}, 300, 1},
		{"free item of either, below its cap", coupon.Terms{Save: 500, SaveCode: gs1.SaveFreeItem, Purchases: purchases(buy(1, "A"), buy(1, "C")), Rule: ptr(gs1.RuleOr)}, []coupon.Line{each("A", 300, 2)}, 300, 1},
		{"off the order for cheap goods", coupon.Terms{Save: 500, SaveCode: gs1.SaveOrderCents, Purchases: purchases(buy(1, "A"))}, []coupon.Line{each("A", 300, 2), each("B", 900, 1)}, 500, 1},
		{"off the order for either", coupon.Terms{Save: 500, SaveCode: gs1.SaveOrderCents, Purchases: purchases(buy(1, "A"), buy(1, "C")), Rule: ptr(gs1.RuleOr)}, []coupon.Line{each("A", 300, 1), each("B", 900, 1)}, 500, 1},
		{"free units", coupon.Terms{Save: 2, SaveCode: gs1.SaveFreeUnits, Purchases: purchases(buy(3, "A", "B"))}, []coupon.Line{each("A", 100, 1), each("B", 350, 4)}, 450, 3},
		{"free units are consumed", coupon.Terms{Save: 2, SaveCode: gs1.SaveFreeUnits, Purchases: purchases(buy(1, "A"))}, []coupon.Line{each("A", 100, 3)}, 200, 2},
		{"percent, half up", coupon.Terms{Save: 50, SaveCode: gs1.SavePercent, Purchases: purchases(buy(1, "A"))}, []coupon.Line{each("A", 125, 3)}, 63, 1},
		{"percent of more than all", coupon.Terms{Save: 150, SaveCode: gs1.SavePercent, Purchases: purchases(buy(1, "A"))}, []coupon.Line{each("A", 125, 3)}, 125, 1},
		{"off the order", coupon.Terms{Save: 100, SaveCode: gs1.SaveOrderCents, Purchases: purchases(&coupon.Purchase{Need: 1000, Code: gs1.RequireOrderCents})}, []coupon.Line{each("A", 300, 2), each("B", 250, 3)}, 100, 4},
		{"off the order, never more than it", coupon.Terms{Save: 900, SaveCode: gs1.SaveOrderCents, Purchases: purchases(&coupon.Purchase{Need: 100, Code: gs1.RequireOrderCents})}, []coupon.Line{each("A", 300, 2)}, 600, 1},
		{"off all that qualifies", coupon.Terms{Save: 500, SaveCode: gs1.SaveQualifyingCents, Purchases: purchases(buy(1, "A", "B"))}, []coupon.Line{each("A", 300, 1), each("B", 250, 3)}, 500, 2},
		{"off all that qualifies, capped", coupon.Terms{Save: 500, SaveCode: gs1.SaveQualifyingCents, Purchases: purchases(buy(1, "A", "B"))}, []coupon.Line{each("A", 300, 1)}, 300, 1},
		{"money spent", coupon.Terms{Save: 100, Purchases: purchases(spend(500, "A"))}, []coupon.Line{each("A", 199, 9)}, 100, 3},
		{"pounds", coupon.Terms{Save: 100, Purchases: purchases(&coupon.Purchase{Need: 200, Code: gs1.RequirePounds, Goods: coupon.NewGoods([]string{"A"}, nil)})},
			[]coupon.Line{{Code: "A", Price: 299, Quantity: 1, Weight: 150, WeightCode: gs1.RequirePounds}, {Code: "A", Price: 120, Quantity: 1, Weight: 60, WeightCode: gs1.RequirePounds}}, 100, 2},
		{"pounds are no kilograms", coupon.Terms{Save: 100, Purchases: purchases(&coupon.Purchase{Need: 200, Code: gs1.RequirePounds, Goods: coupon.NewGoods([]string{"A"}, nil)})},
			[]coupon.Line{{Code: "A", Price: 299, Quantity: 1, Weight: 1500, WeightCode: gs1.RequireKilograms}}, 0, 0},
		{"two groups that share goods want a unit each", coupon.Terms{Save: 100, Purchases: purchases(buy(1, "A"), buy(1, "A")), Rule: ptr(gs1.RuleAnd)}, []coupon.Line{each("A", 300, 1)}, 0, 0},
		{"and get them where there are two", coupon.Terms{Save: 100, Purchases: purchases(buy(1, "A"), buy(1, "A")), Rule: ptr(gs1.RuleAnd)}, []coupon.Line{each("A", 300, 2)}, 100, 2},
		{"the choosier group first where the other would starve it", coupon.Terms{Save: 100, Purchases: purchases(buy(1, "A", "B"), buy(1, "A")), Rule: ptr(gs1.RuleAnd)}, []coupon.Line{each("A", 300, 1), each("B", 300, 1)}, 100, 2},
		{"money that another group's goods made up", coupon.Terms{Save: 100, Purchases: purchases(spend(1000, "A", "B"), buy(3, "A")), Rule: ptr(gs1.RuleAnd)}, []coupon.Line{each("A", 300, 3), each("B", 100, 4)}, 0, 0},
		{"and money beside it", coupon.Terms{Save: 100, Purchases: purchases(spend(1000, "A", "B"), buy(3, "A")), Rule: ptr(gs1.RuleAnd)}, []coupon.Line{each("A", 300, 3), each("B", 100, 12)}, 100, 13},
		{"asked at the till", coupon.Terms{Save: 100, Purchases: purchases(&coupon.Purchase{Need: 1, Code: gs1.RequireAskAtTill, Goods: coupon.NewGoods([]string{"A"}, nil)})}, []coupon.Line{each("A", 300, 2)}, 0, 0},
	} {
		applied := coupon.Apply(tc.lines, []coupon.Offer{{Code: "k", Terms: &tc.terms}})
		var save int64
		var units int
		for _, k := range applied {
			save += k.Save
			for _, u := range k.Used {
				units += u.Quantity
			}
		}
		if save != tc.save || units != tc.units {
			t.Errorf("%s: saves %d with %d units, want %d with %d", tc.name, save, units, tc.save, tc.units)
		}
	}
}

// drawBasket and drawTerms draw what a till may meet, overlaps included.
func drawBasket(t *rapid.T) []coupon.Line {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) coupon.Line {
		return each(rapid.SampledFrom([]string{"A", "B", "C", "D"}).Draw(t, "code"), rapid.Int64Range(0, 900).Draw(t, "price"), rapid.IntRange(0, 6).Draw(t, "quantity"))
	}), 0, 6).Draw(t, "basket")
}

func drawTerms(t *rapid.T) *coupon.Terms {
	terms := &coupon.Terms{
		Save:     rapid.Int64Range(0, 600).Draw(t, "save"),
		SaveCode: rapid.SampledFrom([]gs1.SaveCode{0, 1, 2, 5, 6, 7}).Draw(t, "save code"),
	}
	for i := range rapid.IntRange(1, 3).Draw(t, "purchases") {
		terms.Purchases[i] = &coupon.Purchase{
			Need:  rapid.Int64Range(0, 800).Draw(t, "need") % rapid.SampledFrom([]int64{4, 800}).Draw(t, "scale"),
			Code:  rapid.SampledFrom([]gs1.RequirementCode{0, 0, 0, 1, 2}).Draw(t, "requirement code"),
			Goods: coupon.NewGoods(rapid.SliceOfN(rapid.SampledFrom([]string{"A", "B", "C", "D"}), 0, 3).Draw(t, "codes"), nil),
		}
	}
	if rapid.Bool().Draw(t, "has rule") {
		terms.Rule = ptr(rapid.SampledFrom([]gs1.Rule{0, 1, 2, 3}).Draw(t, "rule"))
	}
	if rapid.Bool().Draw(t, "has item") {
		terms.AppliesTo = ptr(rapid.IntRange(0, 2).Draw(t, "item"))
	}
	return terms
}

// TestApplyKeepsItsPromises: units count once across coupons, and no coupon
// saves more than the basket is worth.
func TestApplyKeepsItsPromises(t *testing.T) {
	applies := 0
	rapid.Check(t, func(t *rapid.T) {
		lines := drawBasket(t)
		var offers []coupon.Offer
		for range rapid.IntRange(1, 4).Draw(t, "coupons") {
			offers = append(offers, coupon.Offer{Code: "k", Terms: drawTerms(t)})
		}
		have, worth := map[string]int{}, int64(0)
		for _, l := range lines {
			have[l.Code] += l.Quantity
			worth += l.Price * int64(l.Quantity)
		}
		for _, k := range coupon.Apply(lines, offers) {
			applies++
			if k.Save <= 0 || k.Save > worth {
				t.Fatalf("%d off a basket worth %d", k.Save, worth)
			}
			for _, u := range k.Used {
				if have[u.Line.Code] -= u.Quantity; u.Quantity <= 0 || have[u.Line.Code] < 0 {
					t.Fatalf("more of %s was consumed than there is", u.Line.Code)
				}
			}
		}
	})
	if applies == 0 {
		t.Error("no coupon ever applied: the property was not tested")
	}
}

// TestALaterCouponChangesNoEarlier: coupons are judged in their order.
func TestALaterCouponChangesNoEarlier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := drawBasket(t)
		first, second := coupon.Offer{Code: "1", Terms: drawTerms(t)}, coupon.Offer{Code: "2", Terms: drawTerms(t)}
		alone := coupon.Apply(lines, []coupon.Offer{first})
		both := coupon.Apply(lines, []coupon.Offer{first, second})
		if len(both) < len(alone) || len(alone) == 1 && (both[0].Code != "1" || both[0].Save != alone[0].Save) {
			t.Fatalf("alone %+v, with another %+v", alone, both)
		}
	})
}
