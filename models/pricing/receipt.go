package pricing

import (
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/money"
)

// Coupon is a coupon as scanned, with what it promised then.
type Coupon struct {
	Code string `json:"code"`
	Name string `json:"name"`
	// Terms is the store coupon as it was when scanned. Of a manufacturer's
	// coupon it holds the names, the days and whether it is good once.
	Terms catalog.StoreCoupon `json:"terms"`
	// Manufacturer is what a manufacturer's coupon gives, nil for the store's.
	Manufacturer *coupon.Terms `json:"manufacturer,omitempty"`
}

// Receipt is a priced basket.
type Receipt struct {
	Number   string          `json:"number,omitempty"`
	Trip     string          `json:"trip,omitempty"`
	Cart     string          `json:"cart,omitempty"`
	Lane     string          `json:"lane,omitempty"`
	At       time.Time       `json:"at,omitzero"`
	Lines    []ReceiptLine   `json:"lines"`
	Coupons  []CouponOutcome `json:"coupons,omitempty"`
	Hints    []Hint          `json:"hints,omitempty"`
	Subtotal money.Amount    `json:"subtotal"` // lines before discounts
	Savings  money.Amount    `json:"savings"`  // positive
	Taxes    []TaxLine       `json:"taxes,omitempty"`
	Tax      money.Amount    `json:"tax"`   // exclusive taxes, added to the total
	Total    money.Amount    `json:"total"` // Subtotal − Savings + Tax
	// SNAPEligible is what may be paid with SNAP benefits: the nets of what they
	// buy. SNAPTax is the tax that falls away where they pay all of it.
	SNAPEligible money.Amount `json:"snap_eligible,omitzero"`
	SNAPTax      money.Amount `json:"snap_tax,omitzero"`
	Unpriced     int          `json:"unpriced,omitempty"`
	Greedy       bool         `json:"greedy,omitempty"` // the search for the best offers was cut short
	Tenders      []Tender     `json:"tenders,omitempty"`
	HandOver     string       `json:"hand_over,omitempty"` // code for a cashier's till
	Refunds      []Refund     `json:"refunds,omitempty"`
	Loyalty      Loyalty      `json:"loyalty,omitzero"`
	Signature    *Signature   `json:"signature,omitempty"` // of a fiscal device; nil for none
}

// Loyalty is the loyalty card that a receipt counts for: what it is called, and
// its number as receipts show it, masked.
type Loyalty struct {
	Card   string `json:"card"`
	Number string `json:"number"`
}

// ReceiptLine is one line with what was taken off it.
type ReceiptLine struct {
	Line
	Charge    Charge       `json:"charge,omitempty"` // empty for goods
	Of        int          `json:"of,omitempty"`     // ID of the goods that a deposit is for
	Gross     money.Amount `json:"gross"`
	Discounts []Discount   `json:"discounts,omitempty"`
	Net       money.Amount `json:"net"`
	Exempt    []string     `json:"exempt,omitempty"`    // taxes of its class that a holiday lifts
	ByBenefit money.Amount `json:"by_benefit,omitzero"` // of Net, paid with SNAP benefits
}

// Sources of a Discount.
const (
	SourceOffer        = "offer"
	SourceCoupon       = "coupon"
	SourceManufacturer = "manufacturer" // whom the store asks for it
)

// Discount is an amount off a line and what gave it. Amount is positive.
type Discount struct {
	Source string       `json:"source"` // SourceOffer, SourceCoupon or SourceManufacturer
	Code   string       `json:"code"`
	Name   string       `json:"name"`
	NameES string       `json:"name_es,omitempty"`
	Amount money.Amount `json:"amount"`
}

// Named returns the name in a language.
func (d Discount) Named(lang string) string { return named(d.Name, d.NameES, lang) }

func named(en, es, lang string) string {
	if lang == "es" && es != "" {
		return es
	}
	return en
}

// CouponOutcome says what a coupon did, or why nothing: Reason is a name from
// package coupon, empty when it applied.
type CouponOutcome struct {
	Code   string       `json:"code"`
	Name   string       `json:"name"`
	Amount money.Amount `json:"amount"`
	Reason string       `json:"reason,omitempty"`
}

// Gave reports whether a coupon took something off.
func (r Receipt) Gave(code string) bool {
	return slices.ContainsFunc(r.Coupons, func(o CouponOutcome) bool { return o.Code == code && o.Amount.Sign() > 0 })
}

// Hint is an offer nearly earned: "one more and save $1.00", "spend $2.00 more
// and save $5.00". Where neither more of the line nor a sum is missing, other
// goods are; Save is zero where it depends on which they are.
type Hint struct {
	Line    int          `json:"line"`
	Offer   string       `json:"offer"`
	OfferES string       `json:"offer_es,omitempty"`
	Missing int          `json:"missing"`
	Spend   money.Amount `json:"spend,omitzero"`
	Save    money.Amount `json:"save"`
}

// Named returns the offer's name in a language.
func (h Hint) Named(lang string) string { return named(h.Offer, h.OfferES, lang) }

// TaxLine is one tax over the lines it applies to.
type TaxLine struct {
	Name      string       `json:"name"`
	Rate      string       `json:"rate"` // percent, as the store wrote it
	Taxable   money.Amount `json:"taxable"`
	Amount    money.Amount `json:"amount"`
	Inclusive bool         `json:"inclusive,omitempty"`
}

// Before is what was taxed without the tax: of one that the price holds, the
// rest of the price.
func (t TaxLine) Before() (money.Amount, error) {
	if !t.Inclusive {
		return t.Taxable, nil
	}
	return t.Taxable.Sub(t.Amount)
}

// Tender is how a part of the total was paid.
type Tender struct {
	Kind   string       `json:"kind"` // "account", "card", "cash" or TenderSNAP
	Ref    string       `json:"ref"`
	Amount money.Amount `json:"amount"`
}

// TenderSNAP is the kind of a tender of SNAP benefits.
const TenderSNAP = "snap"

// Due is what is left to pay of the total.
func (r Receipt) Due() (money.Amount, error) {
	due := r.Total
	for _, t := range r.Tenders {
		var err error
		if due, err = due.Sub(t.Amount); err != nil {
			return due, err
		}
	}
	return due, nil
}
