package pricing

import (
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
)

// Rules are what the store declares about prices. The zero Rules have no tax.
type Rules struct {
	Currency string
	// Taxes lists the taxes of each tax class, side by side.
	Taxes       map[string][]Tax
	TaxRounding money.Rounding
	TaxByLine   bool // else once an invoice, each tax
	// CouponsKeepTax says that a store's coupon does not lower the taxed amount,
	// ManufacturersKeepTax that a manufacturer's does not.
	CouponsKeepTax       bool
	ManufacturersKeepTax bool
	Holidays             []Holiday
	// Deposits are the store's by name; a line whose deposit is not among them
	// is charged none.
	Deposits map[string]Fee
	BagFee   Fee  // for each bag of Basket.Bags; no amount: bags are free
	SNAP     bool // the store takes SNAP benefits
	Offers   []catalog.Offer
	// Given is what was given of offers before this trip, by their IDs.
	Given  map[string]Given
	Member bool // the shopper has an account or a loyalty card, for members' offers
	// Today gives today's unit price of an item. A line whose promise is
	// higher is charged today's; nil leaves every promise.
	Today func(evidence.Item) (money.Amount, bool)
	Now   time.Time // in the store's time zone
}

// Tax is one tax: of a state, a city, or the VAT.
type Tax struct {
	Name      string
	Rate      money.Rate
	Inclusive bool // the price holds it already
}
