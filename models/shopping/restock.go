package shopping

import (
	"slices"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/pricing"
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
		s, ok := cat.Stopped(l.Item.GTIN, l.Item.PLU)
		if !ok {
			s, ok = c.outOfHours(l)
		}
		if ok && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// outOfHours tells of goods that may not be sold at this hour; Reason is when
// they may be again, in the store's time.
func (c *Cart) outOfHours(l pricing.Line) (catalog.Stopped, bool) {
	if c.cfg.Policy.SoldAt == nil {
		return catalog.Stopped{}, false
	}
	open, next := c.cfg.Policy.SoldAt(l.Department, l.AgeLimit, c.cfg.Clock())
	if open {
		return catalog.Stopped{}, false
	}
	s := catalog.Stopped{GTIN: l.Item.GTIN, PLU: l.Item.PLU, Stop: catalog.OutOfHours, Name: l.Name, NameES: l.NameES}
	if !next.IsZero() {
		s.Reason = next.Format("15:04")
	}
	return s, true
}

// hours notices that goods in the cart may be sold no more, or again.
func (c *Cart) hours() {
	if c.cfg.Policy.SoldAt == nil {
		return
	}
	if now := c.stopped(); !slices.Equal(now, c.live.Stopped) {
		c.live.Stopped = now
		c.changed()
	}
}
