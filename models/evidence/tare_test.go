package evidence

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestATareIsWholeDivisions(t *testing.T) {
	t.Parallel()
	lb, kg := Weight{DivisionMilli: 5, Unit: Pound}, Weight{DivisionMilli: 2, Unit: Kilogram}
	for _, c := range []struct {
		text  string
		scale Weight
		count int64 // 0 is a refusal
	}{
		{"0.030", lb, 6}, {"0,03", lb, 6}, {".1", lb, 20}, {"1", lb, 200}, {" 4.405 ", lb, 881},
		{"4.410", lb, 0}, // more than 2 kg
		{"0.032", lb, 0}, // between two divisions
		{"0", lb, 0}, {"", lb, 0}, {".", lb, 0}, {"-0.030", lb, 0}, {"+1", lb, 0}, {"1e1", lb, 0}, {"0.0300", lb, 0}, {"0.03.0", lb, 0}, {"99999999", lb, 0},
		{"2", kg, 1000}, {"2.002", kg, 0}, {"0.001", kg, 0}, {"1", Weight{}, 0},
	} {
		got, err := ParseTare(c.text, c.scale)
		if got.Count != c.count || (err == nil) != (c.count > 0) {
			t.Errorf("%q: %v, %v", c.text, got, err)
		}
	}
}

// TestWhatTheScaleShowsIsATare: each weight up to the limit reads back as
// itself.
func TestWhatTheScaleShowsIsATare(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := Weight{DivisionMilli: rapid.SampledFrom([]int64{1, 2, 5, 10, 20}).Draw(t, "division"), Unit: rapid.SampledFrom([]Unit{Pound, Kilogram, Gram100}).Draw(t, "unit")}
		w.Count = rapid.Int64Range(1, int64(MaxTareG/w.Unit.Grams()*1000)/w.DivisionMilli).Draw(t, "count")
		if got, err := ParseTare(strings.Fields(w.String())[0], w); got != w || err != nil {
			t.Fatalf("%s reads as %v, %v", w, got, err)
		}
	})
}

func FuzzParseTare(f *testing.F) {
	f.Add("0.030")
	f.Fuzz(func(t *testing.T, text string) {
		if w, err := ParseTare(text, Weight{DivisionMilli: 5, Unit: Pound}); err == nil && (w.Count <= 0 || w.Grams() > MaxTareG) {
			t.Errorf("%q is %v", text, w)
		}
	})
}
