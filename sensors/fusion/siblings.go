package fusion

import "github.com/dashcart/dashcart/models/evidence"

// kin is what there is to say of the siblings of the best hypothesis: goods of
// one price, which the store lets stand for one another.
type kin struct {
	one      hypothesis // of them that is to stand for it: one inside already, else the best
	together float64    // posterior
	looks    bool       // every look names one of them
}

// sameLooks is the probability that a look must give siblings together.
const sameLooks = 0.7

// kinOf gathers the siblings of the best hypothesis.
func (e *Engine) kinOf(s situation) (k kin) {
	if s.good.Siblings == "" {
		return k
	}
	among := map[evidence.Item]bool{}
	found := false
	for _, h := range s.hs {
		g, ok := e.good(h.item)
		if !ok || g.Siblings != s.good.Siblings || h.quantity != 1 || h.z > tight {
			continue
		}
		among[h.item] = true
		k.together += h.p
		if inside := e.holds(h.item); !found || inside && !e.holds(k.one.item) {
			k.one, found = h, true
		}
	}
	k.one.p = k.together
	k.looks = s.looks.any
	for _, l := range s.looks.seen {
		var p float64
		for _, c := range l.Candidates {
			if among[c.Item] {
				p += c.P
			}
		}
		k.looks = k.looks && p >= sameLooks
	}
	return k
}

// holds reports whether one of an item lies inside.
func (e *Engine) holds(it evidence.Item) bool {
	for _, u := range e.units {
		if u.item == it {
			return true
		}
	}
	return false
}

// chosen is the hypothesis that a gate accepts.
func (s situation) chosen(gate string) hypothesis {
	if gate == GateSiblings {
		return s.kin.one
	}
	return s.hs[0]
}

// siblingsGate: whichever of them it is, it costs the same.
func siblingsGate(s situation) bool {
	return s.step.Grams > 0 && s.hs[0].quantity == 1 && s.hs[0].z <= tight && s.kin.looks && s.kin.together >= s.min && agrees(s)
}
