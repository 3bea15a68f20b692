package look

import (
	"cmp"
	"math"
	"slices"
)

// best turns cosines into the k likeliest matches: probabilities are the
// softmax over all products at a temperature. Equal cosines go by ID, so that
// the order never depends on when a product was enrolled.
func best(ids []string, cosines []float32, heat float64, k int) []Match {
	if len(cosines) == 0 || k <= 0 {
		return nil
	}
	top := float64(slices.Max(cosines))
	sum := 0.
	for _, c := range cosines {
		if d := (float64(c) - top) / heat; d > -40 { // what is left out is under 1e-17 each
			sum += math.Exp(d)
		}
	}
	least := floorOf(cosines, k)
	var m []Match
	for i, c := range cosines {
		if c >= least {
			m = append(m, Match{ID: ids[i], Score: float64(c), P: math.Exp((float64(c)-top)/heat) / sum})
		}
	}
	sortMatches(m)
	return m[:min(k, len(m))]
}

func sortMatches(m []Match) {
	slices.SortFunc(m, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
}

// floorOf is the kth largest number, kept in a small sorted list, as k is far
// under the number of products.
func floorOf(v []float32, k int) float32 {
	top := make([]float32, 0, min(k, len(v))+1)
	for _, c := range v {
		if len(top) == k && c <= top[k-1] {
			continue
		}
		at, _ := slices.BinarySearchFunc(top, c, func(a, b float32) int { return cmp.Compare(b, a) })
		top = slices.Insert(top, at, c)
		if len(top) > k {
			top = top[:k]
		}
	}
	return top[len(top)-1]
}

// unit scales a vector to length 1 in place; one of no length stays.
func unit(v []float32) []float32 {
	n := 0.
	for _, s := range v {
		n += float64(s) * float64(s)
	}
	if n == 0 {
		return v
	}
	f := float32(1 / math.Sqrt(n))
	for i := range v {
		v[i] *= f
	}
	return v
}
