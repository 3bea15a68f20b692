package shopping

import (
	"github.com/dashcart/dashcart/models/catalog"
)

// Restock takes in a new catalogue: today's prices, offers and pictures are
// shown, lines keep what they promised, and what may not be sold any more is
// asked for back.
func (c *Cart) Restock() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.publish()
	c.tell()
}

// stopped lists what lies in the cart and may not be sold, a thing once.
func (c *Cart) stopped() []catalog.Stopped {
	t := c.state.Trip
	if t == nil || t.Status.Over() {
		return nil
	}
	cat := c.cfg.Goods.Catalogue()
	var out []catalog.Stopped
	seen := map[catalog.Stopped]bool{}
	for _, l := range t.Lines {
		if s, ok := cat.Stopped(l.Item.GTIN, l.Item.PLU); ok && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
