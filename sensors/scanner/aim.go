package scanner

import (
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/barcode"
)

// aim names the symbology of each AIM symbology identifier that retail meets
// (ISO/IEC 15424; GS1 General Specifications, 5.1.3). GS1 marks those whose data is an
// element string.
var aim = map[string]struct {
	symbology barcode.Symbology
	gs1       bool
}{
	"E0": {barcode.EAN13, false}, "E3": {barcode.EAN13, false}, "E4": {barcode.EAN8, false},
	"C0": {barcode.Code128, false}, "C1": {barcode.Code128, true},
	"e0": {barcode.DataBarExpanded, true},
	"I0": {barcode.ITF, false}, "I1": {barcode.ITF, false},
	"Q0": {barcode.QR, false}, "Q1": {barcode.QR, false}, "Q3": {barcode.QR, true},
	"d0": {barcode.DataMatrix, false}, "d1": {barcode.DataMatrix, false}, "d2": {barcode.DataMatrix, true},
}

// identify makes a reading of a line, as the readers of images would write it. A scanner that
// sends symbology identifiers says what it read; of one that does not, the digits must speak for themselves.
func identify(line string) evidence.ScanReading {
	if len(line) < 4 || line[0] != ']' {
		return evidence.ScanReading{Text: line}
	}
	kind, ok := aim[line[1:3]]
	if !ok {
		return evidence.ScanReading{Text: line[3:]}
	}
	r := evidence.ScanReading{Symbology: string(kind.symbology), Text: line[3:]}
	switch {
	case kind.symbology == barcode.EAN13 && len(r.Text) == 13: // an add-on is no part of the GTIN
		c := barcode.Retail(r.Text)
		r.Symbology, r.Text = string(c.Symbology), c.Text
	case kind.symbology == barcode.DataBarExpanded && len(r.Text) == 16 && strings.HasPrefix(r.Text, "01"):
		r.Symbology, r.Text = string(barcode.DataBar), r.Text[2:] // the plain one: a GTIN alone
	case kind.gs1:
		if elements, err := gs1.Split(r.Text); err == nil {
			r.Text = gs1.Bracketed(elements)
		}
	}
	return r
}
