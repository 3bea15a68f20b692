package main

import (
	"time"

	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/pricing"
)

// tripPages is what the staff's pages ask about trips.
type tripPages struct {
	*journal.Store
	hub.Refunds
	data string // the folder of the carts' and the store's files
}

func (s *storeSide) tripPages(p payment.Provider, data string) tripPages {
	taxes := func() map[string][]pricing.Tax { return s.store.Rules(time.Now()).Taxes }
	return tripPages{s.db, hub.Refunds{Records: s.db, Provider: p, Taxes: taxes, Clock: time.Now}, data}
}
