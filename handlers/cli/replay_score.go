package cli

import (
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/recording"
)

// ReplaySummary is how decisions compare with labels; all but the last three are counts.
type ReplaySummary struct {
	Labels        int   `json:"labels"`
	Correct       int   `json:"correct"`
	WrongAccepted int   `json:"wrong_accepted"`
	Asked         int   `json:"asked"`
	AskedTop3     int   `json:"asked_top3"`
	Late          int   `json:"late"`
	Missed        int   `json:"missed"`
	False         int   `json:"false"`
	Disturbances  int   `json:"disturbances"`
	BasketExact   bool  `json:"basket_exact"`
	LatencyP50    int64 `json:"latency_ms_p50"`
	LatencyP95    int64 `json:"latency_ms_p95"`
}

// Windows in which a decision belongs to a label, around its first contact.
const (
	matchBefore  evidence.Millis = 500
	matchAfter   evidence.Millis = 3000
	decideWithin evidence.Millis = 3000
	decideHard   evidence.Millis = 5000
)

// chain is a decision with those that revise it, in order.
type chain struct {
	all []evidence.Decision
}

func (c chain) at() evidence.Millis { return c.all[0].At }

// counted is the last revision decided by a deadline that follows no answer.
func (c chain) counted(by evidence.Millis) (evidence.Decision, bool) {
	var last evidence.Decision
	ok := false
	for _, d := range c.all {
		if d.Answers != 0 || d.Decided > by {
			break
		}
		last, ok = d, true
	}
	return last, ok
}

// chains groups decisions by what they revise, in the order they began.
func chains(ds []evidence.Decision) []chain {
	var out []chain
	of := map[int]int{}
	for _, d := range ds {
		if i, ok := of[d.Revises]; ok && d.Revises != 0 {
			out[i].all = append(out[i].all, d)
			of[d.ID] = i
			continue
		}
		of[d.ID] = len(out)
		out = append(out, chain{[]evidence.Decision{d}})
	}
	slices.SortStableFunc(out, func(a, b chain) int { return int(a.at() - b.at()) })
	return out
}

// verdict is how a chain counts for a label.
type verdict int

const (
	noMatch verdict = iota
	lateMatch
	wrongMatch
	askedMatch
	asked3Match
	correctMatch
)

func judge(c chain, l recording.Label, within evidence.Millis) (verdict, evidence.Decision) {
	if c.at() < l.At-matchBefore || c.at() > l.At+matchAfter {
		return noMatch, evidence.Decision{}
	}
	d, ok := c.counted(l.At + within)
	if !ok {
		if c.all[0].Action == evidence.Ignore {
			return noMatch, d
		}
		return lateMatch, c.all[0]
	}
	switch d.Action {
	case evidence.Ignore:
		return noMatch, d
	case evidence.Ask:
		if slices.ContainsFunc(d.Candidates, func(k evidence.Candidate) bool { return k.Item.GTIN == l.GTIN && !l.GTIN.IsZero() }) {
			return asked3Match, d
		}
		return askedMatch, d
	}
	if string(d.Action) == l.Action && d.Item.GTIN == l.GTIN && max(d.Quantity, 1) == max(l.Quantity, 1) {
		return correctMatch, d
	}
	return wrongMatch, d
}

// worth orders matchings: most correct first, then most matched, then the better kind of match.
func (v verdict) worth() int {
	switch v {
	case noMatch:
		return 0
	case correctMatch:
		return 1_000_000
	}
	return 1000 + int(v)
}

// match pairs labels with chains one to one, in time order, and returns for each label the chain or
// -1. It is the best alignment of two sequences: a chain that begins earlier goes to the earlier label.
func match(labels []recording.Label, cs []chain, within evidence.Millis) []int {
	n, m := len(labels), len(cs)
	best := make([][]int, n+1)
	for i := range best {
		best[i] = make([]int, m+1)
	}
	worth := func(i, j int) int {
		v, _ := judge(cs[j], labels[i], within)
		return v.worth()
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if w := worth(i, j); w > 0 {
				best[i][j] = max(best[i][j], w+best[i+1][j+1])
			}
		}
	}
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	for i, j := 0, 0; i < n && j < m; {
		w := worth(i, j)
		switch {
		case w > 0 && best[i][j] == w+best[i+1][j+1]:
			out[i] = j
			i, j = i+1, j+1
		case best[i][j] == best[i][j+1]:
			j++
		default:
			i++
		}
	}
	return out
}

// Score compares the decisions of a replay with the labels of its recording.
func Score(labels []recording.Label, decisions []evidence.Decision, hard bool) ReplaySummary {
	within := decideWithin
	if hard {
		within = decideHard
	}
	var s ReplaySummary
	var goods []recording.Label
	for _, l := range labels {
		if l.Action == "none" {
			s.Disturbances++
			continue
		}
		goods = append(goods, l)
	}
	s.Labels = len(goods)
	cs := untangle(chains(decisions), goods, within)
	pairs := match(goods, cs, within)
	used := make([]bool, len(cs))
	var delays []int64
	for i, j := range pairs {
		if j < 0 {
			s.Missed++
			continue
		}
		used[j] = true
		v, d := judge(cs[j], goods[i], within)
		switch v {
		case correctMatch:
			s.Correct++
		case asked3Match:
			s.Asked++
			s.AskedTop3++
		case askedMatch:
			s.Asked++
		case wrongMatch:
			s.WrongAccepted++
		case lateMatch:
			s.Late++
			continue
		}
		delays = append(delays, int64(d.Decided-goods[i].At))
	}
	for j, c := range cs {
		if d, ok := c.counted(c.at() + within); !used[j] && !(ok && d.Action == evidence.Ignore) && !(len(c.all) == 1 && c.all[0].Action == evidence.Ignore) {
			s.False++
		}
	}
	s.BasketExact = basketExact(goods, cs)
	s.LatencyP50, s.LatencyP95 = quantile(delays, 50), quantile(delays, 95)
	return s
}

// untangle orders chains of one instant as the labels of that time want them: two things put
// in at once have no order of their own.
func untangle(cs []chain, labels []recording.Label, within evidence.Millis) []chain {
	first := func(c chain) int {
		for i, l := range labels {
			if v, _ := judge(c, l, within); v == correctMatch {
				return i
			}
		}
		return len(labels)
	}
	slices.SortStableFunc(cs, func(a, b chain) int {
		if a.at() != b.at() {
			return int(a.at() - b.at())
		}
		return first(a) - first(b)
	})
	return cs
}

// basketExact reports whether what every decision came to in the end is what truly lies inside.
func basketExact(labels []recording.Label, cs []chain) bool {
	left := map[evidence.Item]int{}
	for _, l := range labels {
		n := max(l.Quantity, 1)
		if l.Action == "take" {
			n = -n
		}
		left[evidence.Item{GTIN: l.GTIN}] += n
	}
	for _, c := range cs {
		d := c.all[len(c.all)-1]
		switch d.Action {
		case evidence.Put:
			left[d.Item] -= max(d.Quantity, 1)
		case evidence.Take:
			left[d.Item] += max(d.Quantity, 1)
		case evidence.Ask:
			return false
		}
	}
	for _, n := range left {
		if n != 0 {
			return false
		}
	}
	return true
}

// quantile is the nearest-rank percentile, zero of none.
func quantile(v []int64, percent int) int64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[max(0, (len(v)*percent+99)/100-1)]
}
