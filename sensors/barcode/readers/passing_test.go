package readers

import (
	"image"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/barcode/drawn"
	"github.com/dashcart/dashcart/sensors/barcode/soft"
)

func siblings(t *testing.T, bodies ...string) (out []gs1.GTIN) {
	t.Helper()
	for _, b := range bodies {
		g, err := gs1.ParseGTIN(b + string(gs1.CheckDigit(b)))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, g)
	}
	return out
}

// TestPassingCountsWhatIsSold: one frame is enough for goods of the store, two are needed for others.
func TestPassingCountsWhatIsSold(t *testing.T) {
	sold := gs1.MustGTIN("4006381333931")
	p := NewPassing(NewKnown(soft.New(), []gs1.GTIN{sold}))
	for i, c := range []struct {
		ms   int
		text string
		want int
	}{{0, "4006381333931", 1}, {5000, "5901234123457", 0}, {5100, "5901234123457", 1}, {9000, "5901234123457", 0}} {
		codes, _, err := p.Look(time.Duration(c.ms)*time.Millisecond, drawn.EAN13(c.text, 2, 70))
		if err != nil || len(codes) != c.want {
			t.Errorf("frame %d counts %v (%v), want %d", i, codes, err, c.want)
		}
	}
	for _, img := range []*image.Gray{nil, {}, image.NewGray(image.Rect(0, 0, 3, 3))} {
		if codes, v, err := p.Look(time.Hour, img); err != nil || len(codes) != 0 || v != nil {
			t.Errorf("nothing reads as %v, %v, %v", codes, v, err)
		}
	}
}

// TestPassingTellsWhatItCannotRead shows frames too poor to be read alone: what they say must favour the
// truth among the siblings, and never another code.
func TestPassingTellsWhatItCannotRead(t *testing.T) {
	known := siblings(t, "400638133393", "400638133394", "400638123393", "500638133393", "731234567890")
	p := NewPassing(NewKnown(soft.New(), known))
	random := rand.New(rand.NewPCG(8, 9))
	said := false
	for i := range 6 {
		codes, v, err := p.Look(time.Duration(i)*carefulEvery, seen("4006381333931", 1, 1.9, random))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range codes {
			if c.Text != "4006381333931" {
				t.Fatalf("read as %v", c)
			}
			said = true
		}
		said = said || v != nil && v.Candidates[0].GTIN == known[0]
	}
	if !said {
		t.Error("six frames of a blurred code said nothing")
	}
}
