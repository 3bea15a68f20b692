package soft

import "math"

// polishPasses bounds how often polish goes over the blocks.
const polishPasses = 4

// polish changes one block at a time while that raises the correlation itself,
// which the sweeps, that hold the gain, only approach.
//
//go:norace
func (b *blur) polish(c *response, s symbol) (symbol, float32) {
	g := b.times(&s)
	product, norm := c.dot(&s), g.dot(&s)
	rho := func(product, norm float32) float32 {
		return product / float32(math.Sqrt(math.Max(float64(norm), 1e-9)))
	}
	best := rho(product, norm)
	for range polishPasses {
		changed := false
		for n := range blocks {
			at, from := start(n), s[n]
			old := &patterns[n/half][from]
			own := b.of[n][from][at : at+7]
			to, toProduct, toNorm := from, product, norm
			for t := range choices(n) {
				p := &patterns[n/half][t]
				var dc, dg, cross float32
				for j, v := range p {
					d := v - old[j]
					dc += d * c[at+j]
					dg += d * g[at+j]
					cross += v * own[j]
				}
				// (s+d)ᵀG(s+d) = sᵀGs + 2dᵀGs + dᵀGd
				np, nn := product+dc, norm+2*dg+b.self[n][t]+b.self[n][from]-2*cross
				if r := rho(np, nn); r > best+1e-6 {
					best, to, toProduct, toNorm = r, uint8(t), np, nn
				}
			}
			if to == from {
				continue
			}
			for i := range g {
				g[i] += b.of[n][to][i] - b.of[n][from][i]
			}
			s[n], product, norm, changed = to, toProduct, toNorm, true
		}
		if !changed {
			break
		}
	}
	return s, best
}

// lead returns by how much a symbol leads, in log-likelihood, every other that a
// check digit allows: such differ in two digits or more, and cost at least what
// the two cheapest changes cost.
//
//go:norace
func (b *blur) lead(c *response, s *symbol) float32 {
	g := b.times(s)
	product, norm := c.dot(s), g.dot(s)
	full := logLikelihood(product / float32(math.Sqrt(math.Max(float64(norm), 1e-9))))
	first, second := float32(math.Inf(1)), float32(math.Inf(1))
	for n := range blocks {
		at, from := start(n), s[n]
		old, own := &patterns[n/half][from], b.of[n][from][at:at+7]
		least := float32(math.Inf(1))
		for t := range choices(n) {
			if uint8(t) == from {
				continue
			}
			var dc, dg, cross float32
			for j, v := range &patterns[n/half][t] {
				d := v - old[j]
				dc += d * c[at+j]
				dg += d * g[at+j]
				cross += v * own[j]
			}
			changed := norm + 2*dg + b.self[n][t] + b.self[n][from] - 2*cross
			rho := (product + dc) / float32(math.Sqrt(math.Max(float64(changed), 1e-9)))
			least = min(least, full-logLikelihood(rho))
		}
		switch {
		case least < first:
			first, second = least, first
		case least < second:
			second = least
		}
	}
	return max(first, 0) + max(second, 0)
}
