package eval

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestBinsHoldEachDecisionOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []Stated
		right := 0
		for range rapid.IntRange(0, 60).Draw(t, "n") {
			s := Stated{rapid.Float64Range(0, 1).Draw(t, "p"), rapid.Bool().Draw(t, "right")}
			if s.Right {
				right++
			}
			all = append(all, s)
		}
		n := 0
		for i, b := range Bins(all) {
			n += b.N
			right -= b.Right
			if b.N > 0 && (b.Said < float64(i)/10-1e-9 || b.Said > float64(i+1)/10+1e-9) {
				t.Errorf("bin %d says %g", i, b.Said)
			}
		}
		if n != len(all) || right != 0 {
			t.Errorf("%d of %d decisions are in bins, %d right ones are not", n, len(all), right)
		}
	})
}

func TestReliabilityIsAPicture(t *testing.T) {
	var out strings.Builder
	if err := Reliability(&out, "a < b", []Stated{{1, true}, {.95, true}, {.92, false}, {.31, false}}); err != nil {
		t.Fatal(err)
	}
	circles := 0
	d := xml.NewDecoder(strings.NewReader(out.String()))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := tok.(xml.StartElement); ok && e.Name.Local == "circle" {
			circles++
		}
	}
	if circles != 2 || !strings.Contains(out.String(), "n = 4") {
		t.Errorf("%d points are drawn, want 2 of 4 decisions:\n%s", circles, out.String())
	}
}
