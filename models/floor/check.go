package floor

import (
	"fmt"
	"math"
)

// Problem is something wrong with a plan. Path is the place in it, as in
// "zones[2].rect".
type Problem struct{ Path, Reason string }

// Check returns everything that is wrong with a plan.
func (p *Plan) Check() []Problem {
	c := &checker{plan: p}
	if !size(p.Width) || !size(p.Height) {
		c.add("width_m", "width_m and height_m must be metres, more than 0 and at most 2000")
		return c.problems
	}
	c.inside("entrance", p.Entrance)
	zones := names{}
	for i, z := range p.Zones {
		path := fmt.Sprintf("zones[%d]", i)
		c.id(path+".id", z.ID, zones)
		if z.Name == "" {
			c.add(path+".name", "is missing")
		}
		c.area(path+".rect", z.Rect)
		switch z.Kind {
		case ZoneAisle, ZoneEntrance, ZoneProduce, ZoneLanes, ZoneArea:
		default:
			c.add(path+".kind", fmt.Sprintf("%q is none of aisle, entrance, produce, lanes, area", z.Kind))
		}
	}
	shelves := names{}
	for i, s := range p.Shelves {
		path := fmt.Sprintf("shelves[%d]", i)
		c.id(path+".id", s.ID, shelves)
		if !zones[s.Zone] {
			c.add(path+".zone", fmt.Sprintf("no zone is called %q", s.Zone))
		}
		c.area(path+".rect", s.Rect)
		c.inside(path+".at", s.At)
	}
	markers := names{}
	for i, m := range p.Markers {
		path := fmt.Sprintf("markers[%d]", i)
		c.id(path+".code", m.Code, markers)
		c.inside(path+".at", m.At)
	}
	c.ways()
	return c.problems
}

type names map[string]bool

type checker struct {
	plan     *Plan
	problems []Problem
}

func (c *checker) add(path, reason string) { c.problems = append(c.problems, Problem{path, reason}) }

func (c *checker) id(path, id string, seen names) {
	if id == "" {
		c.add(path, "is missing")
	} else if seen[id] {
		c.add(path, fmt.Sprintf("%q is there twice", id))
	}
	seen[id] = true
}

func (c *checker) inside(path string, at Point) {
	if math.IsNaN(at.X+at.Y) || !c.all().Holds(at) {
		c.add(path, fmt.Sprintf("(%g, %g) is outside the plan of %g by %g m", at.X, at.Y, c.plan.Width, c.plan.Height))
	}
}

func (c *checker) area(path string, r Rect) {
	if !size(r.W) || !size(r.H) {
		c.add(path, "w and h must be more than 0 m")
	} else if !c.all().Holds(Point{r.X, r.Y}) || !c.all().Holds(Point{r.X + r.W, r.Y + r.H}) {
		c.add(path, fmt.Sprintf("reaches outside the plan of %g by %g m", c.plan.Width, c.plan.Height))
	}
}

func (c *checker) all() Rect { return Rect{0, 0, c.plan.Width, c.plan.Height} }

func size(v float64) bool { return v > 0 && v <= 2000 }

// ways checks that the nodes of every way are there and that all hang together.
func (c *checker) ways() {
	part, nodes := map[string]string{}, names{} // part is union-find
	for i, n := range c.plan.Nodes {
		path := fmt.Sprintf("nodes[%d]", i)
		c.id(path+".id", n.ID, nodes)
		c.inside(path, n.Point())
		part[n.ID] = n.ID
	}
	root := func(id string) string {
		for part[id] != id {
			id = part[id]
		}
		return id
	}
	if len(c.plan.Ways) == 0 {
		c.add("ways", "is missing: carts need a way to go along")
		return
	}
	for i, w := range c.plan.Ways {
		path, ok := fmt.Sprintf("ways[%d]", i), true
		for _, end := range [...]struct{ name, id string }{{".from", w.From}, {".to", w.To}} {
			if !nodes[end.id] {
				c.add(path+end.name, fmt.Sprintf("no node is called %q", end.id))
				ok = false
			}
		}
		if ok && w.From == w.To {
			c.add(path, "leads from a node to itself")
		} else if ok {
			part[root(w.From)] = root(w.To)
		}
	}
	for i, n := range c.plan.Nodes {
		if first := c.plan.Nodes[0].ID; root(n.ID) != root(first) {
			c.add(fmt.Sprintf("nodes[%d]", i), fmt.Sprintf("no way leads from %q to %q", first, n.ID))
			return // one is enough: an island has many
		}
	}
}
