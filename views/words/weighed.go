package words

import (
	"fmt"

	"github.com/dashcart/dashcart/models/pricing"
)

// Weighed is what a receipt says of goods by weight: the net weight, the price
// of a unit of it as written, and the tare where one was taken off.
func Weighed(lang string, l pricing.Line, price string) string {
	text := fmt.Sprintf("%s @ %s/%s", l.Weight, price, l.Weight.Unit)
	if !l.Tare.IsZero() {
		text += " · " + T(lang, "tare", l.Tare)
	}
	return text
}
