package evidence

import (
	"fmt"

	"github.com/dashcart/dashcart/models/gs1"
)

// Item is what a line is of: a packaged product by its GTIN or produce by its
// PLU. The zero Item is "something the catalogue does not know".
type Item struct {
	GTIN gs1.GTIN `json:"gtin,omitzero"`
	PLU  gs1.PLU  `json:"plu,omitzero"`
}

// Unit is a legal unit of mass.
type Unit string

// The units a store may sell by.
const (
	Pound    Unit = "lb"
	Ounce    Unit = "oz"
	Kilogram Unit = "kg"
	Gram100  Unit = "100g"
)

// Weight is an indicated weight: a whole count of the scale's divisions. It is
// made once, in sensors/scale, from a stable reading, and it alone enters
// trips and prices. A division is DivisionMilli thousandths of Unit.
type Weight struct {
	Count         int64 `json:"count"`
	DivisionMilli int64 `json:"division_milli"`
	Unit          Unit  `json:"unit"`
}

// Milli returns the weight in thousandths of its unit.
func (w Weight) Milli() int64 { return w.Count * w.DivisionMilli }

// String writes a weight as scales show it, three decimals and the unit.
func (w Weight) String() string {
	m, sign := w.Milli(), ""
	if m < 0 {
		m, sign = -m, "-"
	}
	return fmt.Sprintf("%s%d.%03d %s", sign, m/1000, m%1000, w.Unit)
}

// leastDivisions is the minimum load of class III in divisions, below which a
// sale by weight would be too far from exact (OIML R 76-1, 3.2, table 3; NIST
// Handbook 44, 2.20, UR.3.1).
const leastDivisions = 20

// Least is the lightest weight of the same scale by which goods are sold.
func (w Weight) Least() Weight { w.Count = leastDivisions; return w }

// TooLight reports whether something is indicated by which nothing is sold.
func (w Weight) TooLight() bool { return w.Count > 0 && w.Count < leastDivisions }

// IsZero reports whether nothing is indicated.
func (w Weight) IsZero() bool { return w.Count == 0 }
