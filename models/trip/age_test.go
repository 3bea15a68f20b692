package trip

import (
	"testing"

	"github.com/dashcart/dashcart/models/pricing"
)

func TestAgeToProve(t *testing.T) {
	lines := []pricing.Line{{AgeLimit: 18}, {}, {AgeLimit: 21}}
	for _, x := range []struct {
		name  string
		lines []pricing.Line
		seen  *AgeCheck
		want  int
	}{
		{"nothing asks", lines[1:2], nil, 0},
		{"the highest counts", lines, nil, 21},
		{"a lower one was seen", lines, &AgeCheck{Age: 18, Staff: "Bo"}, 21},
		{"seen", lines, &AgeCheck{Age: 21, Staff: "Bo"}, 0},
	} {
		if got := (Trip{Lines: x.lines, Age: x.seen}).AgeToProve(); got != x.want {
			t.Errorf("%s: %d, want %d", x.name, got, x.want)
		}
	}
}
