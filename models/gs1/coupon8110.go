package gs1

import "fmt"

// Coupon is the data of a North American coupon, AI (8110): the offer itself,
// readable without a file. See "North American Coupon Application Guideline
// Using GS1 DataBar Expanded Symbols".
type Coupon struct {
	CompanyPrefix string     `json:"company_prefix"` // of the funder
	OfferCode     string     `json:"offer_code"`
	SaveValue     int        `json:"save_value"` // as SaveCode says
	First         Purchase   `json:"first_purchase"`
	Rule          Rule       `json:"additional_purchase_rule"` // how Second and Third join First
	Second        *Purchase  `json:"second_purchase,omitempty"`
	Third         *Purchase  `json:"third_purchase,omitempty"`
	Expires       CouponDate `json:"expires,omitempty"`
	Starts        CouponDate `json:"starts,omitempty"`
	Serial        string     `json:"serial,omitempty"`
	Retailer      string     `json:"retailer,omitempty"` // company prefix or GLN of the only retailer that takes it
	SaveCode      SaveCode   `json:"save_value_code"`
	AppliesTo     int        `json:"applies_to_item"` // which purchase is cheaper: 0 the first, 1 the second, 2 the third
	StoreCoupon   int        `json:"store_coupon"`    // 0 a manufacturer's, else a store's
	DontMultiply  bool       `json:"dont_multiply"`
}

// Purchase is one thing that a coupon wants bought.
type Purchase struct {
	Requirement int             `json:"requirement"` // how much, as Code says
	Code        RequirementCode `json:"requirement_code"`
	// Family is three digits; zeros at the end are wildcards, 000 is any.
	Family string `json:"family_code"`
	// CompanyPrefix is whose goods; that of the coupon where none is coded.
	CompanyPrefix string `json:"company_prefix"`
}

// RequirementCode says what a purchase requirement counts.
type RequirementCode int

// Requirement codes of AI (8110).
const (
	RequireUnits       RequirementCode = 0 // units of the qualifying goods
	RequireCents       RequirementCode = 1 // minor units of money spent on them
	RequireOrderCents  RequirementCode = 2 // minor units of money of the whole order
	RequirePounds      RequirementCode = 3 // hundredths of a pound
	RequireKilograms   RequirementCode = 4 // thousandths of a kilogram
	RequireAskAtTill   RequirementCode = 9 // the cashier reads the coupon
	requirementAllowed                 = "012349"
)

// Rule joins a coupon's purchases.
type Rule int

// Additional purchase rules of AI (8110). The guideline's sentence for code 3,
// "the first or the second, and the third", could also be read as the first
// alone, or the second with the third; RuleEitherAndLast names the reading
// taken here: the third is always wanted.
const (
	RuleOr            Rule = 0 // any one of the purchases
	RuleAnd           Rule = 1 // all of them
	RuleFirstAndOther Rule = 2 // the first, and the second or the third
	RuleEitherAndLast Rule = 3 // the first or the second, and the third
)

// SaveCode says what a coupon's save value is.
type SaveCode int

// Save value codes of AI (8110).
const (
	SaveCents      SaveCode = 0 // minor units of money
	SaveFreeItem   SaveCode = 1 // one free; a value above zero caps it
	SaveFreeUnits  SaveCode = 2 // that many free
	SavePercent    SaveCode = 5
	SaveOrderCents SaveCode = 6 // minor units off the whole order
	// SaveQualifyingCents is minor units off all that qualifies together; it is
	// found in master offer files only, never in AI (8110).
	SaveQualifyingCents SaveCode = 7
	saveCodeAllowed              = "01256"
)

// PrefixLookup says whether a GS1 company prefix is allocated. Where a store
// has no such register, a nil lookup believes every prefix.
type PrefixLookup func(prefix string) bool

// ParseCoupon reads the data of AI (8110), without the AI. Refusals carry the
// names of GS1's "couponcode" linter, its spelling of expiration included.
func ParseCoupon(data string, allocated PrefixLookup) (Coupon, error) {
	if i := firstNonDigit(data); i >= 0 {
		return Coupon{}, refuse(CodeNonDigit, "coupon data is digits only, character %d is not", i+1)
	}
	p := couponParser{cursor: cursor{rest: data}, allocated: allocated}
	k := p.required()
	p.additional(&k)
	p.dates(&k)
	p.origin(&k)
	p.miscellaneous(&k)
	if p.err == nil && p.rest != "" {
		p.fail("coupon_excess_data", fmt.Sprintf("%d digits are left over", len(p.rest)))
	}
	if p.err != nil {
		return Coupon{}, p.err
	}
	return k, nil
}

func firstNonDigit(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return i
		}
	}
	return -1
}
