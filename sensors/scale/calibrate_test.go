package scale

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestFittedCellsWeighRightEverywhere calibrates cells of any gain and zero, and
// weighs a load at any place.
func TestFittedCellsWeighRightEverywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{1, 2, 4}).Draw(t, "cells")
		zero, counts := make([]float64, n), make([]float64, n) // counts for a gram
		for i := range n {
			zero[i] = rapid.Float64Range(-1e6, 1e6).Draw(t, "zero")
			counts[i] = rapid.Float64Range(5, 400).Draw(t, "gain") * float64(1-2*rapid.IntRange(0, 1).Draw(t, "wired the other way"))
		}
		at := func(grams float64, share []float64) []float64 {
			out := make([]float64, n)
			for i := range out {
				out[i] = zero[i] + grams*share[i]*counts[i]
			}
			return out
		}
		even := make([]float64, n)
		for i := range even {
			even[i] = 1 / float64(n)
		}
		placed := []Placement{{at(1000, even), 1000}, {at(5000, even), 5000}}
		for i := range n {
			share := make([]float64, n)
			for j := range share {
				share[j] = .3 / float64(n)
			}
			share[i] += .7
			placed = append(placed, Placement{at(5000, share), 5000})
		}
		cells, worst, err := FitCells(make([]string, n), at(0, even), placed)
		if err != nil || worst > .01 {
			t.Fatalf("worst %g, %v", worst, err)
		}
		share, sum := make([]float64, n), 0.
		for i := range share {
			share[i] = rapid.Float64Range(.01, 1).Draw(t, "share")
			sum += share[i]
		}
		got := 0.
		for i, c := range at(3210, share) {
			got += (c - cells[i].Zero) * cells[i].Grams / sum
		}
		if want := 3210.; math.Abs(got-want) > .01 {
			t.Errorf("%g g weigh %g", want, got)
		}
	})
}

func TestFitCellsRefuses(t *testing.T) {
	for want, c := range map[string]struct {
		empty  []float64
		placed []Placement
	}{
		"too few":        {[]float64{0}, []Placement{{[]float64{1000}, 100}}},
		"not feel":       {[]float64{0, 0}, []Placement{{[]float64{1000, 3}, 100}, {[]float64{2000, 5}, 200}, {[]float64{2000, 1}, 200}}},
		"too much alike": {[]float64{0, 0}, []Placement{{[]float64{1000, 1000}, 100}, {[]float64{2000, 2000}, 200}, {[]float64{3000, 3000}, 300}}},
		"do not fit":     {[]float64{0}, []Placement{{[]float64{1000}, 100}, {[]float64{5000}, 600}}},
	} {
		if _, _, err := FitCells(make([]string, len(c.empty)), c.empty, c.placed); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q in it", err, want)
		}
	}
}

func TestSteadyNoticesWhatMoves(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	series := func(drift float64) (out [][]float64) {
		for i := range 160 {
			out = append(out, []float64{50000 + 30*r.NormFloat64() + drift*float64(i)})
		}
		return out
	}
	if m, err := Steady(series(0)); err != nil || math.Abs(m[0]-50000) > 15 {
		t.Errorf("at rest: %v, %v", m, err)
	}
	if _, err := Steady(series(5)); err == nil || !strings.Contains(err.Error(), "moved") {
		t.Errorf("while something moves: %v", err)
	}
	if _, err := Steady(nil); err == nil {
		t.Error("nothing is steady")
	}
}
