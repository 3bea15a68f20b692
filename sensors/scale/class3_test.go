package scale_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/sensors/scale"
)

func division(t testing.TB, milli int64, u evidence.Unit) scale.Division {
	d, err := scale.NewDivision(milli, u)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestCapacityOfClassIII(t *testing.T) {
	kg := division(t, 2, evidence.Kilogram)
	for _, c := range []struct {
		grams    float64
		max      int64
		count    int64
		overload bool
	}{
		{15_000, 7500, 7509, false},
		{15_000, 7500, 7510, true},
		{24_000, 10_000, 10_009, false}, // more than the class has divisions for
		{24_000, 10_000, 10_010, true},
		{0, 0, 1 << 40, false},
	} {
		s := scale.NewClassIII(kg, c.grams)
		if got := s.Overloaded(evidence.Weight{Count: c.count, DivisionMilli: 2, Unit: evidence.Kilogram}); s.Max != c.max || got != c.overload {
			t.Errorf("%.0f g: Max %d, %d divisions overload: %v; want %d, %v", c.grams, s.Max, c.count, got, c.max, c.overload)
		}
	}
}

func TestZeroRanges(t *testing.T) {
	s := scale.NewClassIII(division(t, 2, evidence.Kilogram), 15_000)
	for _, c := range []struct {
		grams   float64
		initial bool
		ok      bool
	}{{1500, true, true}, {-1500, true, true}, {1501, true, false}, {300, false, true}, {-300, false, true}, {301, false, false}} {
		if got := s.MayZero(c.grams, c.initial); got != c.ok {
			t.Errorf("%v g, initial %v: %v", c.grams, c.initial, got)
		}
	}
}

func TestZeroIsFollowedSlowly(t *testing.T) {
	d := division(t, 2, evidence.Kilogram)
	for _, c := range []struct {
		off  float64
		ms   evidence.Millis
		want float64
	}{
		{0.9, 100, 0.1},    // half of 2 g a second
		{-0.9, 100, -0.1},  //
		{0.04, 100, 0.04},  // no further than zero
		{0.9, 10_000, 0.9}, //
		{1.1, 10_000, 0},   // a division is indicated: that is a load
		{0.9, -5, 0},       // a clock that went back
	} {
		if got := d.Follow(c.off, c.ms); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v g after %d ms: %v, want %v", c.off, c.ms, got, c.want)
		}
	}
}

func TestTare(t *testing.T) {
	d := division(t, 5, evidence.Pound) // 2.26796 g
	lb := func(n int64) evidence.Weight {
		return evidence.Weight{Count: n, DivisionMilli: 5, Unit: evidence.Pound}
	}
	for _, c := range []struct {
		name             string
		gross            int64
		grams            float64
		net, tare        int64
		moreThanTheGross bool
	}{
		{"none", 200, 0, 200, 0, false},
		{"preset, rounded to a division", 200, 10, 196, 4, false}, // 4.41 divisions
		{"half a division goes up", 200, 1.14, 199, 1, false},
		{"all of it", 200, 200 * 2.26796185, 0, 200, false},
		{"more than the gross", 200, 201 * 2.26796185, 200, 0, true},
		{"below zero", 200, -5, 200, 0, true},
	} {
		net, tare, err := d.Net(lb(c.gross), c.grams)
		if net != lb(c.net) || tare != lb(c.tare) || errors.Is(err, scale.ErrTare) != c.moreThanTheGross {
			t.Errorf("%s: net %s, tare %s, %v", c.name, net, tare, err)
		}
	}
}

// TestTheDisplay walks an indicator through a weighing beyond its capacity.
func TestTheDisplay(t *testing.T) {
	i := scale.NewIndicator("platform", scale.NewClassIII(division(t, 2, evidence.Kilogram), 15_000))
	at := evidence.Millis(0)
	show := func(grams float64) evidence.Indication {
		at += 200
		ind, ok := i.Show(evidence.ScaleReading{At: at}, grams, 0.5, true)
		if !ok {
			t.Fatal("nothing new is shown")
		}
		return ind
	}
	if !i.Zero(1400) || i.Zero(1800) {
		t.Error("zero was not set where it may be, or where it may not")
	}
	show(1400)
	i.Announce(12)
	if ind := show(1912); ind.Net.String() != "0.500 kg" || ind.Gross.String() != "0.512 kg" {
		t.Errorf("net %s of %s", ind.Net, ind.Gross)
	}
	i.Announce(52) // what is shown is less, from where the weighing began
	if ind := show(1912); ind.Net.String() != "0.460 kg" || ind.Tare.String() != "0.052 kg" {
		t.Errorf("another container: net %s, tare %s", ind.Net, ind.Tare)
	}
	i.Done()
	if ind := show(1400 + 15_018); ind.Status != evidence.ScaleStable || ind.Gross.Count != 7509 {
		t.Errorf("at Max + 9 e: %s %s", ind.Status, ind.Gross)
	}
	if ind := show(1400 + 15_020); ind.Status != evidence.ScaleOver || !ind.Gross.IsZero() || !ind.Net.IsZero() {
		t.Errorf("beyond: %s %s", ind.Status, ind.Gross)
	}
}

// TestWhatIsShownIsCharged takes any weighing and unit price: gross, tare and net
// are whole divisions that add up as they are shown, and the price is that of
// the net weight shown, to the nearest cent, a half up.
func TestWhatIsShownIsCharged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]evidence.Unit{evidence.Pound, evidence.Ounce, evidence.Kilogram, evidence.Gram100}).Draw(t, "unit")
		d, err := scale.NewDivision(rapid.SampledFrom([]int64{1, 2, 5, 10, 20, 100}).Draw(t, "division"), unit)
		if err != nil {
			t.Fatal(err)
		}
		gross := d.Indicated(rapid.Float64Range(0, 15_000).Draw(t, "gross"))
		net, tare, err := d.Net(gross, rapid.Float64Range(0, 500).Draw(t, "tare"))
		if err != nil {
			return
		}
		if net.Milli()+tare.Milli() != gross.Milli() || net.Count < 0 {
			t.Fatalf("%s gross, %s tare, %s net", gross, tare, net)
		}
		price := rapid.Int64Range(0, 100_000).Draw(t, "price")
		charged, err := money.New(price, "USD").ByWeight(thousandths(t, net.String()))
		if err != nil {
			t.Fatal(err)
		}
		if exact := price * net.Milli(); charged.Minor() != (exact+500)/1000 {
			t.Fatalf("%s at %d is %d", net, price, charged.Minor())
		}
	})
}

// thousandths reads a weight off the display.
func thousandths(t *rapid.T, shown string) (milli int64) {
	for _, r := range shown {
		if r == ' ' {
			return milli
		}
		if '0' <= r && r <= '9' {
			milli = 10*milli + int64(r-'0')
		}
	}
	t.Fatalf("%q has no unit", shown)
	return 0
}
