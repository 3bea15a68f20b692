package floor

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// ladder is two aisles joined at both ends.
func ladder() *Plan {
	return &Plan{Width: 20, Height: 10,
		Nodes: []Node{{"a", 2, 1}, {"b", 18, 1}, {"c", 18, 9}, {"d", 2, 9}},
		Ways:  []Way{{"a", "b"}, {"b", "c"}, {"c", "d"}, {"d", "a"}}}
}

func TestTheWayGoesAlongTheAisles(t *testing.T) {
	got := ladder().ShortestWay(Point{4, 2}, Point{4, 8})
	// down to the aisle (1 m), west 2, south 8, east 2, up 1
	if math.Abs(got.Metres-14) > 1e-9 {
		t.Fatalf("%.2f m by %v", got.Metres, got.Points)
	}
}

func TestWithoutWaysItIsStraight(t *testing.T) {
	if got := (&Plan{}).ShortestWay(Point{0, 0}, Point{3, 4}); got.Metres != 5 {
		t.Fatalf("%v", got)
	}
}

// TestWaysAreAMetric: equal both ways, never shorter than straight, and a
// detour by a third point on the ways is never shorter.
func TestWaysAreAMetric(t *testing.T) {
	p := ladder()
	rapid.Check(t, func(t *rapid.T) {
		on := func(name string) Point {
			w := p.graph()
			e := w.edges[rapid.IntRange(0, 3).Draw(t, name)]
			f := rapid.Float64Range(0, 1).Draw(t, name+" along")
			a, b := w.at[e[0]], w.at[e[1]]
			return Point{a.X + f*(b.X-a.X), a.Y + f*(b.Y-a.Y)}
		}
		a, b, c := on("a"), on("b"), on("c")
		ab, ba := p.ShortestWay(a, b).Metres, p.ShortestWay(b, a).Metres
		if math.Abs(ab-ba) > 1e-9 || ab < a.Distance(b)-1e-9 || ab > p.ShortestWay(a, c).Metres+p.ShortestWay(c, b).Metres+1e-9 {
			t.Fatalf("a %v b %v c %v: %.3f %.3f", a, b, c, ab, ba)
		}
	})
}
