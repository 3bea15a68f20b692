package label

import (
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// elements reads element strings and Digital Links with a GTIN, AI (01).
func (r Rules) elements(text string, cat *catalog.Catalogue, now time.Time) (Reading, error) {
	m, err := gs1.Parse(text)
	if err != nil {
		if claims(text) {
			return Reading{}, unreadable(err)
		}
		return Reading{}, ErrNotGoods
	}
	g, ok := m.GTIN()
	if !ok {
		return Reading{}, ErrNotGoods
	}
	if l, ok := r.layoutOf(g.Padded()); ok { // a code of the store's as AI (01)
		if _, known := cat.ByGTIN(g); !known {
			return r.printed(l, g.Padded(), cat)
		}
	}
	item := evidence.Item{GTIN: g}
	p, known := cat.ByGTIN(g)
	state := gs1.Fresh
	if !now.IsZero() {
		state = m.Freshness(now)
	}
	switch {
	case state == gs1.PastUse:
		return Reading{}, refuse(Expired, "%s: the use-by day or expiry has passed", g)
	case !known:
		return Reading{Item: item}, nil
	}
	k := evidence.Label{Code: text, PastBest: state == gs1.PastBest}
	if k.Price, k.Weight, err = r.measures(m); err != nil {
		return Reading{}, err
	}
	// Of goods sold by each, and not of variable measure, a printed price is
	// another than the catalogue's: it was lowered.
	k.Markdown = k.Priced() && p.SoldBy == catalog.ByEach && g.Indicator() != 9
	if !k.Priced() && k.Weight.IsZero() && !k.PastBest {
		return Reading{Item: item, Known: true}, nil
	}
	return r.of(p, k), nil
}

// claims reports whether a text that cannot be read says of itself that it is
// an element string or a Digital Link of goods.
func claims(text string) bool {
	for _, mark := range []string{"(01)", "]C101", "]e001", "]d201", "]Q301", "\x1d01"} {
		if strings.HasPrefix(text, mark) {
			return true
		}
	}
	return strings.Contains(text, "://") && strings.Contains(text, "/01/")
}

// measures reads the price to pay and the net weight, zero where there is none.
func (r Rules) measures(m gs1.Message) (price money.Amount, weight evidence.Weight, err error) {
	if v, ok := m.Price(); ok {
		if n, known := money.Numeric(r.Currency); v.Currency != "" && (!known || v.Currency != n) {
			return price, weight, refuse(Price, "the price is in currency %s, not in %s", v.Currency, r.Currency)
		}
		if price, err = r.price(v); err != nil {
			return price, weight, err
		}
	}
	for _, net := range []struct {
		of   func() (gs1.Measure, bool)
		unit evidence.Unit
	}{{m.NetKilograms, evidence.Kilogram}, {m.NetPounds, evidence.Pound}, {m.NetOunces, evidence.Ounce}} {
		if v, ok := net.of(); ok {
			weight, err = r.weight(v, net.unit)
			break
		}
	}
	return price, weight, err
}
