package trip

import (
	"math"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
)

// recognise turns what fusion concluded into events. A decision that was
// applied already changes nothing; one that revises another replaces what
// that one did.
func (d decider) recognise(c Recognise) ([]Event, error) {
	dec := c.Decision
	if d.t.Moving {
		return nil, nil // the lines came along: what is put in now is in them already
	}
	if d.effect(dec.ID) >= 0 || d.question(dec.ID) >= 0 {
		return nil, nil
	}
	b := d.begin()
	if old := dec.Revises; old != 0 {
		if d.confirms(old, dec) {
			return nil, nil
		}
		b.replace(old)
	}
	var err error
	switch dec.Action {
	case evidence.Put:
		b.startShopping()
		err = b.put(filled(c.Line, dec), effectOf(dec), &dec, "put")
	case evidence.Take:
		b.startShopping()
		b.take(effectOf(dec), &dec, "take")
	case evidence.Ask:
		b.startShopping()
		b.ask(Question{ID: dec.ID, Direction: dec.Direction, Grams: dec.Grams, SD: dec.SD, Weight: dec.Weight, Choices: c.Choices, At: d.now}, &dec)
	}
	return b.events, err
}

// confirms reports whether a decision only repeats what the answer to its
// question did to the basket already.
func (d decider) confirms(old int, dec evidence.Decision) bool {
	i := d.effect(old)
	if i < 0 || dec.Answers != old {
		return false
	}
	e := d.t.Effects[i]
	return e.Action == dec.Action && e.Label == labelOf(dec) && e.Item == dec.Item && e.Quantity == max(dec.Quantity, 1)
}

func effectOf(dec evidence.Decision) Effect {
	return Effect{Decision: dec.ID, Action: dec.Action, Item: dec.Item, Quantity: max(dec.Quantity, 1), Grams: dec.Grams, SD: dec.SD, Weight: dec.Weight, Label: labelOf(dec), Gate: dec.Gate}
}

// labelOf is the code of the label that a decision rests on, empty for none.
func labelOf(dec evidence.Decision) string {
	if dec.Label == nil {
		return ""
	}
	return dec.Label.Code
}

// filled is the line template with what the decision measured.
func filled(l pricing.Line, dec evidence.Decision) pricing.Line {
	l.Item = dec.Item
	l.Quantity = max(dec.Quantity, 1)
	l.Grams, l.SD = dec.Grams, dec.SD
	if l.Sold == pricing.SoldByWeight && l.Weight.IsZero() {
		l.Weight, l.Tare = dec.Weight, dec.Tare
	}
	for _, f := range dec.Because.Flags {
		if !slices.Contains(l.Flags, f) {
			l.Flags = append(slices.Clone(l.Flags), f)
		}
	}
	return l
}

func (d decider) answer(c Answer) ([]Event, error) {
	i := d.question(c.Question)
	if i < 0 {
		return nil, refuse(CodeUnknown, "answer: question %d is not open", c.Question)
	}
	q := d.t.Questions[i]
	b := d.begin()
	eff := Effect{Decision: q.ID, Action: q.Direction, Item: c.Line.Item, Quantity: max(c.Quantity, 1), Grams: q.Grams, SD: q.SD, Weight: q.Weight}
	switch {
	case c.Later:
		b.add(QuestionPostponed{q.ID})
		return b.events, nil
	case c.None:
		q.Choices, q.Later = nil, false
		b.add(QuestionAsked{Question: q})
		return b.events, nil
	case c.Own:
		b.add(QuestionClosed{q.ID, "own"})
		grams := q.Grams
		if q.Direction == evidence.Take {
			grams = -grams
		}
		b.add(OwnThingAdded{grams})
		return b.events, nil
	}
	b.add(QuestionClosed{q.ID, "answered"})
	if q.Direction == evidence.Take {
		if !b.take(eff, nil, "answered") {
			return nil, refuse(CodeUnknown, "answer: the basket holds nothing of the kind that was taken out")
		}
		return b.events, nil
	}
	line := c.Line
	if c.Unknown {
		line = pricing.Line{Sold: pricing.SoldUnpriced, Name: "Item to be priced", NameES: "Artículo sin precio"}
		eff.Item = evidence.Item{}
	}
	line.Quantity, line.Grams, line.SD = eff.Quantity, q.Grams, q.SD
	if line.Sold == pricing.SoldByWeight && line.Weight.IsZero() {
		line.Weight = q.Weight
	}
	err := b.put(line, eff, nil, "answered")
	return b.events, err
}

