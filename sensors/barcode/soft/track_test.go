package soft

import (
	"testing"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/barcode/drawn"
)

func TestTrackSettlesOverFrames(t *testing.T) {
	r := New()
	const text = "4006381333931"
	c := r.Catalogue([]gs1.GTIN{gs1.MustGTIN(text), gs1.MustGTIN("5030159003930")})
	found := r.Look(blurredImage(drawn.EAN13(text, 2, 60), 1.3))
	if len(found) == 0 {
		t.Fatal("nothing found")
	}
	frame := Symbol{Strips: found[0].Strips[:1]} // each frame shows one line
	track := Track{Catalogue: c, Most: 4}
	for range 6 {
		v := track.Add(frame)
		if v.Text != "" && v.Text != text {
			t.Fatalf("settled on %s", v.Text)
		}
	}
	if v := track.Add(frame); v.Text != text {
		t.Errorf("seven frames settle on %q", v.Text)
	}
	if track.Lines() != 4 {
		t.Errorf("%d lines are kept, want 4", track.Lines())
	}
}

func TestAnEmptyTrackSaysNothing(t *testing.T) {
	var track Track
	if v := track.Add(Symbol{}); v.Text != "" || len(v.Candidates) != 0 {
		t.Errorf("nothing gives %v", v)
	}
}
