package soft

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/gs1"
)

// anyGTIN draws the 13 digits of a GTIN with a right check digit.
func anyGTIN(t *rapid.T) digits {
	var d digits
	for i := range 12 {
		d[i] = uint8(rapid.IntRange(0, 9).Draw(t, "digit"))
	}
	d[12] = d.checkDigit()
	return d
}

func TestSymbolsAreReadBackAsDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyGTIN(t)
		s := d.draw()
		if got, ok := s.read(); !ok || got != d {
			t.Fatalf("%v reads as %v, %v", d, got, ok)
		}
		modules := gs1.EAN13(d.String()) // drawn apart from this package
		for n, choice := range s {
			for j, v := range pattern(n, choice) {
				if modules[start(n)+j] != (v == 1) {
					t.Fatalf("%v: module %d of block %d differs", d, j, n)
				}
			}
		}
	})
}

func TestAWrongDigitIsNotRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyGTIN(t)
		at := rapid.IntRange(1, 12).Draw(t, "at")
		d[at] = (d[at] + uint8(rapid.IntRange(1, 9).Draw(t, "by"))) % 10
		s := d.draw()
		if got, ok := s.read(); ok {
			t.Fatalf("%v was read as %v", d, got)
		}
	})
}

func TestParseDigits(t *testing.T) {
	for text, want := range map[string]string{
		"036000291452":   "0036000291452",
		"4006381333931":  "4006381333931",
		"04006381333931": "4006381333931",
		"14006381333938": "",
		"4006381333930":  "",
		"400638133393x":  "",
		"":               "",
	} {
		got, ok := parseDigits(text)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("%q gives %v, %v", text, got, ok)
		}
	}
}
