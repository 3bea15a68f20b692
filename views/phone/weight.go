package phone

import (
	"fmt"

	"github.com/dashcart/dashcart/models/pricing"
)

func weight(l pricing.ReceiptLine) string {
	m := l.Weight.Milli()
	return fmt.Sprintf("%d.%03d %s", m/1000, m%1000, l.Weight.Unit)
}
