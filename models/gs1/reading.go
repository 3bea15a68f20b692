package gs1

// Reading is what one code on a thing says, as far as price and item go.
type Reading struct {
	Text     string
	GTIN     GTIN      // zero for a code of variable measure
	Variable *Variable // set for a code that a layout of the store reads
	Price    *Measure  // to be paid for this thing, where the code says it
	Markdown bool      // it lowers the price of the thing it is on
}

// Read reads a code of goods by the store's layouts. A GTIN that the catalogue
// has, which known tells, is itself even where a layout matches. A code with
// item and price to pay (AIs 01 and 392n or 393n) is a markdown label unless
// its indicator says variable measure.
func Read(text string, layouts []Layout, known func(GTIN) bool) (Reading, error) {
	_, digits := symbology(text)
	g, plain := ParseGTIN(digits)
	if plain == nil && known != nil && known(g) {
		return Reading{Text: text, GTIN: g}, nil
	}
	for _, l := range layouts {
		if !l.Matches(digits) {
			continue
		}
		v, err := l.Read(digits)
		if err != nil {
			return Reading{}, err
		}
		r := Reading{Text: text, Variable: &v, Markdown: l.Markdown}
		if v.HasPrice {
			r.Price = &v.Price
		}
		return r, nil
	}
	m, err := Parse(text)
	if err != nil {
		return Reading{}, err
	}
	r := Reading{Text: text}
	r.GTIN, _ = m.GTIN()
	if p, ok := m.Price(); ok {
		r.Price = &p
		r.Markdown = r.GTIN.Indicator() != 9
	}
	return r, nil
}

// Best returns which of the codes on one thing counts: a markdown label before
// all, then a code with a price, then any other; the first of equals.
func Best(readings []Reading) (Reading, bool) {
	best, rank := Reading{}, -1
	for _, r := range readings {
		if k := r.rank(); k > rank {
			best, rank = r, k
		}
	}
	return best, rank >= 0
}

func (r Reading) rank() int {
	switch {
	case r.Markdown:
		return 2
	case r.Price != nil:
		return 1
	}
	return 0
}
