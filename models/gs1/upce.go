package gs1

// ExpandUPCE returns the GTIN of a UPC-E symbol, given as its 8 digits: number
// system (0 or 1), six digits, check digit. Six digits alone, and seven without
// the check digit, are taken too (number system 0 for six); then the check
// digit is computed. The zeros come back by the sixth digit (GS1 General
// Specifications, "UPC-E barcodes").
func ExpandUPCE(s string) (GTIN, error) {
	if !isDigits(s) {
		return GTIN{}, refuse(CodeNonDigit, "a UPC-E code is digits only")
	}
	system, check := byte('0'), byte(0)
	switch len(s) {
	case 6:
	case 7:
		system, s = s[0], s[1:]
	case 8:
		system, check, s = s[0], s[7], s[1:7]
	default:
		return GTIN{}, refuse(CodeUPCELength, "a UPC-E code has 6, 7 or 8 digits, this has %d", len(s))
	}
	if system > '1' {
		return GTIN{}, refuse(CodeUPCENumberSys, "a UPC-E code begins with 0 or 1, this with %c", system)
	}
	body := string(system)
	switch last := s[5]; last {
	case '0', '1', '2':
		body += s[:2] + string(last) + "0000" + s[2:5]
	case '3':
		body += s[:3] + "00000" + s[3:5]
	case '4':
		body += s[:4] + "00000" + s[4:5]
	default:
		body += s[:5] + "0000" + string(last)
	}
	want := CheckDigit(body)
	if check != 0 && check != want {
		return GTIN{}, refuse(CodeCheckDigit, "the check digit of UPC-E %c%s should be %c", system, s, want)
	}
	return ParseGTIN(body + string(want))
}

// UPCE returns the 8 digits of g's UPC-E symbol, or false where its zeros do
// not allow one.
func (g GTIN) UPCE() (string, bool) {
	u, ok := g.UPC()
	if !ok || u[0] > '1' {
		return "", false
	}
	m, p := u[1:6], u[6:11] // company digits, item digits
	var six string
	switch {
	case m[2] <= '2' && m[3:] == "00" && p[:2] == "00":
		six = m[:2] + p[2:] + m[2:3]
	case m[3:] == "00" && p[:3] == "000":
		six = m[:3] + p[3:] + "3"
	case m[4:] == "0" && p[:4] == "0000":
		six = m[:4] + p[4:] + "4"
	case m[4] != '0' && p[:4] == "0000" && p[4] >= '5':
		six = m + p[4:]
	default:
		return "", false
	}
	return u[:1] + six + u[11:], true
}
