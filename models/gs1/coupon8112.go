package gs1

import "fmt"

// OfferCoupon is the data of a coupon with a positive offer file, AI (8112):
// it names an offer, whose terms are in the master offer file, and the one
// piece of paper or screen that it is. See "GS1 AI (8112) Coupon Data
// Specification".
type OfferCoupon struct {
	Format    int    `json:"format"`
	Funder    string `json:"funder"`
	OfferCode string `json:"offer_code"`
	Serial    string `json:"serial"`
	// Base is AI and data without the serial number: what a master offer file
	// calls the offer.
	Base string `json:"base"`
}

// ParseOfferCoupon reads the data of AI (8112), without the AI. Refusals carry
// the names of GS1's "couponposoffer" linter.
func ParseOfferCoupon(data string) (OfferCoupon, error) {
	if i := firstNonDigit(data); i >= 0 {
		return OfferCoupon{}, refuse(CodeNonDigit, "coupon data is digits only, character %d is not", i+1)
	}
	var k OfferCoupon
	p := cursor{rest: data}
	k.Format = p.digit("01", "coupon_missing_format_code", "coupon_invalid_format_code", "format code")
	vli := p.digit("0123456", "coupon_missing_funder_vli", "coupon_invalid_funder_length", "length of the funder")
	k.Funder = p.take(vli+6, "coupon_truncated_funder", "funder")
	k.OfferCode = p.take(6, "coupon_truncated_offer_code", "offer code")
	base := data[:len(data)-len(p.rest)]
	vli = p.digit("", "coupon_missing_serial_number_vli", "", "length of the serial number")
	k.Serial = p.take(vli+6, "coupon_truncated_serial_number", "serial number")
	if p.err == nil && p.rest != "" {
		p.fail("coupon_excess_data", fmt.Sprintf("%d digits are left over", len(p.rest)))
	}
	if p.err != nil {
		return OfferCoupon{}, p.err
	}
	k.Base = "8112" + base
	return k, nil
}
