package store

import (
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/loyalty"
)

// loyaltyFile is the retailer's loyalty card; see loyalty.New for its pattern.
type loyaltyFile struct {
	Name    string `yaml:"name"`
	Pattern string `yaml:"pattern"`
}

// loyalty checks the card's pattern, also against the codes that the store
// prints on goods: a code is one or the other.
func (l *loader) loyalty(codes []gs1.Layout) loyalty.Scheme {
	f := l.file.Loyalty
	if f == (loyaltyFile{}) {
		return loyalty.Scheme{}
	}
	if f.Name == "" {
		l.add("loyalty.name", "is missing: what shoppers call the card")
		return loyalty.Scheme{}
	}
	s, err := loyalty.New(f.Name, f.Pattern)
	if err != nil {
		l.add("loyalty.pattern", "%s", err)
		return loyalty.Scheme{}
	}
	for _, c := range codes {
		if c.Overlaps(gs1.Layout{Text: s.Pattern}) {
			l.add("loyalty.pattern", "a code could be a card and also of the codes %q (%s): what it means would depend on which is read first", c.Name, c.Text)
		}
	}
	return s
}
