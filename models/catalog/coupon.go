package catalog

import (
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// Kind says how a coupon or an offer takes money off.
type Kind string

// Kinds of store coupons.
const (
	AmountOff  Kind = "amount"
	PercentOff Kind = "percent"
)

// Target says what a coupon takes it off.
type Target string

// Targets of store coupons.
const (
	OnProduct    Target = "product"
	OnDepartment Target = "department"
	OnBasket     Target = "basket"
)

// StoreCoupon is a coupon that the store itself gives. Amount counts where
// Kind is AmountOff, Percent where it is PercentOff.
type StoreCoupon struct {
	Code        string       `json:"code"` // as printed in Code 128 or QR
	Name        string       `json:"name"`
	NameES      string       `json:"name_es,omitempty"`
	Kind        Kind         `json:"kind"`
	Target      Target       `json:"target"`
	GTINs       []gs1.GTIN   `json:"gtins,omitempty"` // OnProduct: any of these
	PLUs        []gs1.PLU    `json:"plus,omitempty"`  // OnProduct: or of these
	Departments []string     `json:"departments,omitempty"`
	Amount      money.Amount `json:"amount,omitzero"`
	Percent     money.Rate   `json:"percent,omitzero"`
	Minimum     money.Amount `json:"minimum,omitzero"` // spent on what it targets, before it
	Units       int          `json:"units,omitempty"`  // OnProduct: at most so many, zero for all
	From        time.Time    `json:"from,omitzero"`
	Until       time.Time    `json:"until,omitzero"` // the first instant at which it is over
	Once        bool         `json:"once,omitempty"` // good for one trip only, ever
	// OncePerShopper says that each shopper may use it in one trip.
	OncePerShopper bool `json:"once_per_shopper,omitempty"`
}

// Limited reports whether a trip reserves the coupon at the store before it
// counts.
func (c StoreCoupon) Limited() bool { return c.Once || c.OncePerShopper }

// Named returns the name in a language.
func (c StoreCoupon) Named(lang string) string { return named(c.Name, c.NameES, lang) }

// NotYet reports whether it is not valid yet at t.
func (c StoreCoupon) NotYet(t time.Time) bool { return !c.From.IsZero() && t.Before(c.From) }

// Expired reports whether it is over at t.
func (c StoreCoupon) Expired(t time.Time) bool { return !c.Until.IsZero() && !t.Before(c.Until) }

// Fits reports whether it is for a thing of this code and department.
func (c StoreCoupon) Fits(g gs1.GTIN, p gs1.PLU, department string) bool {
	switch c.Target {
	case OnBasket:
		return true
	case OnDepartment:
		return slices.Contains(c.Departments, department)
	}
	return !g.IsZero() && slices.Contains(c.GTINs, g) || !p.IsZero() && slices.Contains(c.PLUs, p)
}
