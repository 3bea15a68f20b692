package shopping

import (
	"math"

	"github.com/dashcart/dashcart/models/evidence"
)

// full is how full both bags are together, by volume or by mass, whichever is
// more: 1 is what the store's policy calls full.
func (c *Cart) full() float64 {
	t := c.state.Trip
	if t == nil || c.cfg.Policy.BagLitres <= 0 || c.cfg.Policy.BagGrams <= 0 {
		return 0
	}
	var litres, grams float64
	for _, l := range t.Lines {
		n := l.Litres * float64(l.Quantity)
		if n == 0 {
			n = l.Grams / 600 // loose goods: about 0.6 kg a litre
		}
		litres += n
		grams += l.Grams
	}
	return max(litres/c.cfg.Policy.BagLitres, grams/c.cfg.Policy.BagGrams)
}

// gauges are what the glass shows: one for the left bag and one for the right
// where the scale tells its four cells apart, else one for both.
func (c *Cart) gauges() []float64 {
	all := c.full()
	if all == 0 {
		return nil
	}
	if left, ok := c.leftShare(); ok {
		return []float64{2 * all * left, 2 * all * (1 - left)}
	}
	return []float64{all}
}

// sidesFrom is the load in grams from which its sides are told apart: below,
// the cells' own noise and the shopper's grip on the handle weigh too much.
const sidesFrom = 500

// leftShare is the part of the load that lies on the left cells, from the last
// time that the scale stood still.
func (c *Cart) leftShare() (share float64, ok bool) {
	if len(c.cells) != 4 {
		return 0, false
	}
	left, right := math.Max(0, c.cells[0]+c.cells[2]), math.Max(0, c.cells[1]+c.cells[3])
	if left+right < sidesFrom {
		return 0.5, true
	}
	return left / (left + right), true
}

// sides keeps what the cells say at rest and draws the gauges anew.
func (c *Cart) sides(w evidence.Indication) {
	if w.Status != evidence.ScaleStable || len(w.Cells) != 4 {
		return
	}
	c.cells = w.Cells
	c.live.Fill = c.gauges()
}
