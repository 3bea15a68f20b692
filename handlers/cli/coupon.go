package cli

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/money"
)

// CouponBasket reads a basket and its coupons as the industry's
// basket-validation JSON and writes which coupons apply: as the JSON of the
// same format, or a line for each. It returns the exit status: 0, or 2 with an
// error where the request cannot be read.
func CouponBasket(w io.Writer, r io.Reader, asJSON bool) (int, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return 2, fmt.Errorf("reading the basket: %w", err)
	}
	answer, err := coupon.Validate(data)
	if err != nil {
		return 2, err
	}
	if asJSON {
		if err := json.NewEncoder(w).Encode(answer); err != nil {
			return 2, fmt.Errorf("writing the answer: %w", err)
		}
		return 0, nil
	}
	for _, a := range answer.AppliedCoupons {
		if _, err := fmt.Fprintf(w, "%s  %s off\n", a.CouponCode, money.New(a.FaceValueInCents, "USD").Number()); err != nil {
			return 2, fmt.Errorf("writing the answer: %w", err)
		}
	}
	if _, err := fmt.Fprintf(w, "%d coupons apply, %s off in all\n", len(answer.AppliedCoupons), money.New(answer.DiscountInCents, "USD").Number()); err != nil {
		return 2, fmt.Errorf("writing the answer: %w", err)
	}
	return 0, nil
}
