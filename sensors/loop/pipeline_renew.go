package loop

import (
	"maps"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
)

// renew forgets all that the pipeline saw, but for the goods and the zeros of
// its scales.
func (p *Pipeline) renew(r evidence.Renew) {
	now := p.now
	*p = *NewPipeline(p.cfg)
	p.now = now
	for _, name := range slices.Sorted(maps.Keys(r.Zeros)) {
		p.scaleNamed(name).indicator.Zero(r.Zeros[name])
	}
}

// Zeros are the grams that each scale takes as nothing.
func (p *Pipeline) Zeros() map[string]float64 {
	out := make(map[string]float64, len(p.scales))
	for name, w := range p.scales {
		out[name] = w.indicator.Zeroed()
	}
	return out
}
