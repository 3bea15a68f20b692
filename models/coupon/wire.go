package coupon

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/dashcart/dashcart/models/gs1"
)

// Request is a basket and the coupons presented with it, in the industry's
// basket-validation JSON.
type Request struct {
	Basket  []BasketItem   `json:"basket"`
	Coupons []BasketCoupon `json:"coupons"`
}

// BasketItem is one line of a Request. Price is for one, in the major unit.
type BasketItem struct {
	ProductCode string      `json:"product_code"`
	ProductType string      `json:"product_type"`
	Price       json.Number `json:"price"`
	Quantity    json.Number `json:"quantity"`
	Unit        string      `json:"unit"`
}

// BasketCoupon is one coupon of a Request with its terms in the master offer
// file.
type BasketCoupon struct {
	GS1         string               `json:"gs1"`
	BaseGS1     string               `json:"base_gs1"`
	Requirement *PurchaseRequirement `json:"purchase_requirement"`
}

// Response is what applies, coupons in the order of the Request.
type Response struct {
	DiscountInCents int64           `json:"discount_in_cents"`
	AppliedCoupons  []AppliedCoupon `json:"applied_coupons"`
}

// AppliedCoupon is one coupon of a Response; ProductCodes lists what it
// consumed by kind of code, "gtins" for GTINs and EANs.
type AppliedCoupon struct {
	CouponCode       string              `json:"coupon_code"`
	FaceValueInCents int64               `json:"face_value_in_cents"`
	ProductCodes     map[string][]string `json:"product_codes"`
}

// maxQuantity and maxPrice keep sums within 63 bits.
const (
	maxQuantity = 1_000_000
	maxPrice    = 1_000_000_000
	maxLines    = 100_000
)

// Validate reads a Request and answers it. A request that cannot be read is an
// error that says which part; coupons without terms do not apply. One serial
// number counts once.
func Validate(data []byte) (Response, error) {
	var q Request
	if err := json.Unmarshal(data, &q); err != nil {
		return Response{}, fmt.Errorf("basket validation request: %w", err)
	}
	if len(q.Basket) > maxLines || len(q.Coupons) > maxLines {
		return Response{}, fmt.Errorf("basket validation request: more than %d lines or coupons", maxLines)
	}
	lines := make([]Line, len(q.Basket))
	for i, item := range q.Basket {
		l, err := item.line()
		if err != nil {
			return Response{}, fmt.Errorf("basket line %d: %w", i+1, err)
		}
		lines[i] = l
	}
	offers, err := q.offers()
	if err != nil {
		return Response{}, err
	}
	return response(Apply(lines, offers)), nil
}

func response(applied []Applied) Response {
	r := Response{AppliedCoupons: make([]AppliedCoupon, 0, len(applied))}
	for _, a := range applied {
		codes := map[string][]string{}
		for _, u := range a.Used {
			kind := u.Line.Kind
			if kind == "" {
				kind = "gtins"
			}
			codes[kind] = append(codes[kind], u.Line.Code)
		}
		r.DiscountInCents += a.Save
		r.AppliedCoupons = append(r.AppliedCoupons, AppliedCoupon{CouponCode: a.Code, FaceValueInCents: a.Save, ProductCodes: codes})
	}
	return r
}

// offers turns the coupons of a request into offers. A coupon presented twice
// counts once; one of format 2, which names an offer and no single piece of
// paper, may be presented often.
func (q Request) offers() ([]Offer, error) {
	var offers []Offer
	seen := map[string]bool{}
	for i, k := range q.Coupons {
		if seen[k.GS1] && !strings.HasPrefix(k.GS1, "81122") {
			continue
		}
		seen[k.GS1] = true
		terms, err := k.Requirement.terms()
		if err != nil {
			return nil, fmt.Errorf("coupon %d, %.60q: %w", i+1, k.GS1, err)
		}
		offers = append(offers, Offer{Code: k.GS1, Terms: terms})
	}
	return offers, nil
}

// line reads an item. Units other than "item" are weights: lb or kg.
func (b BasketItem) line() (Line, error) {
	l := Line{Code: b.ProductCode, Kind: b.ProductType, Quantity: 1}
	var err error
	if l.Price, err = scaled(b.Price, 2, maxPrice); err != nil {
		return Line{}, fmt.Errorf("price of %.40q: %w", b.ProductCode, err)
	}
	switch strings.ToLower(b.Unit) {
	case "lb", "lbs", "pound", "pounds":
		return l.weighed(b.Quantity, gs1.RequirePounds, 2)
	case "kg", "kilogram", "kilograms":
		return l.weighed(b.Quantity, gs1.RequireKilograms, 3)
	}
	n, err := whole(b.Quantity, maxQuantity)
	if err != nil {
		return Line{}, fmt.Errorf("quantity of %.40q: %w", b.ProductCode, err)
	}
	l.Quantity = int(n)
	return l, nil
}

// weighed makes l goods by weight: its price per unit becomes that of all.
func (l Line) weighed(quantity json.Number, code gs1.RequirementCode, places int) (Line, error) {
	milli, err := scaled(quantity, 3, maxQuantity*1000)
	if err != nil {
		return Line{}, fmt.Errorf("weight of %.40q: %w", l.Code, err)
	}
	l.Price = (l.Price*milli + 500) / 1000
	l.WeightCode = code
	if l.Weight = milli; places == 2 {
		l.Weight = milli / 10
	}
	return l, nil
}

// whole reads a number without a fraction, from zero to limit.
func whole(n json.Number, limit int64) (int64, error) {
	if _, frac, _ := strings.Cut(n.String(), "."); strings.Trim(frac, "0") != "" {
		return 0, fmt.Errorf("%.40q is not a whole number", n.String())
	}
	return scaled(n, 0, limit)
}

// scaled reads a decimal without exponent, from zero to limit, as a count of
// the unit's 10^-places part, half up.
func scaled(n json.Number, places int, limit int64) (int64, error) {
	whole, frac, _ := strings.Cut(n.String(), ".")
	if whole == "" || len(whole) > 12 || strings.Trim(whole+frac, "0123456789") != "" {
		return 0, fmt.Errorf("%.40q is not a decimal of at most 12 digits before its point", n.String())
	}
	roundUp := len(frac) > places && frac[places] >= '5'
	if len(frac) < places {
		frac += strings.Repeat("0", places-len(frac))
	}
	v, err := strconv.ParseInt(whole+frac[:places], 10, 64)
	if err != nil {
		return 0, err
	}
	if roundUp {
		v++
	}
	if v > limit {
		return 0, fmt.Errorf("%.40q is too large", n.String())
	}
	return v, nil
}
