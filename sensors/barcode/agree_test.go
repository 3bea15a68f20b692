package barcode

import (
	"testing"
	"time"
)

func TestAgreement(t *testing.T) {
	milk, soap := Retail("4006381333931"), Retail("5030159003930")
	type frame struct {
		ms    int
		codes []Code
		count int
	}
	tests := []struct {
		name   string
		known  func(Code) bool
		frames []frame
	}{
		{"one frame is not enough", nil, []frame{{0, []Code{milk}, 0}}},
		{"twice in one frame is once", nil, []frame{{0, []Code{milk, milk}, 0}}},
		{"two frames agree", nil, []frame{{0, []Code{milk}, 0}, {66, []Code{milk}, 1}}},
		{"two frames differ", nil, []frame{{0, []Code{milk}, 0}, {66, []Code{soap}, 0}}},
		{"too far apart", nil, []frame{{0, []Code{milk}, 0}, {1100, []Code{milk}, 0}}},
		{"an empty frame between", nil, []frame{{0, []Code{milk}, 0}, {66, nil, 0}, {133, []Code{milk}, 1}}},
		{"in the catalogue", func(c Code) bool { return Same(c, milk) }, []frame{{0, []Code{milk, soap}, 1}}},
		{"the clock set back", nil, []frame{{500, []Code{milk}, 0}, {0, []Code{milk}, 0}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := Agreement{Known: tt.known, Window: time.Second}
			for i, f := range tt.frames {
				if got := a.Add(time.Duration(f.ms)*time.Millisecond, f.codes); len(got) != f.count {
					t.Errorf("frame %d counts %v, want %d", i, got, f.count)
				}
			}
		})
	}
}
