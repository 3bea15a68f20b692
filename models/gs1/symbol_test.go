package gs1_test

import (
	"testing"

	"github.com/dashcart/dashcart/models/gs1"
)

func TestParseSymbol(t *testing.T) {
	for _, c := range []struct{ symbology, text, gtin, code string }{
		{"ean13", "9521234543213", "9521234543213", ""},
		{"upca", "036000291452", "0036000291452", ""},
		{"upce", "01234565", "0012345000065", ""},
		{"ean8", "01234565", "01234565", ""},
		{"itf", "10614141000415", "10614141000415", ""},
		{"databar", "09521234543213", "9521234543213", ""},
		{"databar-expanded", "(01)90012345678908(3103)012233", "90012345678908", ""},
		{"qr", "https://id.gs1.org/01/09521234543213", "9521234543213", ""},
		{"", "9521234543213", "9521234543213", ""},
		{"upce", "01234564", "", "incorrect_check_digit"},
		{"ean13", "(01)09521234543213", "", "invalid_gtin_length"},
		{"code128", "HELLO", "", "invalid_gtin_length"},
	} {
		m, err := gs1.ParseSymbol(c.symbology, c.text)
		if g, _ := m.GTIN(); code(err) != c.code || g.String() != c.gtin {
			t.Errorf("%s %s: %v, %v; want %q %s", c.symbology, c.text, g, err, c.gtin, c.code)
		}
	}
}
