package trip

import (
	"math"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
)

// builder gathers the events of one command, folding each as it is added, so
// that a later one of the same command sees what the earlier did.
type builder struct {
	decider
	events []Event
}

func (d decider) begin() *builder { return &builder{decider: d} }

func (b *builder) add(e Event) {
	b.events = append(b.events, e)
	b.s = Apply(b.s, Record{Seq: b.s.Seq, At: b.now, Trip: b.t.ID, Event: e})
	b.t = b.s.Trip
}

// startShopping begins the trip for a shopper who answered no question about
// bags but put something in.
func (b *builder) startShopping() {
	if b.t.Status == Linked {
		b.add(ShoppingStarted{})
	}
}

func (d decider) line(id int) int {
	return slices.IndexFunc(d.t.Lines, func(l pricing.Line) bool { return l.ID == id })
}

func (d decider) effect(decision int) int {
	if decision == 0 {
		return -1
	}
	return slices.IndexFunc(d.t.Effects, func(e Effect) bool { return e.Decision == decision })
}

func (d decider) question(id int) int {
	return slices.IndexFunc(d.t.Questions, func(q Question) bool { return q.ID == id })
}

// put adds line, merged into a line that is the same thing at the same price.
func (b *builder) put(line pricing.Line, eff Effect, why *evidence.Decision, kind string) error {
	if line.Sold == pricing.SoldByWeight && line.Weight.IsZero() {
		return refuse(CodeNoWeight, "put: %s is sold by weight and was not weighed", line.Name)
	}
	if line.Sold == pricing.SoldByWeight && line.Label == "" && line.Weight.TooLight() {
		return refuse(CodeTooLight, "put: %s of %s; the scale sells %s and more", line.Weight, line.Name, line.Weight.Least())
	}
	line.ID, line.At = b.t.NextLine+1, b.now
	if i := slices.IndexFunc(b.t.Lines, func(l pricing.Line) bool { return merges(l, line) }); i >= 0 {
		l := b.t.Lines[i]
		l.Quantity += line.Quantity
		l.Grams += line.Grams
		l.SD = math.Hypot(l.SD, line.SD)
		for _, f := range line.Flags {
			l.Flags = withFlag(l.Flags, f)
		}
		line = l
	}
	eff.Line, eff.Action = line.ID, evidence.Put
	b.add(LinePut{Line: line, Effect: eff, Evidence: why, Kind: kind})
	return nil
}

func merges(have, add pricing.Line) bool {
	return have.Label == "" && add.Label == "" && have.Sold == pricing.SoldEach && add.Sold == pricing.SoldEach &&
		have.Item == add.Item && have.Item != (evidence.Item{}) && have.UnitPrice == add.UnitPrice
}

// take removes what eff says from the lines of its item, the last put first;
// for goods by weight or with labels of their own from the line nearest in mass. It reports whether the
// basket held any; if not, it asks what was taken out.
func (b *builder) take(eff Effect, why *evidence.Decision, kind string) bool {
	found := false
	for left := eff.Quantity; left > 0; {
		i := b.nearest(eff)
		if i < 0 {
			break
		}
		l := b.t.Lines[i]
		n := min(left, l.Quantity)
		stay, grams := less(l, n, eff.Grams, eff.Weight)
		e := eff
		e.Line, e.Quantity, e.Action, e.Grams = l.ID, n, evidence.Take, grams
		was := l
		e.Taken = &was
		if found {
			e.Decision = 0 // one decision, one effect that can be revised: the first
		}
		b.add(LineTaken{Line: l.ID, Left: stay, Was: l, Effect: e, Evidence: why, Kind: kind})
		found = true
		left -= n
		if l.Sold == pricing.SoldByWeight {
			break
		}
	}
	if !found && why != nil {
		b.ask(Question{ID: eff.Decision, Direction: evidence.Take, Grams: eff.Grams, SD: eff.SD, Weight: eff.Weight, Choices: b.inside(eff.Grams), At: b.now}, why)
	}
	return found
}

func (b *builder) nearest(eff Effect) int {
	best := -1
	for i, l := range b.t.Lines {
		switch {
		case l.Item != eff.Item:
		case eff.Label != "" && l.Label == eff.Label:
			return i
		case best < 0 || l.Sold != pricing.SoldByWeight && l.Label == "" && b.t.Lines[best].Label == "":
			best = i
		case off(l, eff) < off(b.t.Lines[best], eff):
			best = i
		}
	}
	return best
}

// off is by how much the mass of one thing of a line differs from what was
// taken of each, in grams.
func off(l pricing.Line, eff Effect) float64 {
	return math.Abs(l.Grams/float64(max(l.Quantity, 1)) - eff.Grams/float64(max(eff.Quantity, 1)))
}

// inside is up to three things of the basket that weigh about as much as what
// left it.
func (b *builder) inside(grams float64) []Choice {
	lines := slices.Clone(b.t.Lines)
	off := func(l pricing.Line) float64 { return math.Abs(l.Grams/float64(max(l.Quantity, 1)) - grams) }
	slices.SortStableFunc(lines, func(x, y pricing.Line) int {
		if off(x) < off(y) {
			return -1
		}
		if off(x) > off(y) {
			return 1
		}
		return 0
	})
	var out []Choice
	for _, l := range lines[:min(3, len(lines))] {
		out = append(out, Choice{Line: l})
	}
	return out
}

func (b *builder) ask(q Question, why *evidence.Decision) {
	b.add(QuestionAsked{Question: q, Evidence: why})
}

// replace takes back what an earlier decision did or asked.
func (b *builder) replace(decision int) {
	if b.question(decision) >= 0 {
		b.add(QuestionClosed{decision, "revised"})
	}
	if i := b.effect(decision); i >= 0 {
		b.revert(i, "revised", 0)
	}
}

// revert undoes effect i; disputed is the mass that then nothing explains.
func (b *builder) revert(i int, kind string, disputed float64) {
	e := b.t.Effects[i]
	lines := slices.Clone(b.t.Lines)
	j := slices.IndexFunc(lines, func(l pricing.Line) bool { return l.ID == e.Line })
	switch {
	case e.Action == evidence.Put && j >= 0:
		left, _ := less(lines[j], e.Quantity, e.Grams, lines[j].Weight)
		if left == nil {
			lines = slices.Delete(lines, j, j+1)
		} else {
			lines[j] = *left
		}
	case e.Action == evidence.Take && e.Taken != nil && j >= 0:
		back := lines[j]
		back.Quantity += e.Quantity
		if back.Sold == pricing.SoldByWeight {
			back.Quantity = 1
			back.Weight.Count = max(back.Weight.Count, e.Taken.Weight.Count)
		}
		back.Grams += e.Grams
		lines[j] = back
	case e.Action == evidence.Take && e.Taken != nil:
		back := *e.Taken
		if back.Sold != pricing.SoldByWeight {
			back.Quantity, back.Grams = e.Quantity, e.Grams
		}
		lines = append(lines, back)
	}
	b.add(EffectReverted{Decision: e.Decision, Lines: lines, Disputed: disputed, Kind: kind})
}
