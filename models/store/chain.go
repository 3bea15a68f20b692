package store

import (
	"fmt"

	"github.com/dashcart/dashcart/models/chain"
)

// Chain is what a head office's store file says of its stores.
type Chain struct {
	Stores []chain.Site `yaml:"stores"`
}

// Site finds a store of the chain.
func (c Chain) Site(id string) (chain.Site, bool) {
	for _, s := range c.Stores {
		if s.ID == id {
			return s, true
		}
	}
	return chain.Site{}, false
}

func (l *loader) chain() {
	ids := names{}
	for i, s := range l.file.Chain.Stores {
		path := fmt.Sprintf("chain.stores[%d]", i)
		l.once(ids, path, "id", s.ID)
		if s.ID != "" && !plain(s.ID) {
			l.add(path+".id", "%.40q is more than letters, digits and dashes: it becomes part of addresses and file names", s.ID)
		}
	}
}
