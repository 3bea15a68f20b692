package shopping

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/label"
	"github.com/dashcart/dashcart/models/pricing"
)

// Labels is what Goods has too where the store prints codes of its own, or
// sells by what element strings say.
type Labels interface{ LabelRules() label.Rules }

// WithLabel is the line of one thing with its label: charged as printed, or by
// the printed weight. A nil label changes nothing.
func WithLabel(l pricing.Line, k *evidence.Label) pricing.Line {
	if k == nil {
		return l
	}
	l.Label, l.Flags = k.Code, slices.Clone(l.Flags)
	switch {
	case k.Priced():
		l.Sold, l.UnitPrice = pricing.SoldEach, k.Price
		l.Flags = append(l.Flags, pricing.FlagPrinted)
	case l.Sold == pricing.SoldByWeight:
		l.Weight = k.Weight
	}
	if k.Markdown {
		l.Flags = append(l.Flags, pricing.FlagMarkdown)
	}
	if k.PastBest {
		l.Flags = append(l.Flags, pricing.FlagPastBest)
	}
	return l
}

// labelRefusal says why a text is a code of goods that nothing can be sold by,
// nil where it is none or can be.
func (c *Cart) labelRefusal(text string) error {
	g, ok := c.cfg.Goods.(Labels)
	if !ok {
		return nil
	}
	now := c.cfg.Clock()
	_, err := g.LabelRules().Read("", text, c.cfg.Goods.Catalogue(), cmp.Or(c.cfg.Goods.Rules(now).Now, now))
	var no *label.Refused
	if errors.As(err, &no) {
		c.cfg.Log.Info("a label was refused", "cart", c.cfg.ID, "code", no.Code, "label", fmt.Sprintf("%.60q", text), "why", no.Text)
		return refuse(string(no.Code), no.Text)
	}
	return nil
}
