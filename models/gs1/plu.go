package gs1

// Refusal of a produce code.
const CodePLU Code = "invalid_plu"

// PLU is a produce code as IFPS assigns them: 3000 to 4999, the same with a 9
// before it where the produce is organic, and 83000 to 84999, which are
// ordinary codes of the extended range (IFPS retired the meaning of the 8
// before any such label was used). The zero PLU is none.
type PLU uint32

// ParsePLU reads a produce code of 4 or 5 digits.
func ParsePLU(s string) (PLU, error) {
	n, ok := number(s)
	p := PLU(min(n, 100000))
	if !ok || s[0] == '0' || len(s) > 5 || !p.Valid() {
		return 0, refuse(CodePLU, "%.20q is not a produce code: these are 3000 to 4999, 93000 to 94999 (organic), 83000 to 84999", s)
	}
	return p, nil
}

// Valid reports whether p is in a range that IFPS assigns.
func (p PLU) Valid() bool {
	return p >= 3000 && p <= 4999 || p.Organic() || p >= 83000 && p <= 84999
}

// Organic reports whether p is of organically grown produce.
func (p PLU) Organic() bool { return p >= 93000 && p <= 94999 }

// Conventional returns the code of the same kind grown conventionally.
func (p PLU) Conventional() PLU {
	if p.Organic() {
		return p - 90000
	}
	return p
}

// IsZero reports whether p is none.
func (p PLU) IsZero() bool { return p == 0 }

// String returns the digits, empty for none.
func (p PLU) String() string {
	switch {
	case p == 0:
		return ""
	case p < 10000:
		return digits(uint64(p), 4)
	}
	return digits(uint64(p), 5)
}

// MarshalText writes String.
func (p PLU) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what ParsePLU accepts, and nothing as none.
func (p *PLU) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*p = 0
		return nil
	}
	v, err := ParsePLU(string(b))
	if err != nil {
		return err
	}
	*p = v
	return nil
}