// correct changes what the last decision about a line made of it; a line that
// no decision made is changed whole. The weight explained stays the same.
func (d decider) correct(c Correct) ([]Event, error) {
	i := d.line(c.Line)
	if i < 0 {
		return nil, refuse(CodeUnknown, "correct: there is no line %d", c.Line)
	}
	old := d.t.Lines[i]
	to := c.To
	to.Flags = withFlag(to.Flags, pricing.FlagCorrected)
	b := d.begin()
	for j := len(d.t.Effects) - 1; j >= 0; j-- {
		if e := d.t.Effects[j]; e.Line == c.Line && e.Action == evidence.Put {
			b.revert(j, "corrected", 0)
			to.Quantity, to.Grams, to.SD = e.Quantity, e.Grams, e.SD
			if to.Sold == pricing.SoldByWeight && to.Weight.IsZero() {
				to.Weight = e.Weight
			}
			e.Item, e.Line, e.Taken = to.Item, 0, nil
			err := b.put(to, e, nil, "corrected")
			return b.events, err
		}
	}
	to.ID, to.Quantity, to.Grams, to.SD = old.ID, old.Quantity, old.Grams, old.SD
	if to.Sold == pricing.SoldByWeight && to.Weight.IsZero() {
		to.Weight = old.Weight
	}
	if to.Sold == pricing.SoldByWeight && to.Weight.IsZero() {
		return nil, refuse(CodeNoWeight, "correct: %s is sold by weight and line %d was not weighed", to.Name, c.Line)
	}
	return one(LineReplaced{Line: to, Kind: "corrected"})
}

func (d decider) notInCart(c NotInCart) ([]Event, error) {
	i := d.line(c.Line)
	if i < 0 {
		return nil, refuse(CodeUnknown, "not in cart: there is no line %d", c.Line)
	}
	l := d.t.Lines[i]
	left, grams := less(l, 1, l.Grams/float64(l.Quantity), l.Weight)
	return one(LineTaken{Line: l.ID, Left: left, Was: l, Disputed: grams, Kind: "not_in_cart",
		Effect: Effect{Action: evidence.Take, Line: l.ID, Item: l.Item, Quantity: 1, Grams: grams}})
}

func (d decider) undo(c Undo) ([]Event, error) {
	i := d.effect(c.Decision)
	if i < 0 {
		return nil, refuse(CodeUnknown, "undo: decision %d did nothing that can be taken back", c.Decision)
	}
	b := d.begin()
	e := d.t.Effects[i]
	grams := e.Grams
	if e.Action == evidence.Take {
		grams = -grams
	}
	b.revert(i, "undone", grams)
	return b.events, nil
}

func (d decider) confirm(c Confirm) ([]Event, error) {
	b := d.begin()
	b.startShopping()
	l := c.Line
	l.Quantity = max(l.Quantity, 1)
	l.Grams, l.SD = 0, 0
	l.Flags = withFlag(l.Flags, pricing.FlagNoWeight)
	err := b.put(l, Effect{Action: evidence.Put, Item: l.Item, Quantity: l.Quantity}, nil, "put")
	return b.events, err
}

func (d decider) announce(c Announce) ([]Event, error) {
	if c.Line == nil && d.t.Announced == nil {
		return nil, nil
	}
	if c.Line != nil && c.Line.Item.PLU == (evidence.Item{}).PLU {
		return nil, refuse(CodeUnknown, "announce: that is no produce")
	}
	return one(ProduceAnnounced(c))
}

// maxBags is more than a cart holds: a slip is found.
const maxBags = 20

func (d decider) buyBags(c BuyBags) ([]Event, error) {
	if c.Count < 0 || c.Count > maxBags {
		return nil, refuse(CodeBadQuantity, "bags: %d is not 0 to %d", c.Count, maxBags)
	}
	if c.Count == d.t.StoreBags {
		return nil, nil
	}
	return one(BagsBought(c))
}

func (d decider) setQuantity(c SetQuantity) ([]Event, error) {
	i := d.line(c.Line)
	if i < 0 {
		return nil, refuse(CodeUnknown, "quantity: there is no line %d", c.Line)
	}
	l := d.t.Lines[i]
	if c.Quantity < 1 || c.Quantity > 99 || l.Sold != pricing.SoldEach || l.Item.PLU == (evidence.Item{}).PLU {
		return nil, refuse(CodeBadQuantity, "quantity: 1 to 99 of produce sold by each, not %d of %s", c.Quantity, l.Name)
	}
	if l.Quantity == c.Quantity {
		return nil, nil
	}
	l.Quantity = c.Quantity
	return one(LineReplaced{Line: l, Kind: "quantity"})
}

// less is what stays of a line when quantity, grams and weight leave it, nil
// if nothing; taken is the mass that left.
func less(l pricing.Line, quantity int, grams float64, w evidence.Weight) (left *pricing.Line, taken float64) {
	if l.Label != "" { // one thing with its own label leaves whole
		return nil, l.Grams
	}
	if l.Sold == pricing.SoldByWeight {
		if w.Unit != l.Weight.Unit || w.DivisionMilli != l.Weight.DivisionMilli || w.Count+1 >= l.Weight.Count {
			return nil, l.Grams
		}
		l.Weight.Count -= w.Count
		l.Grams = math.Max(0, l.Grams-grams)
		return &l, grams
	}
	if quantity >= l.Quantity {
		return nil, l.Grams
	}
	unit := l.Grams / float64(l.Quantity)
	l.Quantity -= quantity
	l.Grams = unit * float64(l.Quantity)
	return &l, unit * float64(quantity)
}

func withFlag(flags []string, f string) []string {
	if slices.Contains(flags, f) {
		return flags
	}
	return append(slices.Clone(flags), f)
}
