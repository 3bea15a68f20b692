// Package pricing turns a basket into a receipt. It is pure: a basket, the
// store's offers, coupons and tax table go in, amounts come out, the same
// always for the same input. All money is integers of the minor unit.
package pricing

import (
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
)

// Sold says how the price of a line is made.
type Sold string

// How things are sold.
const (
	SoldEach     Sold = "each"
	SoldByWeight Sold = "weight"
	SoldUnpriced Sold = "unpriced" // the catalogue does not know it: the attendant prices it
)

// Flags of a line: what the audit looks at, then what its label said.
const (
	FlagNoWeight  = "no-weight" // scanned and confirmed, the scale could not speak
	FlagCorrected = "corrected"
	FlagMismatch  = "code-weight-mismatch"
	FlagByStaff   = "by-staff"
	FlagPrinted   = "printed-price" // charged as its label says
	FlagMarkdown  = "markdown"      // a label that lowers its price
	FlagPastBest  = "past-best"     // sold after its best-before day
)

// Line is one line of a basket. What it was sold for is copied into it, so
// that it keeps its promise whatever the catalogue becomes.
type Line struct {
	ID         int           `json:"id"`
	Item       evidence.Item `json:"item,omitzero"`
	Name       string        `json:"name"`
	NameES     string        `json:"name_es,omitempty"`
	Brand      string        `json:"brand,omitempty"`
	Size       string        `json:"size,omitempty"`
	Picture    string        `json:"picture,omitempty"` // file name under catalog/pictures
	Department string        `json:"department,omitempty"`
	TaxClass   string        `json:"tax_class,omitempty"`
	SNAP       bool          `json:"snap,omitempty"`      // may be paid with SNAP benefits
	AgeLimit   int           `json:"age_limit,omitempty"` // years
	Cold       bool          `json:"cold,omitempty"`
	// CompanyPrefix and Family are what manufacturers' coupons ask for.
	CompanyPrefix string          `json:"company_prefix,omitempty"`
	Family        string          `json:"family,omitempty"`
	Deposit       string          `json:"deposit,omitempty"` // name of one of Rules.Deposits
	Sold          Sold            `json:"sold"`
	Quantity      int             `json:"quantity"` // 1 for a line by weight
	UnitPrice     money.Amount    `json:"unit_price"`
	Weight        evidence.Weight `json:"weight,omitzero"` // net, by weight only
	Tare          evidence.Weight `json:"tare,omitzero"`
	Label         string          `json:"label,omitempty"` // the code on this one thing, where it says more than its number
	evidence.Bulk                 // what is sensed of the goods, for the cart's own use
	Revision      string          `json:"revision,omitempty"` // of the catalogue, when it was put in
	Flags         []string        `json:"flags,omitempty"`
	At            time.Time       `json:"at"`
}

// Basket is what a trip holds when it is priced.
type Basket struct {
	Currency string   `json:"currency"`
	Lines    []Line   `json:"lines"`
	Coupons  []Coupon `json:"coupons,omitempty"`
	Bags     int      `json:"bags,omitempty"` // of the store's that the shopper takes
	// SNAP is what the shopper wants to pay with SNAP benefits; of more than
	// may be so paid, the rest is left to other tenders.
	SNAP money.Amount `json:"snap,omitzero"`
}
