package words

import (
	"fmt"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/money"
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

// PerUnit is the price of a package for comparison with others, "$3.99/lb",
// empty where its size allows none; weightUnit is that of the store's scales.
func PerUnit(lang string, price money.Amount, size, weightUnit string) string {
	each, per, ok := catalog.UnitPrice(price, size, weightUnit)
	if !ok {
		return ""
	}
	return each.Format(Locale(lang)) + "/" + per
}
