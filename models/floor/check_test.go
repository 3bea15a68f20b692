package floor

import (
	"math"
	"strings"
	"testing"
)

// shop is ladder with goods on it.
func shop() *Plan {
	p := ladder()
	p.Entrance = Point{1, 9}
	p.Zones = []Zone{{ID: "a1", Name: "Aisle 1", Kind: ZoneAisle, Rect: Rect{2, 0, 16, 2}},
		{ID: "z", Name: "Produce", NameES: "Verduras", Kind: ZoneProduce, Rect: Rect{14, 4, 6, 4}}}
	p.Shelves = []Shelf{{ID: "s1", Zone: "a1", Rect: Rect{3, 0, 2, 0.5}, At: Point{4, 1}}}
	p.Markers = []Marker{{"m1", Point{2, 1}}}
	return p
}

func TestCheckFindsEverything(t *testing.T) {
	if got := shop().Check(); len(got) != 0 {
		t.Fatalf("a good plan: %v", got)
	}
	p := shop()
	p.Entrance.X = -1
	p.Zones[1].Rect.W = 7
	p.Zones[1].Kind = "zoo"
	p.Zones = append(p.Zones, Zone{ID: "a1", Kind: ZoneAisle, Rect: Rect{0, 0, 1, 1}})
	p.Shelves = append(p.Shelves, Shelf{ID: "s1", Zone: "a9", At: Point{0, 11}})
	p.Markers = append(p.Markers, Marker{"m1", Point{1, 1}}, Marker{"", Point{math.NaN(), 1}})
	p.Nodes = append(p.Nodes, Node{"alone", 3, 3}, Node{"a", 1, 1}, Node{"", 0, 0})
	p.Ways = append(p.Ways, Way{"a", "gone"}, Way{"b", "b"})
	var paths []string
	for _, q := range p.Check() {
		if q.Reason == "" {
			t.Errorf("%s: no reason", q.Path)
		}
		paths = append(paths, q.Path)
	}
	want := "entrance zones[1].rect zones[1].kind zones[2].id zones[2].name shelves[1].id shelves[1].zone shelves[1].rect " +
		"shelves[1].at markers[1].code markers[2].code markers[2].at nodes[5].id nodes[6].id ways[4].to ways[5] nodes[4]"
	if got := strings.Join(paths, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := (&Plan{Width: 1, Height: -1}).Check(); len(got) != 1 {
		t.Errorf("no size: %v", got)
	}
	if got := (&Plan{Width: 1, Height: 1}).Check(); len(got) != 1 || got[0].Path != "ways" {
		t.Errorf("no ways: %v", got)
	}
}

func TestSpotAndPlace(t *testing.T) {
	p := shop()
	if at, ok := p.Spot("a1", "s1"); !ok || at != (Point{4, 1}) {
		t.Errorf("before the shelf: %v %v", at, ok)
	}
	if at, ok := p.Spot("z", "gone"); !ok || at != (Point{17, 6}) {
		t.Errorf("in the zone: %v %v", at, ok)
	}
	if _, ok := p.Spot("nowhere", ""); ok {
		t.Error("nowhere has a spot")
	}
	if got := p.Place("z", "es-MX") + p.Place("z", "en") + p.Place("?", "en"); got != "VerdurasProduce" {
		t.Error(got)
	}
}
