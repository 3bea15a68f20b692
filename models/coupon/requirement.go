package coupon

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/dashcart/dashcart/models/gs1"
)

// PurchaseRequirement is the terms of a coupon as a master offer file has
// them. Codes and numbers are those of AI (8110); goods are listed.
type PurchaseRequirement struct {
	SaveValue    numeral     `json:"primary_purchase_save_value"`
	SaveCode     numeral     `json:"save_value_code"`
	Rule         numeral     `json:"additional_purchase_rules_code"`
	AppliesTo    numeral     `json:"applies_to_which_item"`
	Primary      Requirement `json:"-"`
	Second       Requirement `json:"-"`
	Third        Requirement `json:"-"`
	StoreCoupon  numeral     `json:"store_coupon"`
	DontMultiply numeral     `json:"donot_multiply_flag"`
}

// Requirement is one purchase of a PurchaseRequirement.
type Requirement struct {
	Need, Code               numeral
	GTINs, EANs              []string
	ExcludedGTINs            []string
	ExcludedEANs             []string
	Prefixed, ExcludedPrefix prefixedCodes
}

// UnmarshalJSON reads the flat form, in which every field of a purchase is led
// by its name: primary_purchase_gtins, second_purchase_gtins and so on.
func (p *PurchaseRequirement) UnmarshalJSON(b []byte) error {
	type plain PurchaseRequirement
	if err := json.Unmarshal(b, (*plain)(p)); err != nil {
		return err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(b, &fields); err != nil {
		return err
	}
	for name, r := range map[string]*Requirement{"primary": &p.Primary, "second": &p.Second, "third": &p.Third} {
		for field, to := range map[string]any{
			name + "_purchase_requirements":                &r.Need,
			name + "_purchase_req_code":                    &r.Code,
			name + "_purchase_gtins":                       &r.GTINs,
			name + "_purchase_eans":                        &r.EANs,
			"excluded_" + name + "_purchase_gtins":         &r.ExcludedGTINs,
			"excluded_" + name + "_purchase_eans":          &r.ExcludedEANs,
			name + "_purchase_prefixed_code":               &r.Prefixed,
			"excluded_" + name + "_purchase_prefixed_code": &r.ExcludedPrefix,
		} {
			if raw, ok := fields[field]; ok {
				if err := json.Unmarshal(raw, to); err != nil {
					return fmt.Errorf("%s: %w", field, err)
				}
			}
		}
	}
	return nil
}

// numeral is a number that files write as a number, as text, or not at all:
// null and the empty text are none.
type numeral string

// UnmarshalJSON keeps the digits; what is no number is refused where it is used.
func (n *numeral) UnmarshalJSON(b []byte) error {
	var s string
	switch err := json.Unmarshal(b, &s); {
	case err == nil: // text, or null, which leaves s empty
		*n = numeral(strings.TrimSpace(s))
	default:
		*n = numeral(b)
	}
	return nil
}

// prefixedCodes is ranges of codes of a kind: a list of "KIND:owner:1001_1100"
// or a map from KIND (or "KIND:owner") to lists of "1001_1100".
type prefixedCodes []Range

func (c *prefixedCodes) UnmarshalJSON(b []byte) error {
	*c = nil
	var list []string
	if err := json.Unmarshal(b, &list); err == nil {
		for _, s := range list {
			i := strings.LastIndexByte(s, ':')
			if i < 0 {
				return fmt.Errorf("prefixed code %.60q is not like PLU:owner:1001_1100", s)
			}
			if err := c.add(s[:i], s[i+1:]); err != nil {
				return err
			}
		}
		return nil
	}
	var byKind map[string][]string
	if err := json.Unmarshal(b, &byKind); err != nil {
		return errors.New("prefixed codes are neither a list nor a map of lists")
	}
	for kind, ranges := range byKind {
		for _, r := range ranges {
			if err := c.add(kind, r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *prefixedCodes) add(kind, text string) error {
	kind, _, _ = strings.Cut(kind, ":")
	first, last, ok := strings.Cut(strings.ReplaceAll(text, "-", "_"), "_")
	if !ok || !isDigits(first) || !isDigits(last) {
		return fmt.Errorf("range of codes %.60q is not like 1001_1100", text)
	}
	*c = append(*c, Range{Kind: kind, First: first, Last: last})
	return nil
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// terms returns the requirement as Terms; nil stays nil.
func (p *PurchaseRequirement) terms() (*Terms, error) {
	if p == nil {
		return nil, nil
	}
	t := Terms{}
	var err error
	if t.Save, err = optional(p.SaveValue, maxPrice, "save value"); err != nil {
		return nil, err
	}
	code, err := optional(p.SaveCode, 9, "save value code")
	if err != nil {
		return nil, err
	}
	t.SaveCode = gs1.SaveCode(code)
	flag, err := optional(p.StoreCoupon, 9, "store coupon flag")
	if err != nil {
		return nil, err
	}
	t.OfStore = flag != 0
	if p.Rule != "" {
		n, err := optional(p.Rule, 9, "additional purchase rules code")
		if err != nil {
			return nil, err
		}
		rule := gs1.Rule(n)
		t.Rule = &rule
	}
	if p.AppliesTo != "" {
		n, err := optional(p.AppliesTo, 2, "item that it applies to")
		if err != nil {
			return nil, err
		}
		item := int(n)
		t.AppliesTo = &item
	}
	for i, r := range []Requirement{p.Primary, p.Second, p.Third} {
		if t.Purchases[i], err = r.purchase(); err != nil {
			return nil, err
		}
	}
	return &t, nil
}

// purchase returns the requirement, or nil where it wants nothing.
func (r Requirement) purchase() (*Purchase, error) {
	if r.Need == "" || r.Code == "" {
		return nil, nil
	}
	need, err := optional(r.Need, maxPrice, "purchase requirement")
	if err != nil {
		return nil, err
	}
	code, err := optional(r.Code, 9, "purchase requirement code")
	if err != nil {
		return nil, err
	}
	return &Purchase{Need: need, Code: gs1.RequirementCode(code), Goods: Goods{
		Listed: codeSet(r.GTINs, r.EANs), Excluded: codeSet(r.ExcludedGTINs, r.ExcludedEANs), Ranges: r.Prefixed, ExcludedRanges: r.ExcludedPrefix,
	}}, nil
}

// optional reads a whole number that may be missing, which is zero.
func optional(n numeral, limit int64, what string) (int64, error) {
	if n == "" {
		return 0, nil
	}
	v, err := whole(json.Number(n), limit)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", what, err)
	}
	return v, nil
}
