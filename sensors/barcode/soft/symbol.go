package soft

// modules is how many modules an EAN-13 or UPC-A symbol has between its quiet
// zones; blocks is how many digits are drawn, six on each side of the middle.
const (
	modules = 95
	blocks  = 12
	half    = 6
)

// leftA holds the seven modules of each digit in number set A, a one for a bar
// (GS1 General Specifications, "EAN/UPC symbol characters"). Set C is its
// complement, set B set C mirrored.
var leftA = [10]string{"0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011"}

// parities tells for each leading digit which left digits are drawn in set B:
// bit i stands for the i-th of them.
var parities = [10]uint8{0b000000, 0b110100, 0b101100, 0b011100, 0b110010, 0b100110, 0b001110, 0b101010, 0b011010, 0b010110}

// guardBars are the modules that are bars in every symbol.
var guardBars = [6]int{0, 2, 46, 48, 92, 94}

// symbol is a choice of pattern for each block: 0 to 9 are the digits in set A,
// 10 to 19 in set B on the left; 0 to 9 in set C on the right.
type symbol [blocks]uint8

// starts of the blocks in modules.
func start(block int) int {
	if block < half {
		return 3 + 7*block
	}
	return 50 + 7*(block-half)
}

// choices is how many patterns a block may have.
func choices(block int) int {
	if block < half {
		return 20
	}
	return 10
}

// pattern returns the seven modules of a choice for a block, 1 for a bar.
func pattern(block int, choice uint8) [7]float32 {
	a := leftA[choice%10]
	var p [7]float32
	for i := range p {
		switch {
		case block >= half: // set C
			p[i] = 1 - float32(a[i]-'0')
		case choice >= 10: // set B
			p[i] = 1 - float32(a[6-i]-'0')
		default:
			p[i] = float32(a[i] - '0')
		}
	}
	return p
}

// digits are the 13 digits of a GTIN-13; a GTIN-12 has a zero before it.
type digits [13]uint8

// String returns the digits as text.
func (d digits) String() string {
	var b [13]byte
	for i, n := range d {
		b[i] = '0' + n
	}
	return string(b[:])
}

// checkDigit returns the check digit that the first twelve ask for.
func (d digits) checkDigit() uint8 {
	sum := 0
	for i, n := range d[:12] {
		sum += int(n) * (1 + 2*(i&1))
	}
	return uint8((10 - sum%10) % 10)
}

// draw returns the symbol of a GTIN-13.
func (d digits) draw() symbol {
	var s symbol
	p := parities[d[0]]
	for i := range half {
		s[i] = d[1+i] + 10*(p>>i&1)
		s[half+i] = d[7+i]
	}
	return s
}

// read returns the GTIN-13 that a symbol shows, false where no leading digit
// has its parity or the check digit is wrong.
func (s symbol) read() (digits, bool) {
	var parity uint8
	var d digits
	for i := range half {
		parity |= s[i] / 10 << i
		d[1+i] = s[i] % 10
		d[7+i] = s[half+i]
	}
	for first, p := range parities {
		if p == parity {
			d[0] = uint8(first)
			return d, d.checkDigit() == d[12]
		}
	}
	return d, false
}

// parseDigits reads a GTIN of 12 or 13 digits, or of 14 with a leading zero.
func parseDigits(s string) (digits, bool) {
	var d digits
	switch {
	case len(s) == 12:
		s = "0" + s
	case len(s) == 14 && s[0] == '0':
		s = s[1:]
	case len(s) != 13:
		return d, false
	}
	for i := range d {
		if s[i] < '0' || s[i] > '9' {
			return d, false
		}
		d[i] = s[i] - '0'
	}
	return d, d.checkDigit() == d[12]
}
