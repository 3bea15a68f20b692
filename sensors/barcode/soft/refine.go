package soft

import (
	"cmp"
	"slices"
)

// hypothesis is one way in which a symbol may lie on a profile.
type hypothesis struct {
	rho    float32
	warp   warp
	upside bool
	blur   int
	symbol symbol
	lead   float32 // see blur.lead; 0 where the symbol was not refined
}

// spreads are the standard deviations, in modules, by which the coefficients of
// a warp are tried around it.
var spreads = [degree]float32{.35, .35, .35, .25, .2, .15}

const (
	refined     = 4   // hypotheses that are kept to be refined
	hopeful     = .75 // correlation under which refining is in vain: lines across symbols start from .89
	validMerit  = .04
	rival       = .08 // by which a hypothesis may fall behind the best and still be refined
	rounds      = 4   // of refinement
	tries       = 48  // warps tried in each
	firstSpread = 1.3 // of spreads, in the first round
	shrink      = .65 // from round to round
	enough      = .97 // a correlation with a readable symbol after which no other hypothesis is tried
)

// evaluate decodes a profile under a warp.
//
//go:norace
func (m *model) evaluate(profile []float32, h hypothesis) hypothesis {
	v := m.look(profile, &h.warp, h.upside)
	c := m.blur[h.blur].respond(&v)
	h.symbol, h.rho = m.blur[h.blur].decode(&c)
	return h
}

// hypotheses finds where a symbol may lie on a profile, best first: five
// ways to lay it out, both directions, three blurs.
func (m *model) hypotheses(profile []float32, w widths) []hypothesis {
	var all []hypothesis
	for _, p := range m.segments.layoutsOf(profile, w) {
		for _, f := range []*fitter{m.place, m.straight} {
			if start := f.fit(&p.knots); start.module() >= .5 {
				all = append(all, m.starts(profile, start)...)
			}
		}
	}
	slices.SortStableFunc(all, better)
	var kept []hypothesis
	for _, h := range all {
		if !slices.ContainsFunc(kept, func(k hypothesis) bool { return h.near(&k) }) {
			kept = append(kept, h)
		}
		if len(kept) == refined {
			break
		}
	}
	return kept
}

// starts decodes a profile under one warp, both ways up, under three blurs.
//
//go:norace
func (m *model) starts(profile []float32, w warp) []hypothesis {
	var all []hypothesis
	for _, upside := range []bool{false, true} {
		v := m.look(profile, &w, upside)
		for _, b := range []int{1, 3, 5} {
			c := m.blur[b].respond(&v)
			s, rho := m.blur[b].decode(&c)
			all = append(all, hypothesis{rho: rho, warp: w, upside: upside, blur: b, symbol: s})
		}
	}
	return all
}

// better orders hypotheses, best first. One in sixty symbols decoded from
// anything else has a right parity and check digit, so that counts too: wide
// blurs explain print well, but not as a GTIN.
func better(a, b hypothesis) int { return cmp.Compare(b.merit(), a.merit()) }

func (h *hypothesis) merit() float32 {
	if _, ok := h.symbol.read(); ok {
		return h.rho + validMerit
	}
	return h.rho
}

// near says whether two hypotheses differ by the blur alone.
func (h *hypothesis) near(k *hypothesis) bool {
	if h.upside != k.upside {
		return false
	}
	var most float32
	for i := range h.warp {
		most = max(most, abs(h.warp[i]-k.warp[i]))
	}
	return most <= .7*h.warp.module()
}

func abs(x float32) float32 { return max(x, -x) }

// refine tries warps around a hypothesis and keeps the best.
func (m *model) refine(profile []float32, h hypothesis) hypothesis {
	size := firstSpread * h.warp.module()
	for round := range rounds {
		best, base := h, h.warp
		for i := range tries {
			t := best
			t.blur, t.warp = h.blur, m.perturbed(&base, round*tries+i, size)
			if t = m.evaluate(profile, t); t.rho > best.rho {
				best = t
			}
		}
		h = best
		for _, b := range []int{best.blur - 1, best.blur + 1} {
			if b < 0 || b >= len(blurs) {
				continue
			}
			t := best
			t.blur = b
			if t = m.evaluate(profile, t); t.rho > h.rho {
				h = t
			}
		}
		size *= shrink
	}
	v := m.look(profile, &h.warp, h.upside)
	c := m.blur[h.blur].respond(&v)
	h.symbol, h.rho = m.blur[h.blur].polish(&c, h.symbol)
	h.lead = m.blur[h.blur].lead(&c, &h.symbol)
	return h
}

// perturbed returns w with the n-th set of deviates added, in units of size
// pixels.
func (m *model) perturbed(w *warp, n int, size float32) warp {
	out := *w
	for j, d := range &m.normals[n%len(m.normals)] {
		out[j] += d * spreads[j] * size
	}
	return out
}
