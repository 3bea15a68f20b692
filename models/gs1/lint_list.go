package gs1

import "strings"

var (
	iso3166       = check{"iso3166", func(s string) Code { return listed(s, countryNumbers(), "not_iso3166") }}
	iso3166999    = check{"iso3166999", lintCountryOrMany}
	iso3166alpha2 = check{"iso3166alpha2", func(s string) Code { return listed(s, countryLetters(), "not_iso3166_alpha2") }}
	iso4217       = check{"iso4217", func(s string) Code { return listed(s, currencyNumbers(), "not_iso4217") }}
	iso5218       = check{"iso5218", lintSex}
	packagetype   = check{"packagetype", func(s string) Code { return listed(s, packageTypes(), "invalid_package_type") }}
	mediatype     = check{"mediatype", lintMediaType}
	iban          = check{"iban", lintIBAN}
)

// listed checks that s is a word of the list.
func listed(s, list string, code Code) Code {
	for word := range strings.FieldsSeq(list) {
		if word == s {
			return ""
		}
	}
	return code
}

// lintCountryOrMany takes a country, or 999 for several.
func lintCountryOrMany(s string) Code {
	if s == "999" || listed(s, countryNumbers(), "x") == "" {
		return ""
	}
	return "not_iso3166_or_999"
}

// lintSex takes the codes of ISO/IEC 5218.
func lintSex(s string) Code {
	return listed(s, "0 1 2 9", "invalid_biological_sex_code")
}

// lintMediaType takes the media of AI (7241): ICCBBA's 01 to 10, and 80 to 99
// for national use.
func lintMediaType(s string) Code {
	if v := atoi(s); len(s) == 2 && (v >= 1 && v <= 10 || v >= 80) {
		return ""
	}
	return "invalid_media_type"
}

// lintIBAN checks an International Bank Account Number (ISO 13616): letters
// count from A = 10, the first four characters go to the end, and the number
// leaves 1 when divided by 97.
func lintIBAN(s string) Code {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	if len(s) <= 10 {
		return "iban_too_short"
	}
	if iso3166alpha2.run(s[:2]) != "" {
		return "illegal_iban_country_code"
	}
	sum := 0
	for i := range s {
		v := strings.IndexByte(digits, s[(i+4)%len(s)])
		switch {
		case v < 0:
			return "invalid_iban_character"
		case v < 10:
			sum = sum*10 + v
		default:
			sum = sum*100 + v
		}
		sum %= 97
	}
	if sum != 1 {
		return "incorrect_iban_checksum"
	}
	return ""
}
