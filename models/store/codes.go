package store

import (
	"fmt"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/label"
	"github.com/dashcart/dashcart/models/money"
)

// codeFile is a kind of code that the store prints itself; see gs1.Layout.
type codeFile struct {
	Name     string `yaml:"name" strict:"required"`
	Pattern  string `yaml:"pattern" strict:"required"`
	Decimals int    `yaml:"decimals" strict:"required"` // of the price in the store's currency, or of the weight in its unit
	Goods    string `yaml:"goods"`                      // the catalogue's number, where it is not the code with zeros
	Markdown bool   `yaml:"markdown"`
}

// weightDecimals is the most that an indicated weight can hold.
const weightDecimals = 3

// codes checks the patterns, each by itself and against those before it.
func (l *loader) codes() []gs1.Layout {
	var out []gs1.Layout
	taken := names{}
	for i, f := range l.file.Codes {
		path := fmt.Sprintf("codes[%d]", i)
		l.once(taken, path, "name", f.Name)
		layout, ok := l.code(path, f)
		if !ok {
			continue
		}
		for _, o := range out {
			if o.Overlaps(layout) {
				l.add(path+".pattern", "a code could be of this and of %q (%s): what it costs would depend on which is read first", o.Name, o.Text)
			}
		}
		out = append(out, layout)
	}
	return out
}

func (l *loader) code(path string, f codeFile) (gs1.Layout, bool) {
	layout, err := gs1.NewLayout(f.Name, f.Pattern, f.Decimals)
	if err != nil {
		l.add(path+".pattern", "%s", err)
		return layout, false
	}
	if f.Goods != "" {
		if layout, err = layout.Of(f.Goods); err != nil {
			l.add(path+".goods", "%s", err)
			return layout, false
		}
	}
	if layout.Goods == "" {
		l.add(path+".goods", "is missing: the pattern ends with the item number, which leaves no room for a check digit")
		return layout, false
	}
	if most, of := l.decimals(layout); f.Decimals > most {
		l.add(path+".decimals", "%d are more than %s has, %d", f.Decimals, of, most)
		return layout, false
	}
	layout.Markdown = f.Markdown
	if f.Markdown && !layout.OfPrice() {
		l.add(path+".markdown", "a label that lowers a price must hold it: the pattern has no P")
		return layout, false
	}
	return layout, true
}

// decimals is the most that the price or the weight of a code may have.
func (l *loader) decimals(of gs1.Layout) (int, string) {
	if !of.OfPrice() {
		return weightDecimals, "a weight"
	}
	digits, err := money.Digits(l.file.Currency)
	if err != nil {
		digits = of.Decimals // told already
	}
	return digits, l.file.Currency
}

// LabelRules are how the store reads what is printed on goods.
func (s *Store) LabelRules() label.Rules {
	return label.Rules{Layouts: s.Codes, Loyalty: s.Loyalty, Currency: s.Currency, Unit: s.WeightUnit}
}

// CodeOverlaps tells which goods of the catalogue have a number that a label of
// the store's, or a loyalty card, could be printed with. The number then stands
// for the goods, and the label or card for nothing. That is no error: there may
// never be such a one.
func (s *Store) CodeOverlaps(cat *catalog.Catalogue) []string {
	var out []string
	for _, p := range cat.Products() {
		if s.Loyalty.Matches(p.GTIN.Padded()[1:]) {
			out = append(out, fmt.Sprintf("%s is the number of %s and fits the pattern of %s (%s); a card with it is none", p.GTIN, p.Name, s.Loyalty.Name, s.Loyalty.Pattern))
		}
		for _, l := range s.Codes {
			v, err := l.Read(p.GTIN.Padded())
			if err != nil || v.GTIN() == p.GTIN {
				continue
			}
			if of, ok := cat.ByGTIN(v.GTIN()); ok {
				out = append(out, fmt.Sprintf("%s is the number of %s; a label by the pattern %q (%s) for %s at %s would be the same", p.GTIN, p.Name, l.Name, l.Text, of.Name, v.Number()))
			} else {
				out = append(out, fmt.Sprintf("%s is the number of %s and also of the pattern %q (%s); nothing is sold as its item %s", p.GTIN, p.Name, l.Name, l.Text, v.Item))
			}
		}
	}
	return out
}
