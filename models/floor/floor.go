// Package floor is a store's floor plan: where aisles, shelves and lanes are,
// in metres from the north-west corner, x to the east and y to the south, and
// the shortest way along the aisles between two points.
package floor

import (
	"math"
	"strings"
)

// Point is a place on the plan, in metres.
type Point struct {
	X float64 `yaml:"x" json:"x"`
	Y float64 `yaml:"y" json:"y"`
}

// Distance is the straight distance to q in metres.
func (p Point) Distance(q Point) float64 { return math.Hypot(p.X-q.X, p.Y-q.Y) }

// Rect is an axis-parallel area.
type Rect struct {
	X float64 `yaml:"x" json:"x"`
	Y float64 `yaml:"y" json:"y"`
	W float64 `yaml:"w" json:"w"`
	H float64 `yaml:"h" json:"h"`
}

// Holds reports whether p lies inside or on the edge.
func (r Rect) Holds(p Point) bool {
	return p.X >= r.X && p.X <= r.X+r.W && p.Y >= r.Y && p.Y <= r.Y+r.H
}

// Centre returns the middle of r.
func (r Rect) Centre() Point { return Point{r.X + r.W/2, r.Y + r.H/2} }

// Zone is a named area: an aisle, the entrance, the dairy wall.
type Zone struct {
	ID     string `yaml:"id" json:"id"`
	Name   string `yaml:"name" json:"name"`
	NameES string `yaml:"name_es,omitempty" json:"name_es,omitempty"`
	Kind   string `yaml:"kind" json:"kind"` // one of the kinds below
	Rect   Rect   `yaml:"rect" json:"rect"`
	Cold   bool   `yaml:"cold,omitempty" json:"cold,omitempty"`
}

// Kinds of zones.
const (
	ZoneAisle    = "aisle"
	ZoneEntrance = "entrance"
	ZoneProduce  = "produce"
	ZoneLanes    = "lanes"
	ZoneArea     = "area"
)

// Marker is a code fixed to a place: a cart that reads it knows where it is.
type Marker struct {
	Code string `yaml:"code" json:"code"`
	At   Point  `yaml:"at" json:"at"`
}

// Shelf is where goods stand, drawn as a block; At is where a shopper stands
// before it.
type Shelf struct {
	ID   string `yaml:"id" json:"id"`
	Zone string `yaml:"zone" json:"zone"`
	Rect Rect   `yaml:"rect" json:"rect"`
	At   Point  `yaml:"at" json:"at"`
}

// Way is a straight stretch that a cart can roll along.
type Way struct {
	From string `yaml:"from" json:"from"`
	To   string `yaml:"to" json:"to"`
}

// Node is a point where ways meet.
type Node struct {
	ID string  `yaml:"id" json:"id"`
	X  float64 `yaml:"x" json:"x"`
	Y  float64 `yaml:"y" json:"y"`
}

// Point of a node.
func (n Node) Point() Point { return Point{n.X, n.Y} }

// Plan is a whole floor. Lanes are kept with the store and drawn onto it.
type Plan struct {
	Width    float64  `yaml:"width_m" json:"width_m"`
	Height   float64  `yaml:"height_m" json:"height_m"`
	Entrance Point    `yaml:"entrance" json:"entrance"` // where carts wait for shoppers
	Zones    []Zone   `yaml:"zones" json:"zones"`
	Shelves  []Shelf  `yaml:"shelves" json:"shelves"`
	Nodes    []Node   `yaml:"nodes" json:"nodes"`
	Ways     []Way    `yaml:"ways" json:"ways"`
	Markers  []Marker `yaml:"markers,omitempty" json:"markers,omitempty"`
}

// Shelf finds a shelf by its ID.
func (p *Plan) Shelf(id string) (Shelf, bool) {
	for _, s := range p.Shelves {
		if s.ID == id {
			return s, true
		}
	}
	return Shelf{}, false
}

// ZoneAt names the first zone that holds a point.
func (p *Plan) ZoneAt(q Point) (Zone, bool) {
	for _, z := range p.Zones {
		if z.Rect.Holds(q) {
			return z, true
		}
	}
	return Zone{}, false
}

// Zone finds a zone by its ID.
func (p *Plan) Zone(id string) (Zone, bool) {
	for _, z := range p.Zones {
		if z.ID == id {
			return z, true
		}
	}
	return Zone{}, false
}

// Marker finds a marker by what it says.
func (p *Plan) Marker(code string) (Marker, bool) {
	for _, m := range p.Markers {
		if m.Code == code {
			return m, true
		}
	}
	return Marker{}, false
}

// Spot returns where to stand for a shelf, or, where that is not known, for
// the middle of a zone.
func (p *Plan) Spot(zone, shelf string) (Point, bool) {
	if s, ok := p.Shelf(shelf); ok {
		return s.At, true
	}
	z, ok := p.Zone(zone)
	return z.Rect.Centre(), ok
}

// Place names a zone for shoppers in a language: Spanish, or else English.
func (p *Plan) Place(zone, lang string) string {
	z, _ := p.Zone(zone)
	if z.NameES != "" && strings.HasPrefix(lang, "es") {
		return z.NameES
	}
	return z.Name
}
