package gs1

// CodeVerifier is the refusal of a code whose verifier digit of the price, or of
// the weight, is wrong.
const CodeVerifier Code = "incorrect_price_verifier"

// PriceVerifier returns the verifier digit of a price or weight field of 4 or 5 digits
// (General Specifications, 7.9.2 to 7.9.4), or false for other lengths. It is
// not the modulo-10 check digit: each position has a weighting factor of its
// own, of which four exist.
func PriceVerifier(price string) (byte, bool) {
	if !isDigits(price) {
		return 0, false
	}
	sum := 0
	switch len(price) {
	case 4:
		for i, factor := range [...]func(int) int{twoMinus, twoMinus, three, fiveMinus} {
			sum += factor(int(price[i] - '0'))
		}
		return byte('0' + sum*3%10), true
	case 5:
		for i, factor := range [...]func(int) int{fivePlus, twoMinus, fiveMinus, fivePlus, twoMinus} {
			sum += factor(int(price[i] - '0'))
		}
		want := (10 - sum%10) % 10
		for v := range 10 {
			if fiveMinus(v) == want {
				return byte('0' + v), true
			}
		}
	}
	return 0, false
}

// The weighting factors: the product's tens digit is taken from or added to
// its units digit, and the units of that count.

func twoMinus(d int) int  { return (2*d%10 - 2*d/10 + 10) % 10 }
func three(d int) int     { return 3 * d % 10 }
func fivePlus(d int) int  { return (5*d%10 + 5*d/10) % 10 }
func fiveMinus(d int) int { return (5*d%10 - 5*d/10 + 10) % 10 }
