package cli

import (
	"cmp"
	"fmt"
	"image"
	"math/rand/v2"
	"slices"

	"github.com/dashcart/dashcart/sensors/recording"
	"github.com/dashcart/dashcart/sensors/rig"
)

// RigGood is something that the store of a simulated trip sells.
type RigGood struct {
	rig.Thing
	SD    float64 // of its mass, in grams
	Price int64   // in the currency's minor unit
}

// kind is what is special about a thing that a scripted shopper handles.
type kind int

const (
	honest   kind = iota
	unknown       // the store does not sell it
	tampered      // the code of cheap goods is stuck on it
	person        // a child, who is no goods
)

// load is a thing in the hands of a scripted shopper, and the truth about it.
type load struct {
	rig.Thing
	kind     kind
	quantity int
}

// shopper follows a script of its own chance, and notes what truly happened
// when: its labels come from the world, not from what was intended.
type shopper struct {
	rng    *rand.Rand
	world  *rig.World
	goods  []RigGood
	pass   func(ms float64) error
	loads  map[string]load // by the name of the thing
	inside map[int]string  // by the rig's number, as it was when last looked at
	labels []recording.Label
	odd    map[int]kind // of a label's place, where it is not honest
	doing  string       // the act under way
	during []string     // which act each label belongs to

	pictures bool          // keep what a camera saw
	seen     []image.Image // as each label happened
	quiet    bool          // what is moved now is not to come to anything
}

// observe notes what came in and went out since the last look.
func (s *shopper) observe() {
	now := map[int]string{}
	for _, h := range s.world.Inside() {
		now[h.ID] = h.Name
	}
	for id, name := range now {
		if _, ok := s.inside[id]; !ok {
			s.note("put", name)
		}
	}
	for id, name := range s.inside {
		if _, ok := now[id]; !ok {
			s.note("take", name)
		}
	}
	s.inside = now
}

func (s *shopper) note(action, name string) {
	l := s.loads[name]
	if l.kind == person || s.quiet {
		return // a disturbance, which has a label of its own
	}
	if l.kind != honest {
		s.odd[len(s.labels)] = l.kind
	}
	s.label(recording.Label{At: s.world.Now(), Action: action, GTIN: l.Item.GTIN, Quantity: l.quantity, Grams: l.Grams})
}

func (s *shopper) label(l recording.Label) {
	s.labels, s.during = append(s.labels, l), append(s.during, s.doing)
	if s.pictures {
		s.seen = append(s.seen, s.world.Snapshot().Frame)
	}
}

func (s *shopper) disturbance() {
	s.label(recording.Label{At: s.world.Now(), Action: "none"})
}

// name makes a thing one of its kind, so that the truth about it is found again.
func (s *shopper) name(l load) load {
	l.Name = fmt.Sprintf("%s #%d", l.Name, len(s.loads))
	s.loads[l.Name] = l
	return l
}

// good takes something off the shelf; its mass is within what is printed.
func (s *shopper) good() load {
	g := s.goods[s.rng.IntN(len(s.goods))]
	t := g.Thing
	t.Grams = max(t.Grams/2, t.Grams+g.SD*s.rng.NormFloat64())
	return s.name(load{Thing: t, quantity: 1})
}

// hand shows the code of two things in three.
func (s *shopper) hand(delay float64) rig.Hand {
	show := s.rng.Float64() < 2./3
	return rig.Hand{Show: show, Hide: !show, Delay: delay}
}

// act is something that a scripted shopper does.
type act struct {
	name  string
	often int // of all acts
	do    func() error
}

// acts are what a scripted shopper does.
func (s *shopper) acts() []act {
	return []act{
		{"put", 6, s.put}, {"take", 2, s.take}, {"pair", 1, s.pair}, {"two", 1, s.two}, {"exchange", 1, s.exchange}, {"swap", 1, s.swap},
		{"foreign", 1, s.foreign}, {"cheat", 1, s.cheat},
		{"bump", 1, s.bump}, {"lean", 1, s.lean}, {"push", 1, s.push}, {"bag", 1, s.bag}, {"child", 1, s.child}, {"lift", 1, s.lift},
	}
}

// shop does so many acts at random, after an honest start.
func (s *shopper) shop(acts int) error {
	if err := s.settle(); err != nil {
		return err
	}
	all, often := s.acts(), 0
	for _, a := range all {
		often += a.often
	}
	for i := range acts {
		n, k := s.rng.IntN(often), 0
		for n >= all[k].often {
			n -= all[k].often
			k++
		}
		if i < 2 {
			k = 0
		}
		s.doing = all[k].name
		if err := all[k].do(); err != nil {
			return err
		}
		if err := s.settle(); err != nil {
			return err
		}
	}
	return s.pass(4000)
}

