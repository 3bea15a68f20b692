package gs1

// couponParser reads the fields of AI (8110) in their order. A field of
// variable length is led by a digit (its VLI) that says how long it is.
type couponParser struct {
	cursor
	allocated PrefixLookup
}

// prefix takes a company prefix of vli+6 digits.
func (p *couponParser) prefix(vli int, truncated Code, what string) string {
	s := p.take(vli+6, truncated, what)
	if p.err == nil && p.allocated != nil && !p.allocated(s) {
		p.fail(CodeInvalidPrefix, "no company has the prefix "+s)
	}
	return s
}

// required takes the fields that every coupon has.
func (p *couponParser) required() (k Coupon) {
	vli := p.digit("0123456", "coupon_missing_gcp_vli", "coupon_invalid_gcp_length", "length of the company prefix")
	k.CompanyPrefix = p.prefix(vli, "coupon_truncated_gcp", "company prefix")
	k.OfferCode = p.take(6, "coupon_truncated_offer_code", "offer code")
	vli = p.digit("12345", "coupon_missing_save_value_vli", "coupon_invalid_save_value_length", "length of the save value")
	k.SaveValue = atoi(p.take(vli, "coupon_truncated_save_value", "save value"))
	k.First = p.purchase(firstNames())
	k.First.CompanyPrefix = k.CompanyPrefix
	return k
}

// purchaseNames are the names of what can be wrong with one purchase, and what
// its fields are called.
type purchaseNames struct {
	missingLength, invalidLength, truncated Code
	missingCode, invalidCode                Code
	truncatedFamily                         Code
	missingPrefixLength                     Code
	invalidPrefixLength, truncatedPrefix    Code
	what                                    string
}

// purchase takes requirement, its code and the family code.
func (p *couponParser) purchase(name *purchaseNames) (r Purchase) {
	vli := p.digit("12345", name.missingLength, name.invalidLength, name.what)
	r.Requirement = atoi(p.take(vli, name.truncated, name.what))
	r.Code = RequirementCode(p.digit(requirementAllowed, name.missingCode, name.invalidCode, name.what))
	r.Family = p.take(3, name.truncatedFamily, name.what)
	return r
}

func firstNames() *purchaseNames {
	return &purchaseNames{
		"coupon_missing_1st_purchase_requirement_vli", "coupon_invalid_1st_purchase_requirement_length", "coupon_truncated_1st_purchase_requirement",
		"coupon_missing_1st_purchase_requirement_code", "coupon_invalid_1st_purchase_requirement_code",
		"coupon_truncated_1st_purchase_family_code",
		"", "", "",
		"first purchase",
	}
}

func secondNames() *purchaseNames {
	return &purchaseNames{
		"coupon_missing_2nd_purchase_requirement_vli", "coupon_invalid_2nd_purchase_requirement_length", "coupon_truncated_2nd_purchase_requirement",
		"coupon_missing_2nd_purchase_requirement_code", "coupon_invalid_2nd_purchase_requirement_code",
		"coupon_truncated_2nd_purchase_family_code",
		"coupon_missing_2nd_purchase_gcp_vli", "coupon_invalid_2nd_purchase_gcp_length", "coupon_truncated_2nd_purchase_gcp",
		"second purchase",
	}
}

func thirdNames() *purchaseNames {
	return &purchaseNames{
		"coupon_missing_3rd_purchase_requirement_vli", "coupon_invalid_3rd_purchase_requirement_length", "coupon_truncated_3rd_purchase_requirement",
		"coupon_missing_3rd_purchase_requirement_code", "coupon_invalid_3rd_purchase_requirement_code",
		"coupon_truncated_3rd_purchase_family_code",
		"coupon_missing_3rd_purchase_gcp_vli", "coupon_invalid_3rd_purchase_gcp_length", "coupon_truncated_3rd_purchase_gcp",
		"third purchase",
	}
}

// additional takes optional fields 1 and 2: rule and second purchase, third
// purchase.
func (p *couponParser) additional(k *Coupon) {
	if p.option('1') {
		k.Rule = Rule(p.digit("0123", "coupon_missing_additional_purchase_rules_code", "coupon_invalid_additional_purchase_rules_code", "additional purchase rules code"))
		second := p.purchase(secondNames())
		second.CompanyPrefix = p.otherPrefix(secondNames(), k.CompanyPrefix)
		k.Second = &second
	}
	if p.option('2') {
		third := p.purchase(thirdNames())
		third.CompanyPrefix = p.otherPrefix(thirdNames(), k.CompanyPrefix)
		k.Third = &third
	}
}

// otherPrefix takes the company prefix of another purchase; the length digit 9
// says that it is the coupon's own.
func (p *couponParser) otherPrefix(name *purchaseNames, own string) string {
	vli := p.digit("01234569", name.missingPrefixLength, name.invalidPrefixLength, name.what)
	if vli == 9 || p.err != nil {
		return own
	}
	return p.prefix(vli, name.truncatedPrefix, name.what)
}

// dates takes optional fields 3 and 4: the last and the first day.
func (p *couponParser) dates(k *Coupon) {
	if p.option('3') {
		k.Expires = p.date("coupon_too_short_for_expiration_date", "coupon_invalid_exipiration_date", "expiration date")
	}
	if p.option('4') {
		k.Starts = p.date("coupon_too_short_for_start_date", "coupon_invalid_start_date", "start date")
		if p.err == nil && k.Expires != "" && k.Starts > k.Expires {
			p.fail("coupon_expiration_before_start", "it expires before it starts")
		}
	}
}

func (p *couponParser) date(short, invalid Code, what string) CouponDate {
	s := p.take(6, short, what)
	if p.err == nil && checkDate(s, false) != "" {
		p.fail(invalid, "the "+what+" "+s+" is no day")
	}
	return CouponDate(s)
}

// origin takes optional fields 5 and 6: serial number and retailer.
func (p *couponParser) origin(k *Coupon) {
	if p.option('5') {
		vli := p.digit("", "coupon_missing_serial_number_vli", "", "length of the serial number")
		k.Serial = p.take(vli+6, "coupon_truncated_serial_number", "serial number")
	}
	if p.option('6') {
		vli := p.digit("1234567", "coupon_missing_retailer_gcp_or_gln_vli", "coupon_invalid_retailer_gcp_or_gln_length", "length of the retailer's number")
		k.Retailer = p.prefix(vli, "coupon_truncated_retailer_gcp_or_gln", "retailer's company prefix or GLN")
	}
}

// miscellaneous takes optional field 9.
func (p *couponParser) miscellaneous(k *Coupon) {
	if !p.option('9') {
		return
	}
	k.SaveCode = SaveCode(p.digit(saveCodeAllowed, "coupon_missing_save_value_code", "coupon_invalid_save_value_code", "save value code"))
	k.AppliesTo = p.digit("012", "coupon_missing_save_value_applies_to_item", "coupon_invalid_save_value_applies_to_item", "item that the save value applies to")
	k.StoreCoupon = p.digit("", "coupon_missing_store_coupon_flag", "", "store coupon flag")
	k.DontMultiply = p.digit("01", "coupon_missing_dont_multiply_flag", "coupon_invalid_dont_multiply_flag", "don't multiply flag") == 1
}
