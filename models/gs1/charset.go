package gs1

import "strings"

// The characters of AI data (General Specifications, 7.11), in the order that
// gives each its value in check characters.
const (
	cset82 = `!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`
	cset39 = `#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ`
	cset64 = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_`
	cset32 = `23456789ABCDEFGHJKLMNPQRSTUVWXYZ`
)

// charset checks that s is of the kind of characters.
func charset(kind byte, s string) Code {
	switch kind {
	case 'N':
		if firstNonDigit(s) >= 0 {
			return CodeNonDigit
		}
	case 'X':
		if outside(s, cset82) {
			return "invalid_cset82_character"
		}
	case 'Y':
		if outside(s, cset39) {
			return "invalid_cset39_character"
		}
	case 'Z':
		return charset64(s)
	}
	return ""
}

// charset64 takes base64url, padded at the end or not: padding makes the
// length a multiple of three here, as GS1's linter counts it.
func charset64(s string) Code {
	body := strings.TrimRight(s, "=")
	if pads := len(s) - len(body); pads > 2 || pads > 0 && len(s)%3 != 0 {
		return "invalid_cset64_padding"
	}
	if outside(body, cset64) {
		return "invalid_cset64_character"
	}
	return ""
}

func outside(s, set string) bool {
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(set, s[i]) < 0 {
			return true
		}
	}
	return false
}

// lintCheckPair checks the two check characters at the end of s (General
// Specifications, 7.9.5): values weighted by primes from the right, modulo
// 1021, written as two digits of base 32.
func lintCheckPair(s string) Code {
	if len(s) < 2 {
		return "too_short_for_check_pair"
	}
	body, pair := s[:len(s)-2], s[len(s)-2:]
	switch {
	case len(body) > 97:
		return "too_long_for_check_pair_implementation"
	case outside(body, cset82):
		return "invalid_cset82_character"
	case outside(pair, cset32):
		return "invalid_cset32_character"
	}
	if CheckPair(body) != pair {
		return "incorrect_check_pair"
	}
	return ""
}

// CheckPair returns the two check characters of alphanumeric data.
func CheckPair(body string) string {
	sum, prime := 0, 1
	for i := len(body) - 1; i >= 0; i-- {
		prime = nextPrime(prime)
		sum += strings.IndexByte(cset82, body[i]) * prime
	}
	sum = (sum%1021 + 1021) % 1021
	return string([]byte{cset32[sum>>5], cset32[sum&31]})
}

func nextPrime(p int) int {
	for p++; !isPrime(p); p++ {
	}
	return p
}

func isPrime(p int) bool {
	for d := 2; d*d <= p; d++ {
		if p%d == 0 {
			return false
		}
	}
	return true
}
