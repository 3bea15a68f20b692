package catalog

import (
	"time"

	"github.com/dashcart/dashcart/models/money"
)

// CouponKind says what a store coupon takes off.
type CouponKind string

// Kinds of store coupon.
const (
	CouponAmount  CouponKind = "amount"
	CouponPercent CouponKind = "percent"
)

// StoreCoupon is a coupon of the store's own, known by its code. It applies to
// one product, to a department, or, with neither, to the basket.
type StoreCoupon struct {
	Code       string       `yaml:"code" json:"code"`
	Name       string       `yaml:"name" json:"name"`
	NameES     string       `yaml:"name_es,omitempty" json:"name_es,omitempty"`
	Kind       CouponKind   `yaml:"kind" json:"kind"`
	Amount     money.Amount `yaml:"amount,omitempty" json:"amount,omitzero"`
	Percent    int          `yaml:"percent,omitempty" json:"percent,omitempty"` // 1 to 100
	Product    string       `yaml:"product,omitempty" json:"product,omitempty"` // a GTIN or a PLU
	Department string       `yaml:"department,omitempty" json:"department,omitempty"`
	Minimum    money.Amount `yaml:"minimum,omitempty" json:"minimum,omitzero"` // spent on what it applies to
	From       time.Time    `yaml:"from,omitempty" json:"from,omitzero"`
	Until      time.Time    `yaml:"until,omitempty" json:"until,omitzero"` // the first instant it is no longer good
	Once       bool         `yaml:"once,omitempty" json:"once,omitempty"`  // good once in the store, not once a trip
}
