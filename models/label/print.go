package label

import (
	"math"

	"github.com/dashcart/dashcart/models/catalog"
)

// Print returns what the store's own scale would print on a thing of a product
// that it labels one by one, of so many grams net; false where it prints none.
// Simulated carts and tests hold such things before their cameras.
func (r Rules) Print(p catalog.Product, grams float64) (string, bool) {
	unit := float64(masses[r.Unit]) / gram
	if unit == 0 || !(grams > 0) {
		return "", false
	}
	for _, l := range r.Layouts {
		item, ok := l.ItemOf(p.GTIN)
		if !ok || l.Markdown {
			continue
		}
		value := grams / unit * math.Pow10(l.Decimals)
		if l.OfPrice() {
			value = float64(p.Price.Minor()) * grams / unit
		}
		code, err := l.Write(item, uint64(math.Round(value)))
		return code, err == nil
	}
	return "", false
}
