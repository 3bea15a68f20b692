package floor

import (
	"math"
	"slices"
)

// Path is a way to go: its corners, first and last included, and its length.
type Path struct {
	Points []Point `json:"points"`
	Metres float64 `json:"metres"`
}

// ShortestWay returns the shortest path from a to b along the ways: straight
// to the nearest point of a way, along ways, and straight to b. On a plan
// without ways it is the straight line. It is Dijkstra's algorithm (1959) on
// the nodes and the two points where a and b join the ways.
func (p *Plan) ShortestWay(a, b Point) Path {
	g := p.graph()
	from, okA := g.join(a)
	to, okB := g.join(b)
	if !okA || !okB {
		return Path{Points: []Point{a, b}, Metres: a.Distance(b)}
	}
	nodes := g.dijkstra(from, to)
	if nodes == nil {
		return Path{Points: []Point{a, b}, Metres: a.Distance(b)}
	}
	points := []Point{a}
	for _, n := range nodes {
		if q := g.at[n]; q != points[len(points)-1] {
			points = append(points, q)
		}
	}
	if points[len(points)-1] != b {
		points = append(points, b)
	}
	out := Path{Points: points}
	for i := 1; i < len(points); i++ {
		out.Metres += points[i-1].Distance(points[i])
	}
	return out
}

// graph is the plan's nodes with their neighbours, to which joins are added.
type graph struct {
	at    []Point
	edges [][2]int
}

func (p *Plan) graph() *graph {
	g := &graph{}
	id := map[string]int{}
	for _, n := range p.Nodes {
		id[n.ID] = len(g.at)
		g.at = append(g.at, n.Point())
	}
	for _, w := range p.Ways {
		i, ok := id[w.From]
		j, ok2 := id[w.To]
		if ok && ok2 && i != j {
			g.edges = append(g.edges, [2]int{i, j})
		}
	}
	return g
}

// join adds the point of the ways nearest to q, splitting the way it lies on,
// and returns its number.
func (g *graph) join(q Point) (int, bool) {
	best, edge := math.Inf(1), -1
	var foot Point
	for i, e := range g.edges {
		f := nearest(g.at[e[0]], g.at[e[1]], q)
		if d := f.Distance(q); d < best {
			best, edge, foot = d, i, f
		}
	}
	if edge < 0 {
		return 0, false
	}
	e := g.edges[edge]
	n := len(g.at)
	g.at = append(g.at, foot)
	g.edges[edge] = [2]int{e[0], n}
	g.edges = append(g.edges, [2]int{n, e[1]})
	return n, true
}

// nearest is the point of the segment ab nearest to q.
func nearest(a, b, q Point) Point {
	dx, dy := b.X-a.X, b.Y-a.Y
	l := dx*dx + dy*dy
	if l == 0 {
		return a
	}
	t := math.Max(0, math.Min(1, ((q.X-a.X)*dx+(q.Y-a.Y)*dy)/l))
	return Point{a.X + t*dx, a.Y + t*dy}
}

func (g *graph) dijkstra(from, to int) []int {
	dist := make([]float64, len(g.at))
	prev := make([]int, len(g.at))
	done := make([]bool, len(g.at))
	for i := range dist {
		dist[i], prev[i] = math.Inf(1), -1
	}
	dist[from] = 0
	for {
		u := -1
		for i := range dist {
			if !done[i] && !math.IsInf(dist[i], 1) && (u < 0 || dist[i] < dist[u]) {
				u = i
			}
		}
		if u < 0 {
			return nil
		}
		if u == to {
			break
		}
		done[u] = true
		for _, e := range g.edges {
			v := -1
			if e[0] == u {
				v = e[1]
			} else if e[1] == u {
				v = e[0]
			}
			if v >= 0 && dist[u]+g.at[u].Distance(g.at[v]) < dist[v] {
				dist[v], prev[v] = dist[u]+g.at[u].Distance(g.at[v]), u
			}
		}
	}
	var out []int
	for n := to; n >= 0; n = prev[n] {
		out = append(out, n)
	}
	slices.Reverse(out)
	return out
}