// settle waits until hands are away and the cart has understood.
func (s *shopper) settle() error {
	for s.world.Busy() {
		if err := s.pass(100); err != nil {
			return err
		}
	}
	return s.pass(4500)
}

func (s *shopper) put() error { return s.world.Put(s.good().Thing, s.hand(0)) }

// pair puts two things in within a second.
func (s *shopper) pair() error {
	if err := s.put(); err != nil {
		return err
	}
	return s.world.Put(s.good().Thing, s.hand(300+600*s.rng.Float64()))
}

// two puts two of a product in with one hand.
func (s *shopper) two() error {
	l := s.good()
	l.quantity, l.Grams = 2, 2*l.Grams
	return s.world.Put(s.name(l).Thing, s.hand(0))
}

// honestInside lists what may be taken out without a word, oldest first.
func (s *shopper) honestInside() []rig.Held {
	var out []rig.Held
	for _, h := range s.world.Inside() {
		if s.loads[h.Name].kind == honest {
			out = append(out, h)
		}
	}
	slices.SortFunc(out, func(a, b rig.Held) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func (s *shopper) takeAfter(delay float64) error {
	in := s.honestInside()
	if len(in) == 0 {
		return s.put()
	}
	return s.world.Take(in[s.rng.IntN(len(in))].ID, s.hand(delay))
}

func (s *shopper) take() error { return s.takeAfter(0) }

// exchange takes one thing with one hand while the other puts one in.
func (s *shopper) exchange() error {
	if err := s.takeAfter(0); err != nil {
		return err
	}
	return s.world.Put(s.good().Thing, s.hand(100*s.rng.Float64()))
}

// swap takes a thing and puts another in its place within a second.
func (s *shopper) swap() error {
	if err := s.takeAfter(0); err != nil {
		return err
	}
	return s.world.Put(s.good().Thing, s.hand(500+400*s.rng.Float64()))
}

// foreign puts in what the store does not sell, and takes it out again.
func (s *shopper) foreign() error {
	l := s.name(load{Thing: rig.Thing{Name: "something of another store", Grams: 60 + 1400*s.rng.Float64()}, kind: unknown, quantity: 1})
	return s.visit(l, rig.Hand{})
}

// visit puts a thing in and takes it out after a while.
func (s *shopper) visit(l load, h rig.Hand) error {
	if err := s.world.Put(l.Thing, h); err != nil {
		return err
	}
	if err := s.settle(); err != nil {
		return err
	}
	for _, in := range s.world.Inside() {
		if in.Name == l.Name {
			return s.world.Take(in.ID, h)
		}
	}
	return nil
}

// dearer is by what factor a price must differ for cheating to pay.
const dearer = 2

// cheat sticks the code of something cheap on something dear.
func (s *shopper) cheat() error {
	dear, cheap := s.goods[s.rng.IntN(len(s.goods))], s.goods[s.rng.IntN(len(s.goods))]
	if dear.Price < cheap.Price {
		dear, cheap = cheap, dear
	}
	if dear.Price < dearer*cheap.Price {
		return s.put()
	}
	t := dear.Thing
	t.Code = cheap.Code
	return s.world.Put(s.name(load{Thing: t, kind: tampered, quantity: 1}).Thing, rig.Hand{Show: true})
}

func (s *shopper) bump() error {
	s.disturbance()
	s.world.Bump()
	return nil
}

// lasting switches a disturbance on for a few seconds.
func (s *shopper) lasting(what string) error {
	s.disturbance()
	if err := s.world.Disturb(what, true); err != nil {
		return err
	}
	if err := s.pass(1500 + 3000*s.rng.Float64()); err != nil {
		return err
	}
	return s.world.Disturb(what, false)
}

func (s *shopper) lean() error { return s.lasting(rig.Lean) }
func (s *shopper) push() error { return s.lasting(rig.Push) }
func (s *shopper) bag() error  { return s.lasting(rig.Bag) }

// child sits in the basket for a while.
func (s *shopper) child() error {
	s.disturbance()
	l := s.name(load{Thing: rig.Thing{Name: "a child", Grams: 11000 + 6000*s.rng.Float64(), Person: true}, kind: person})
	return s.visit(l, rig.Hand{})
}

// lift takes a thing up and puts it back within a second: nothing to be told of.
func (s *shopper) lift() error {
	in := s.honestInside()
	if len(in) == 0 {
		return s.put()
	}
	s.disturbance()
	s.quiet = true
	defer func() { s.quiet = false }()
	h := in[s.rng.IntN(len(in))]
	if err := s.world.Take(h.ID, rig.Hand{Show: true}); err != nil {
		return err
	}
	if err := s.world.Put(h.Thing, rig.Hand{Show: true, Delay: 100}); err != nil {
		return err
	}
	return s.settle()
}
