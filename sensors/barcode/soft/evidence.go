package soft

import (
	"slices"
)

// Strip is what one line across a region says: the ways in which a symbol may
// lie on it, best first.
type Strip struct {
	profile []float32
	ways    []hypothesis
	fine    []observation
	coarse  map[*Catalogue][]float32
}

// observation is a response of the modules under one warp and blur.
type observation struct {
	c    response
	blur int
}

const (
	closeWays  = .1 // ways whose correlation falls further behind the best are dropped
	coarseTry  = 10 // warps under which a whole catalogue is scored
	fineTry    = 40 // warps under which what is left of it is scored
	fineSpread = .7 // of spreads
)

// readStrip reads one profile; nil where no symbol can lie on it.
func (m *model) readStrip(profile []float32, w widths) *Strip {
	ways := m.hypotheses(profile, w)
	if len(ways) == 0 {
		return nil
	}
	s := &Strip{profile: profile}
	for _, h := range ways {
		if h.rho >= hopeful && h.merit() >= ways[0].merit()-rival {
			h = m.refine(profile, h)
		}
		s.ways = append(s.ways, h)
		if _, ok := h.symbol.read(); ok && h.rho >= enough {
			break
		}
	}
	slices.SortStableFunc(s.ways, better)
	s.ways = slices.DeleteFunc(s.ways, func(h hypothesis) bool { return h.rho < s.ways[0].rho-closeWays })
	return s
}

// Correlation is how well the freely decoded symbol explains the line, 0 to 1.
func (s *Strip) Correlation() float64 { return float64(s.ways[0].rho) }

// read returns the freely decoded GTIN-13, false where its check digit or
// parity is wrong.
func (s *Strip) read() (digits, bool) { return s.ways[0].symbol.read() }

// plain says whether a line reads clearly as some GTIN; nil does not.
func (s *Strip) plain() bool {
	if s == nil || s.ways[0].rho < clearRho {
		return false
	}
	_, ok := s.read()
	return ok
}

// promises says whether a line may be one of a symbol's: under the widest blur
// almost anything is explained well.
func (s *Strip) promises() bool {
	return s.ways[0].rho >= promising && s.ways[0].blur < len(blurs)-1
}

// observe returns the responses under warps around each way.
//
//go:norace
func (m *model) observe(s *Strip) []observation {
	if s.fine != nil {
		return s.fine
	}
	for _, h := range s.ways {
		size := fineSpread * h.warp.module()
		for i := range fineTry {
			w := h.warp
			if i > 0 {
				w = m.perturbed(&h.warp, 200+i, size)
			}
			v := m.look(s.profile, &w, h.upside)
			for b := max(h.blur-1, 0); b <= min(h.blur+1, len(blurs)-1); b++ {
				s.fine = append(s.fine, observation{m.blur[b].respond(&v), b})
			}
		}
	}
	return s.fine
}

// observeCoarsely returns the responses under a few warps around each way, each
// at its own blur.
func (m *model) observeCoarsely(s *Strip) []observation {
	var out []observation
	for _, h := range s.ways {
		size := fineSpread * h.warp.module()
		for i := range coarseTry {
			w := h.warp
			if i > 0 {
				w = m.perturbed(&h.warp, 200+i, size)
			}
			v := m.look(s.profile, &w, h.upside)
			out = append(out, observation{m.blur[h.blur].respond(&v), h.blur})
		}
	}
	return out
}
