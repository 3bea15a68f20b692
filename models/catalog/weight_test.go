package catalog

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// However often those who lie come and whatever they weigh: while more tell the
// truth, the weight lies among what these weighed, and the spread within theirs.
func TestFewerLiarsThanHonestShoppersTeachNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		honest := rapid.IntRange(fewestVoters, 12).Draw(t, "honest")
		liars := rapid.IntRange(0, honest-1).Draw(t, "liars")
		var seen []Weighing
		var truth []float64
		at := func() time.Time { return time.Unix(int64(rapid.IntRange(0, 1000).Draw(t, "at")), 0) }
		for i := range honest {
			g := rapid.Float64Range(480, 520).Draw(t, "grams")
			truth = append(truth, g)
			seen = append(seen, Weighing{g, fmt.Sprint("honest", i), at()})
		}
		for i := range liars {
			for range rapid.IntRange(1, 30).Draw(t, "times") {
				seen = append(seen, Weighing{rapid.Float64Range(-10, 1e9).Draw(t, "lie"), fmt.Sprint("liar", i), at()})
			}
		}
		order := rapid.Permutation(seen).Draw(t, "order")
		w, ok := LearnWeight(order)
		if !ok {
			t.Fatalf("%d votes are not enough", w.Voters)
		}
		low, high := slices.Min(truth), slices.Max(truth)
		if w.Grams < low || w.Grams > high {
			t.Fatalf("learned %g, the honest weighed %g to %g", w.Grams, low, high)
		}
		if most := max(madToSD*(high-low), youngSD*w.Grams, leastSD); w.SD > most+1e-9 {
			t.Fatalf("a spread of %g, where the honest are within %g", w.SD, high-low)
		}
	})
}

func TestAWeightFollowsItsProduct(t *testing.T) {
	var seen []Weighing
	for day := range 60 {
		g := 500.0
		if day >= 30 {
			g = 450 // the pack shrank
		}
		for who := range 12 {
			seen = append(seen, Weighing{g + float64(who%5) - 2, fmt.Sprint("s", who), time.Unix(int64(day*86400+who), 0)})
		}
	}
	w, ok := LearnWeight(seen)
	if !ok || math.Abs(w.Grams-450) > 2 || w.SD > 5 || w.Voters != 12 {
		t.Errorf("%+v, %v", w, ok)
	}
	if _, ok := LearnWeight(seen[:2]); ok {
		t.Error("two shoppers are enough")
	}
	for _, x := range []struct {
		grams, sd float64
		fits      bool
	}{{0, 0, true}, {455, 3, true}, {500, 3, true}, {600, 3, false}, {600, 60, true}, {300, 5, false}} {
		if w.Fits(x.grams, x.sd) != x.fits {
			t.Errorf("beside a declared %g ± %g: %v", x.grams, x.sd, !x.fits)
		}
	}
}
