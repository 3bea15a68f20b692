package pricing

// Given is what an offer came to before: what it saved all shoppers together,
// in minor units, the trips in which it did, and those of this shopper.
type Given struct {
	Minor     int64 `json:"minor"`
	Trips     int   `json:"trips"`
	ByShopper int   `json:"by_shopper,omitempty"`
}

// OfferGiven is what one offer saved on a receipt, in minor units.
type OfferGiven struct {
	Offer string
	Minor int64
}

// OffersGiven is what each offer saved, in the order in which it first did.
func (r Receipt) OffersGiven() []OfferGiven {
	var out []OfferGiven
	for _, d := range r.Discounts() {
		if d.Source == SourceOffer {
			out = append(out, OfferGiven{Offer: d.Code, Minor: d.Amount.Minor()})
		}
	}
	return out
}

// Discounts are what offers and coupons took off all lines together, each by
// its source and code, in the order in which they first did.
func (r Receipt) Discounts() []Discount {
	var out []Discount
	at := map[[2]string]int{}
	for _, l := range r.Lines {
		for _, d := range l.Discounts {
			id := [2]string{d.Source, d.Code}
			i, ok := at[id]
			if !ok {
				at[id] = len(out)
				out = append(out, d)
				continue
			}
			out[i].Amount = out[i].Amount.With(out[i].Amount.Minor() + d.Amount.Minor())
		}
	}
	return out
}
