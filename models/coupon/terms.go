package coupon

import "github.com/dashcart/dashcart/models/gs1"

// Purchase is one thing that a coupon wants bought.
type Purchase struct {
	Need  int64               `json:"need"` // how much, as Code says
	Code  gs1.RequirementCode `json:"code"`
	Goods Goods               `json:"goods"`
}

// Terms is what a coupon gives and what for.
type Terms struct {
	Save      int64        `json:"save"` // as SaveCode says
	SaveCode  gs1.SaveCode `json:"save_code"`
	Purchases [3]*Purchase `json:"purchases"`
	// Rule joins the purchases; nil wants the first and no other.
	Rule *gs1.Rule `json:"rule,omitempty"`
	// AppliesTo is which purchase is cheaper, 0 to 2; nil is any that counted.
	AppliesTo *int `json:"applies_to,omitempty"`
	// OfStore says that the store itself pays for it, not a manufacturer: it
	// lowers the price, and with it the tax, as the store's coupons do.
	OfStore bool `json:"of_store,omitempty"`
}

// Offer is a coupon that a shopper presented, with its terms. A nil Terms is a
// coupon whose terms are not known.
type Offer struct {
	Code  string
	Terms *Terms
}

// Applied is what one coupon did.
type Applied struct {
	Code string
	Nth  int    // of the offers presented, from 0
	Save int64  // minor units, above zero
	Used []Used // what it consumed, in basket order
}

// Used is units of a line that a coupon consumed.
type Used struct {
	Line     Line
	Quantity int
}

// FromData returns the terms of a coupon by its own data, AI (8110). Whose
// goods they are is told by company prefix and family code. Coupons that ask
// the cashier are for the caller to see to.
func FromData(k gs1.Coupon) Terms {
	t := Terms{Save: int64(k.SaveValue), SaveCode: k.SaveCode, OfStore: k.StoreCoupon != 0}
	for i, p := range []*gs1.Purchase{&k.First, k.Second, k.Third} {
		if p != nil {
			t.Purchases[i] = &Purchase{Need: int64(p.Requirement), Code: p.Code, Goods: Goods{CompanyPrefix: p.CompanyPrefix, Family: p.Family}}
		}
	}
	if k.Second != nil || k.Third != nil {
		rule := k.Rule
		t.Rule = &rule
	}
	if !anyPurchase(k) {
		applies := k.AppliesTo
		t.AppliesTo = &applies
	}
	return t
}

// anyPurchase reports whether a coupon is off whatever purchase counted: the
// item it applies to is 0 also where none is coded, which says nothing of
// purchases of which one is enough, nor of cents off several together.
func anyPurchase(k gs1.Coupon) bool {
	return k.AppliesTo == 0 && (k.Rule == gs1.RuleOr || k.SaveCode == gs1.SaveCents)
}

// ofGoods reports whether Save is minor units of money that come off the goods
// of its purchases, which have to be worth it. That a free item may cost is a
// cap, and what comes off the order is worth no less for cheap goods.
func (t Terms) ofGoods() bool {
	return t.SaveCode == gs1.SaveCents || t.SaveCode == gs1.SaveQualifyingCents
}
