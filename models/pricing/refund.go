package pricing

import (
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/money"
)

// Refund is money given back for a receipt, as the receipt shows it. Lines are
// the IDs of its lines that were given back.
type Refund struct {
	At     time.Time    `json:"at"`
	Lines  []int        `json:"lines"`
	Amount money.Amount `json:"amount"`
	Reason string       `json:"reason"`
}

// Shares divides what a receipt added to its lines' nets, the exclusive taxes,
// among the lines they were charged on: what giving back a line gives back, in
// the order of the lines. The shares add up to the nets and the taxes to the
// last minor unit. Taxes is the store's table by class; a tax that the table
// no longer knows is divided among all lines.
func (r Receipt) Shares(taxes map[string][]Tax) ([]money.Amount, error) {
	shares := make([]money.Amount, len(r.Lines))
	for i, l := range r.Lines {
		shares[i] = l.Net
	}
	for _, t := range r.Taxes {
		if t.Inclusive || t.Amount.IsZero() {
			continue
		}
		weights, all := make([]int64, len(r.Lines)), make([]int64, len(r.Lines))
		for i, l := range r.Lines {
			all[i] = max(l.Net.Minor()-l.ByBenefit.Minor(), 0) // benefits paid no tax
			if charged(taxes[l.TaxClass], t) && !slices.Contains(l.Exempt, t.Name) {
				weights[i] = all[i]
			}
		}
		if !slices.ContainsFunc(weights, positive) {
			weights = all
		}
		if !slices.ContainsFunc(weights, positive) {
			continue // nothing was paid: a coupon that keeps the tax; it stays with the whole
		}
		parts, err := t.Amount.Split(weights)
		if err != nil {
			return nil, err
		}
		for i, p := range parts {
			if shares[i], err = shares[i].Add(p); err != nil {
				return nil, err
			}
		}
	}
	return shares, nil
}

func positive(n int64) bool { return n > 0 }

func charged(of []Tax, t TaxLine) bool {
	return slices.ContainsFunc(of, func(x Tax) bool { return x.Name == t.Name && x.Rate.String() == t.Rate && !x.Inclusive })
}
