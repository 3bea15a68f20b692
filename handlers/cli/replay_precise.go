package cli

import (
	"github.com/dashcart/dashcart/sensors/look"
)

const (
	nearDuplicate = 0.9  // cosine of two photos of one moment in one shop
	leastNamed    = 6    // photos named a product, to judge how rightly
	preciseFrom   = 0.97 // share of them that must be right
)

// preciseClasses finds by cross-validation which classes looks alone name rightly: each photo is
// named by the nearest class mean, its own class without it and its near-duplicates; a class is
// precise when nearly all photos so named are of it.
func preciseClasses(classes []string, ds []look.Description) map[string]bool {
	sums := map[string][]float32{}
	members := map[string][]int{}
	var order []string
	for i, c := range classes {
		if len(ds[i].Full) == 0 {
			continue
		}
		if sums[c] == nil {
			sums[c] = make([]float32, len(ds[i].Full))
			order = append(order, c)
		}
		add(sums[c], ds[i].Full, 1)
		members[c] = append(members[c], i)
	}
	named, right := map[string]int{}, map[string]int{}
	for i, c := range classes {
		v := ds[i].Full
		if len(v) == 0 {
			continue
		}
		own, left := append([]float32(nil), sums[c]...), 0
		for _, j := range members[c] {
			if dot(v, ds[j].Full) >= nearDuplicate { // the photo itself among them
				add(own, ds[j].Full, -1)
			} else {
				left++
			}
		}
		if left == 0 {
			continue
		}
		best, name := cosine(v, own), c
		for _, d := range order {
			if s := cosine(v, sums[d]); d != c && s > best {
				best, name = s, d
			}
		}
		named[name]++
		if name == c {
			right[c]++
		}
	}
	out := map[string]bool{}
	for _, c := range order {
		out[c] = named[c] >= leastNamed && float64(right[c]) >= preciseFrom*float64(named[c])
	}
	return out
}

func add(to, v []float32, sign float32) {
	for i, x := range v {
		to[i] += sign * x
	}
}

func dot(a, b []float32) float64 {
	var s float32
	for i := range a {
		s += a[i] * b[i]
	}
	return float64(s)
}

// cosine of a unit vector to any other, up to nothing for one without length; the square of the length is
// compared, with the sign kept, so that no root is taken.
func cosine(unit, v []float32) float64 {
	d, n := dot(unit, v), dot(v, v)
	if n <= 1e-12 {
		return -1
	}
	if d < 0 {
		return -d * d / n
	}
	return d * d / n
}
