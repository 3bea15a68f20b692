package gs1

// setA holds the seven modules of each digit in number set A, a one for a bar;
// set C is its complement, set B set C mirrored (GS1 General Specifications,
// "EAN/UPC symbology").
var setA = [10]uint8{0x0D, 0x19, 0x13, 0x3D, 0x23, 0x31, 0x2F, 0x3B, 0x37, 0x0B}

// setB tells for each leading digit which of the six left digits use number
// set B, the first digit in the highest bit.
var setB = [10]uint8{0x00, 0x0B, 0x0D, 0x0E, 0x13, 0x19, 0x1C, 0x15, 0x16, 0x1A}

// EAN13 returns the 95 modules of an EAN-13 symbol without its quiet zones,
// true for a bar, of 13 digits whose last is taken as it is; a UPC-A is drawn
// by a zero and its 12 digits. It returns nil for another text.
func EAN13(digits string) []bool {
	if len(digits) != 13 || !isDigits(digits) {
		return nil
	}
	m := make([]bool, 0, 95)
	put := func(bits uint8, n int) {
		for i := n - 1; i >= 0; i-- {
			m = append(m, bits>>i&1 == 1)
		}
	}
	put(0b101, 3)
	for i := range 6 {
		bits := setA[digits[1+i]-'0']
		if setB[digits[0]-'0']>>(5-i)&1 == 1 {
			bits = mirrored(^bits & 0x7F)
		}
		put(bits, 7)
	}
	put(0b01010, 5)
	for i := range 6 {
		put(^setA[digits[7+i]-'0']&0x7F, 7)
	}
	put(0b101, 3)
	return m
}

// mirrored turns seven modules round.
func mirrored(l uint8) uint8 {
	var r uint8
	for i := range 7 {
		r |= (l >> i & 1) << (6 - i)
	}
	return r
}
