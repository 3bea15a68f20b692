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
	at := map[string]int{}
	for _, l := range r.Lines {
		for _, d := range l.Discounts {
			if d.Source != SourceOffer {
				continue
			}
			i, ok := at[d.Code]
			if !ok {
				i = len(out)
				at[d.Code] = i
				out = append(out, OfferGiven{Offer: d.Code})
			}
			out[i].Minor += d.Amount.Minor()
		}
	}
	return out
}
