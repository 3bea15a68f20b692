package pricing

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// made is goods of the maker 0614141, of a family.
func made(t testing.TB, id int, gtin, family string, cents int64, n int) Line {
	g, err := gs1.ParseGTIN(gtin)
	if err != nil {
		t.Fatal(err)
	}
	l := each(cents, n, "")
	l.ID, l.Item.GTIN, l.CompanyPrefix, l.Family, l.Brand = id, g, "0614141", family, family
	return l
}

// paper is a coupon for need units of a family.
func paper(code, family string, need, save int64, kind gs1.SaveCode) Coupon {
	return Coupon{Code: code, Name: code, Manufacturer: &coupon.Terms{Save: save, SaveCode: kind,
		Purchases: [3]*coupon.Purchase{{Need: need, Goods: coupon.Goods{CompanyPrefix: "0614141", Family: family}}}}}
}

func TestManufacturersCoupons(t *testing.T) {
	soup := func(n int) Line { return made(t, 1, "9506000134352", "110", 199, n) }
	beans := func(n int) Line { return made(t, 2, "9520101011138", "120", 99, n) }
	twoForThree := catalog.Offer{ID: "2for3", Kind: catalog.OfferNFor, Quantity: 2, Price: usd(300), Brands: []string{"110"}}
	free := catalog.Offer{ID: "free", Kind: catalog.OfferPercent, Percent: money.Percent(100), Brands: []string{"110"}}
	for _, c := range []struct {
		name    string
		lines   []Line
		coupons []Coupon
		offers  []catalog.Offer
		saves   int64
		reasons []coupon.Reason
	}{
		{"cents off one", []Line{soup(1)}, []Coupon{paper("A", "110", 1, 50, gs1.SaveCents)}, nil, 50, []coupon.Reason{""}},
		{"cents off two, one bought", []Line{soup(1)}, []Coupon{paper("A", "110", 2, 50, gs1.SaveCents)}, nil, 0, []coupon.Reason{coupon.MinimumNotReached}},
		{"another family", []Line{beans(1)}, []Coupon{paper("A", "110", 1, 50, gs1.SaveCents)}, nil, 0, []coupon.Reason{coupon.NothingQualifies}},
		{"any family", []Line{beans(1)}, []Coupon{paper("A", "000", 1, 50, gs1.SaveCents)}, nil, 50, []coupon.Reason{""}},
		{"worth more than the thing", []Line{beans(1)}, []Coupon{paper("A", "120", 1, 150, gs1.SaveCents)}, nil, 0, []coupon.Reason{coupon.WorthMore}},
		{"a unit counts for one coupon, the higher first", []Line{soup(1)},
			[]Coupon{paper("A", "110", 1, 50, gs1.SaveCents), paper("B", "110", 1, 75, gs1.SaveCents)}, nil, 75, []coupon.Reason{coupon.GoodsUsed, ""}},
		{"two units, two coupons", []Line{soup(2)},
			[]Coupon{paper("A", "110", 1, 50, gs1.SaveCents), paper("B", "110", 1, 75, gs1.SaveCents)}, nil, 125, []coupon.Reason{"", ""}},
		{"two free ones are all of the line", []Line{soup(2)},
			[]Coupon{paper("A", "110", 1, 0, gs1.SaveFreeItem), paper("B", "110", 1, 0, gs1.SaveFreeItem)}, nil, 398, []coupon.Reason{"", ""}},
		{"beside the store's offer", []Line{soup(2)}, []Coupon{paper("A", "110", 1, 50, gs1.SaveCents)}, []catalog.Offer{twoForThree}, 98 + 50, []coupon.Reason{""}},
		{"free by the offer already", []Line{soup(1)}, []Coupon{paper("A", "110", 1, 50, gs1.SaveCents)}, []catalog.Offer{free}, 199, []coupon.Reason{coupon.GoodsUsed}},
		{"never more than is left", []Line{soup(2)}, []Coupon{paper("A", "110", 1, 0, gs1.SaveFreeItem)}, []catalog.Offer{twoForThree}, 98 + 150, []coupon.Reason{""}},
		{"half off", []Line{beans(2)}, []Coupon{paper("A", "120", 2, 50, gs1.SavePercent)}, nil, 99, []coupon.Reason{""}},
		{"off the order", []Line{soup(1), beans(1)}, []Coupon{paper("A", "110", 1, 250, gs1.SaveOrderCents)}, nil, 250, []coupon.Reason{""}},
	} {
		got, err := Price(Basket{Currency: "USD", Lines: c.lines, Coupons: c.coupons}, Rules{Currency: "USD", Offers: c.offers})
		if err != nil || got.Savings != usd(c.saves) {
			t.Errorf("%s: saves %v, want %d: %+v %v", c.name, got.Savings, c.saves, got.Coupons, err)
			continue
		}
		var reasons []coupon.Reason
		for _, o := range got.Coupons {
			reasons = append(reasons, coupon.Reason(o.Reason))
		}
		if !slices.Equal(reasons, c.reasons) {
			t.Errorf("%s: reasons %q, want %q", c.name, reasons, c.reasons)
		}
	}
}

