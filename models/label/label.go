// Package label tells what a code on goods stands for: a product of the
// catalogue, and what the label says of the one thing it is on. It is pure; a
// code that it refuses is never a price.
package label

import (
	"errors"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/loyalty"
)

// Rules are the store's: the codes that it prints, in which currency and in
// which unit of mass.
type Rules struct {
	Layouts  []gs1.Layout
	Loyalty  loyalty.Scheme // whose cards are no goods, whatever their numbers look like
	Currency string
	Unit     evidence.Unit
}

// Reading is what a code stands for. Label is nil where it says no more than
// which goods it is; Known says that the catalogue has them.
type Reading struct {
	Item  evidence.Item
	Known bool
	Label *evidence.Label
}

// ErrNotGoods is the answer to what is no code of goods: a coupon, a lane's
// marker, a phone's code, or nothing at all.
var ErrNotGoods = errors.New("that is no code of goods")

// Read tells what a code stands for at now, in the store's time zone; at the
// zero time no date has passed. A GTIN of
// the catalogue is itself, whatever pattern it fits; a loyalty card is no goods;
// then the store's patterns count, then element strings and Digital Links with a GTIN. It fails with
// ErrNotGoods or a *Refused. A plain GTIN that nobody sells is read, not Known.
func (r Rules) Read(symbology, text string, cat *catalog.Catalogue, now time.Time) (Reading, error) {
	text = strings.TrimSpace(text)
	g, plain := plainGTIN(symbology, text)
	if plain {
		if _, ok := cat.ByGTIN(g); ok {
			return Reading{Item: evidence.Item{GTIN: g}, Known: true}, nil
		}
	}
	if r.Loyalty.Matches(text) {
		return Reading{}, ErrNotGoods
	}
	if l, ok := r.layoutOf(text); ok {
		return r.printed(l, text, cat)
	}
	if plain {
		return Reading{Item: evidence.Item{GTIN: g}}, nil
	}
	return r.elements(text, cat, now)
}

// Prints reports whether the goods are of those that the store labels one by
// one, so that only the label tells their price.
func (r Rules) Prints(g gs1.GTIN) bool {
	for _, l := range r.Layouts {
		if _, ok := l.ItemOf(g); ok && !l.Markdown {
			return true
		}
	}
	return false
}

// plainGTIN reads the digits of a code that holds a GTIN and nothing more.
func plainGTIN(symbology, text string) (gs1.GTIN, bool) {
	if symbology == "upce" {
		if g, err := gs1.ExpandUPCE(text); err == nil {
			return g, true
		}
	}
	g, err := gs1.ParseGTIN(digits(text))
	return g, err == nil
}

// digits takes a symbology identifier off the front.
func digits(text string) string {
	if len(text) > 3 && text[0] == ']' {
		return text[3:]
	}
	return text
}

// layoutOf finds the store's pattern that a code is of.
func (r Rules) layoutOf(text string) (gs1.Layout, bool) {
	code := digits(text)
	for _, l := range r.Layouts {
		if l.Matches(code) {
			return l, true
		}
	}
	return gs1.Layout{}, false
}

// printed reads a code that the store printed.
func (r Rules) printed(l gs1.Layout, text string, cat *catalog.Catalogue) (Reading, error) {
	v, err := l.Read(digits(text))
	if err != nil {
		return Reading{}, unreadable(err)
	}
	p, ok := cat.ByGTIN(v.GTIN())
	if !ok {
		return Reading{}, refuse(Unknown, "%s: the catalogue has no item %s of %q, which would be %s", text, v.Item, l.Name, v.GTIN())
	}
	k := evidence.Label{Code: strings.TrimLeft(digits(text), "0"), Markdown: l.Markdown}
	if v.HasPrice {
		k.Price, err = r.price(v.Price)
	} else {
		k.Weight, err = r.weight(v.Weight, r.Unit)
	}
	if err != nil {
		return Reading{}, err
	}
	return r.of(p, k), nil
}

// of completes the label of a product of the catalogue.
func (r Rules) of(p catalog.Product, k evidence.Label) Reading {
	k.Grams, k.SD = r.expected(p, k)
	return Reading{Item: evidence.Item{GTIN: p.GTIN}, Known: true, Label: &k}
}
