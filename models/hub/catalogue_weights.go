package hub

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"github.com/dashcart/dashcart/models/catalog"
)

// Changes of a learned weight that are too small to tell carts of.
const (
	littleGrams = 0.01 // of the weight
	littleSD    = 0.2  // of the spread
)

// weigh takes in what paid trips taught; it reports whether carts should know.
func (c *Catalogue) weigh(ctx context.Context) (bool, error) {
	all, err := c.records.LearnedWeights(ctx)
	if err != nil {
		return false, err
	}
	changed := false
	for key, w := range all {
		old, ok := c.weights[key]
		if ok && math.Abs(w.Grams-old.Grams) <= littleGrams*old.Grams && math.Abs(w.SD-old.SD) <= littleSD*old.SD {
			all[key] = catalog.Weight{Grams: old.Grams, SD: old.SD, Voters: w.Voters}
			continue
		}
		changed = true
	}
	c.weights = all
	return changed, nil
}

// weighed lays learned weights over an entry, which is as the files and staff
// have it. One that contradicts what they say is left to a person.
func (c *Catalogue) weighed(r catalog.Ref, e catalog.Entry) (catalog.Entry, bool) {
	w, ok := c.weights[r.Key]
	if !ok || r.List != "products" || !w.Fits(number(r, e, "weight_g"), number(r, e, "weight_sd_g")) {
		return e, false
	}
	e = r.With(e, "weight_g", tenths(w.Grams))
	return r.With(e, "weight_sd_g", tenths(min(w.SD, w.Grams))), true
}

// number is a column that holds one, zero where it is empty.
func number(r catalog.Ref, e catalog.Entry, column string) float64 {
	v, err := strconv.ParseFloat(r.Get(e, column), 64)
	if err != nil {
		return 0
	}
	return v
}

func tenths(grams float64) string { return fmt.Sprint(math.Round(grams*10) / 10) }

// Learned is what paid trips taught of a product's weight, and whether carts
// use it.
func (c *Catalogue) Learned(r catalog.Ref) (w catalog.Weight, used, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if w, ok = c.weights[r.Key]; !ok {
		return w, false, false
	}
	e, known := c.format.EntryOf(c.live, r)
	_, used = c.weighed(r, e)
	return w, used && known, true
}
