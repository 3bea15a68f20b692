package soft

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func randomLine(t *rapid.T, name string) *line {
	var y line
	v := rapid.SliceOfN(rapid.Float32Range(-1, 1), samples, samples).Draw(t, name)
	copy(y[:], v)
	return &y
}

func dot(a, b *line) float64 {
	var sum float64
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

// The products with the module responses are taken with Hᵀy in place of y: that
// is right only if highPassT is the transpose of highPass.
func TestHighPassIsTransposedByHighPassT(t *testing.T) {
	s := newSmoother(8)
	rapid.Check(t, func(t *rapid.T) {
		a, b := randomLine(t, "a"), randomLine(t, "b")
		ha, hb := s.highPass(a), s.highPassT(b)
		if x, y := dot(&ha, b), dot(a, &hb); math.Abs(x-y) > 1e-3 {
			t.Fatalf("<Ha,b> = %v, <a,Hᵀb> = %v", x, y)
		}
	})
}

func TestHighPassTakesAConstantAway(t *testing.T) {
	var y line
	for i := range y {
		y[i] = 100
	}
	for i, v := range newSmoother(8).highPass(&y) {
		if math.Abs(float64(v)) > 1e-3 {
			t.Fatalf("sample %d of a constant is %v", i, v)
		}
	}
}

// A drawing of a symbol under one of the model's blurs is read, and explained
// almost fully, whatever its digits.
func TestDecodeReadsDrawings(t *testing.T) {
	m := newModel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyGTIN(t)
		s := d.draw()
		b := m.blur[rapid.IntRange(0, 4).Draw(t, "blur")]
		gain := rapid.Float32Range(5, 120).Draw(t, "contrast")
		var raw line
		add := func(k int) {
			for i, w := range b.weights[k] {
				raw[b.first[k]+i] += gain * w
			}
		}
		for _, g := range guardBars {
			add(g)
		}
		for n, choice := range s {
			for j, v := range pattern(n, choice) {
				if v == 1 {
					add(start(n) + j)
				}
			}
		}
		v := view{m.normalise(&raw)}
		c := b.respond(&v)
		got, _ := b.decode(&c)
		got, rho := b.polish(&c, got)
		if got != s || rho < .93 {
			t.Fatalf("%v is read as %v with correlation %v", s, got, rho)
		}
	})
}

func TestFitGivesBackStraightWarps(t *testing.T) {
	f := newFitter(ridge)
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.Float32Range(-50, 500).Draw(t, "from")
		module := rapid.Float32Range(.8, 8).Draw(t, "module")
		var pixels [len(knots)]float32
		for i, u := range knots {
			pixels[i] = from + module*float32(u)
		}
		w := f.fit(&pixels)
		if abs(w.module()-module) > 1e-3*module {
			t.Fatalf("a module of %v pixels is fitted as %v", module, w.module())
		}
		if middle := from + module*modules/2; abs(w[0]-middle) > .01*(1+abs(middle)) {
			t.Fatalf("the middle %v is fitted at %v", middle, w[0])
		}
	})
}