func TestManufacturersCouponByWeight(t *testing.T) {
	l := Line{ID: 1, Item: evidence.Item{PLU: 4011}, Sold: SoldByWeight, Quantity: 1, UnitPrice: usd(59),
		Weight: evidence.Weight{Count: 264, DivisionMilli: 5, Unit: evidence.Pound}} // 1.32 lb, $0.78
	c := Coupon{Code: "A", Manufacturer: &coupon.Terms{Save: 30, SaveCode: gs1.SaveCents,
		Purchases: [3]*coupon.Purchase{{Need: 132, Code: gs1.RequirePounds, Goods: coupon.NewGoods([]string{"4011"}, nil)}}}}
	for need, saves := range map[int64]int64{132: 30, 133: 0} {
		c.Manufacturer.Purchases[0].Need = need
		got, err := Price(Basket{Currency: "USD", Lines: []Line{l}, Coupons: []Coupon{c}}, Rules{Currency: "USD"})
		if err != nil || got.Savings != usd(saves) {
			t.Errorf("%d hundredths of a pound: saves %v, want %d %v", need, got.Savings, saves, err)
		}
	}
}

// A coupon lies in a cart's journal as JSON.
func TestAManufacturersCouponSurvivesTheJournal(t *testing.T) {
	rule, applies := gs1.RuleAnd, 0
	was := paper("A", "110", 1, 50, gs1.SaveCents)
	was.Manufacturer.Rule, was.Manufacturer.AppliesTo = &rule, &applies
	was.Manufacturer.Purchases[2] = &coupon.Purchase{Need: 2, Goods: coupon.NewGoods([]string{"0123"}, []string{"9"})}
	b, err := json.Marshal(was)
	if err != nil {
		t.Fatal(err)
	}
	var is Coupon
	if err := json.Unmarshal(b, &is); err != nil || !reflect.DeepEqual(is, was) {
		t.Fatalf("%s\n%+v %v", b, is, err)
	}
}

func TestManufacturersCouponsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lines []Line
		for i := range rapid.IntRange(1, 5).Draw(t, "lines") {
			l := of(rapid.SampledFrom([]string{"110", "120"}).Draw(t, "brand"), rapid.Int64Range(1, 500).Draw(t, "cents"), rapid.IntRange(1, 4).Draw(t, "n"))
			l.ID, l.CompanyPrefix, l.Family = i+1, "0614141", l.Brand
			lines = append(lines, l)
		}
		var coupons []Coupon
		for i := range rapid.IntRange(1, 5).Draw(t, "coupons") {
			coupons = append(coupons, paper(string(rune('A'+i)), rapid.SampledFrom([]string{"110", "120", "000"}).Draw(t, "family"), rapid.Int64Range(1, 3).Draw(t, "need"),
				rapid.Int64Range(0, 300).Draw(t, "save"), rapid.SampledFrom([]gs1.SaveCode{gs1.SaveCents, gs1.SaveFreeItem, gs1.SaveFreeUnits, gs1.SavePercent, gs1.SaveOrderCents}).Draw(t, "kind")))
		}
		offer := catalog.Offer{ID: "o", Kind: catalog.OfferNFor, Quantity: 2, Price: usd(rapid.Int64Range(1, 400).Draw(t, "price")), Brands: []string{"110"}}
		got, err := Price(Basket{Currency: "USD", Lines: lines, Coupons: coupons}, Rules{Currency: "USD", Offers: []catalog.Offer{offer}})
		if err != nil {
			t.Fatal(err)
		}
		var sum, outcomes, discounts int64
		for _, l := range got.Lines {
			if l.Net.Sign() < 0 {
				t.Fatalf("below zero: %+v", l)
			}
			for _, d := range l.Discounts {
				sum += d.Amount.Minor()
				if d.Source == SourceManufacturer {
					discounts += d.Amount.Minor()
				}
			}
		}
		for _, o := range got.Coupons {
			outcomes += o.Amount.Minor()
			if (o.Reason == "") != (o.Amount.Sign() > 0) {
				t.Fatalf("a coupon gives or says why not: %+v", o)
			}
		}
		if sum != got.Savings.Minor() || discounts != outcomes {
			t.Fatalf("lines %d savings %v; coupons on lines %d, on the receipt %d", sum, got.Savings, discounts, outcomes)
		}
	})
}
