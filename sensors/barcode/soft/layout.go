package soft

import "math"

// impossible is the score of what cannot be.
const impossible = -1e9

// solve runs the dynamic programme over the segments and traces the best ends
// back.
//
//go:norace
func (g *grid) solve() []layout {
	nw, np := len(g.modules), g.places
	value := append([]float32(nil), g.before...)
	next := make([]float32, nw*np)
	best := make([]float32, np)
	var came [len(segmentLengths)][]int8 // by how many widths the segment before differed
	for s, length := range segmentLengths {
		came[s] = make([]int8, nw*np)
		scores := g.scoresOf(s)
		for w, m := range g.modules {
			g.enter(value, w, best, came[s][w*np:(w+1)*np])
			shift := int(math.Round(float64(length) * m / step))
			row := next[w*np : (w+1)*np]
			for x := range min(shift, np) {
				row[x] = impossible
			}
			score := scores[w*np : (w+1)*np]
			for x := shift; x < np; x++ {
				row[x] = best[x-shift] + score[x-shift]
			}
		}
		value, next = next, value
	}
	for i, v := range g.after {
		value[i] += v
	}
	return g.trace(value, &came)
}

// enter finds for each place the best module width to come from into width w.
//
//go:norace
func (g *grid) enter(value []float32, w int, best []float32, from []int8) {
	np := g.places
	copy(best, value[w*np:(w+1)*np])
	clear(from)
	for d := -mostChange; d <= mostChange; d++ {
		if d == 0 || w+d < 0 || w+d >= len(g.modules) {
			continue
		}
		cost := changeCost * float32(max(d, -d))
		for x, v := range value[(w+d)*np : (w+d+1)*np] {
			if v -= cost; v > best[x] {
				best[x], from[x] = v, int8(d)
			}
		}
	}
}

func (g *grid) scoresOf(segment int) []float32 {
	switch {
	case segment == 0 || segment == len(segmentLengths)-1:
		return g.guard
	case segment < 7:
		return g.left
	case segment == 7:
		return g.middle
	}
	return g.right
}

// trace returns distinct layouts by their ends, best first.
func (g *grid) trace(value []float32, came *[len(segmentLengths)][]int8) []layout {
	var kept []layout
	for range 4 * layoutsKept {
		end, score := 0, float32(impossible)
		for i, v := range value {
			if v > score {
				end, score = i, v
			}
		}
		if score <= impossible/2 {
			break
		}
		w, x := end/g.places, end%g.places
		m := g.modules[w]
		l := g.back(w, x, came)
		l.score = score
		if !similar(kept, &l, float32(m)) {
			kept = append(kept, l)
		}
		if len(kept) == layoutsKept {
			break
		}
		reach := int(2*m/step) + 1
		for w := range g.modules {
			for i := max(0, x-reach); i < min(g.places, x+reach); i++ {
				value[w*g.places+i] = impossible
			}
		}
	}
	return kept
}

func (g *grid) back(w, x int, came *[len(segmentLengths)][]int8) layout {
	var l layout
	l.knots[len(knots)-1] = float32(x) * step
	for s := len(segmentLengths) - 1; s >= 0; s-- {
		x -= int(math.Round(float64(segmentLengths[s]) * g.modules[w] / step))
		l.knots[s] = float32(x) * step
		w += int(came[s][w*g.places+x])
	}
	return l
}

// similar says whether a layout differs from one of kept by less than a module
// everywhere.
func similar(kept []layout, l *layout, module float32) bool {
	for i := range kept {
		var most float32
		for k, x := range l.knots {
			most = max(most, abs(x-kept[i].knots[k]))
		}
		if most <= module {
			return true
		}
	}
	return false
}
