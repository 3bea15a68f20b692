package soft

import (
	"cmp"
	"slices"

	"github.com/dashcart/dashcart/models/gs1"
)

const (
	clearRho    = .88 // correlation from which a line's free reading counts
	agreeing    = 2   // lines that must say the same without a catalogue
	enoughLead  = 16  // log-likelihood by which they must lead any other GTIN; wrong ones reached 9
	kept        = 60  // GTINs of a catalogue that are scored finely
	goodGap     = 8   // by which the best listed GTIN may explain a line worse than any symbol
	goodRho     = .8  // and how well at least
	enoughAhead = 36  // log-likelihood by which the best must lead the second
	gapShare    = 3   // times what the best explains worse than any symbol
)

// Candidate is a GTIN of the catalogue with its log-likelihood on all lines, up
// to a constant that all candidates share.
type Candidate struct {
	GTIN          gs1.GTIN
	LogLikelihood float64
}

// Verdict is what lines across one symbol say together.
type Verdict struct {
	// Text is the accepted GTIN-13 as digits, empty where nothing is accepted.
	Text string
	// ByCatalogue says that only the catalogue settled it.
	ByCatalogue bool
	// Ahead is by how much the best GTIN of the catalogue leads the second, in
	// log-likelihood over the lines that it explains well; 36 is needed.
	Ahead float64
	// Unlisted is the log-likelihood of the best symbol whatever its digits, on
	// the candidates' scale: what a code outside the catalogue could reach.
	Unlisted float64
	// Candidates are the GTINs that explain the lines best, best first.
	Candidates []Candidate
}

// free returns the GTIN that most lines read alike without a catalogue, false
// where fewer than two clear ones agree, two texts have as many, or another
// GTIN would explain the agreeing lines almost as well: under heavy blur that
// is so, and lines then agree on a wrong one too.
func free(strips []*Strip) (digits, bool) {
	votes, leads := map[digits]int{}, map[digits]float32{}
	for _, s := range strips {
		if s.plain() {
			d, _ := s.read()
			votes[d]++
			leads[d] += s.ways[0].lead
		}
	}
	var best digits
	most, tied := 0, false
	for d, n := range votes {
		switch {
		case n > most:
			best, most, tied = d, n, false
		case n == most:
			tied = true
		}
	}
	return best, most >= agreeing && !tied && leads[best] >= enoughLead
}

// Judge weighs lines across one symbol, of one frame or of several. The
// catalogue may be nil.
func (c *Catalogue) Judge(strips []*Strip) Verdict {
	var v Verdict
	if d, ok := free(strips); ok {
		v.Text = d.String()
	}
	if c == nil || len(c.symbols) == 0 || len(strips) == 0 {
		return v
	}
	c.weigh(strips, &v)
	return v
}

// weigh compares the lines with the catalogue.
func (c *Catalogue) weigh(strips []*Strip, v *Verdict) {
	total := make([]float32, len(c.symbols))
	for _, s := range strips {
		for i, l := range c.likelihoods(s) {
			total[i] += l
		}
	}
	top := best(total, kept)
	rho := make([][]float32, len(strips))
	sum := make([]float32, len(top))
	for n, s := range strips {
		rho[n] = c.correlations(s, top)
		for i, r := range rho[n] {
			sum[i] += logLikelihood(r)
		}
		v.Unlisted += float64(logLikelihood(s.ways[0].rho))
	}
	order := best(sum, len(sum))
	for _, i := range order {
		g, err := gs1.ParseGTIN(c.gtins[top[i]].String())
		if err == nil {
			v.Candidates = append(v.Candidates, Candidate{g, float64(sum[i])})
		}
	}
	if v.Text == "" && len(order) > 0 {
		if c.settles(strips, rho, top, order, v) {
			v.Text, v.ByCatalogue = c.gtins[top[order[0]]].String(), true
		}
	}
}

// settles says whether the best GTIN of the catalogue is accepted: it leads
// clearly on the lines that it explains almost as well as any symbol does, and
// no code that is not listed is read on more of those lines than it is: the
// goods may be a sibling that nobody has listed.
func (c *Catalogue) settles(strips []*Strip, rho [][]float32, top, order []int32, v *Verdict) bool {
	var gap float64
	best := c.gtins[top[order[0]]]
	votes := map[digits]int{}
	for n, s := range strips {
		first := logLikelihood(rho[n][order[0]])
		second := float32(0)
		if len(order) > 1 {
			second = logLikelihood(rho[n][order[1]])
		}
		behind := logLikelihood(s.ways[0].rho) - first
		if behind >= goodGap || rho[n][order[0]] <= goodRho {
			continue
		}
		v.Ahead += float64(first - second)
		gap += max(float64(behind), 0)
		if d, ok := s.read(); ok {
			votes[d]++
		}
	}
	for d, n := range votes {
		if _, listed := c.index[d]; !listed && n > votes[best] {
			return false
		}
	}
	return v.Ahead >= enoughAhead && v.Ahead >= gapShare*gap
}

// best returns the places of the n largest values, largest first, earlier
// places first among equals.
func best(values []float32, n int) []int32 {
	byValue := func(a, b int32) int {
		return cmp.Or(cmp.Compare(values[b], values[a]), cmp.Compare(a, b))
	}
	var top []int32
	n = min(n, len(values))
	for i, v := range values {
		if len(top) == n && (n == 0 || v <= values[top[n-1]]) {
			continue
		}
		at, _ := slices.BinarySearchFunc(top, int32(i), byValue)
		if len(top) == n {
			top = top[:n-1]
		}
		top = slices.Insert(top, at, int32(i))
	}
	return top
}
