package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"regexp"
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/rig"
)

// tripCmd shops one scripted trip: the world, the pipeline, the command path
// and the store are the real ones; only nobody waits for the clock.
type tripCmd struct {
	Store string `help:"The store file." default:"store.yaml"`
	Seed  uint64 `help:"Of the simulated cart's chance." default:"1"`
	Looks bool   `help:"Recognise products by their pictures too." default:"true" negatable:""`
}

// Run of trip.
func (c *tripCmd) Run(ctx context.Context, s *streams) error {
	dir, err := os.MkdirTemp("", "dashcart-trip-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	st, cat, err := store.Load(c.Store)
	if err != nil {
		return err
	}
	a, err := newApp(ctx, st, cat, appConfig{Data: dir, Seed: c.Seed, Blind: !c.Looks, PublicURL: "http://localhost", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer a.close()
	if c.Looks {
		a.looks.enroll(ctx, a.pictures, a.behind.Catalogue())
	}
	w, err := newWalk(ctx, a, s.out)
	if err != nil {
		return err
	}
	return w.shop()
}

// walk is the scripted shopper: the hands, the phone and the touches of one
// trip, on the world's own time.
type walk struct {
	ctx   context.Context
	app   *app
	cart  shopping.Shopping
	world *rig.World
	pipe  *loop.Pipeline
	told  []evidence.Input
	out   io.Writer
	key   int
	truth map[int]evidence.Item // what each question is truly about
}

func newWalk(ctx context.Context, a *app, out io.Writer) (*walk, error) {
	pipe, err := pipeline(a.store, a.behind.Catalogue(), a.looks, reader(a.store, a.behind.Catalogue, nil))
	if err != nil {
		return nil, err
	}
	cart := a.carts[0]
	w := &walk{ctx: ctx, app: a, cart: cart, world: a.worlds[cart.ID()], pipe: pipe, out: out, truth: map[int]evidence.Item{}}
	if w.world == nil {
		return nil, fmt.Errorf("%s: cart %s is not simulated; trip needs sensors of type sim", a.store.File, cart.ID())
	}
	a.inboxes[cart.ID()].to = func(in evidence.Input) { w.told = append(w.told, in) }
	return w, nil
}

func (w *walk) say(format string, args ...any) {
	fmt.Fprintf(w.out, "%7.1f s  %s\n", float64(w.world.Now())/1000, fmt.Sprintf(format, args...))
}

func (w *walk) next() string { w.key++; return fmt.Sprintf("walk-%d", w.key) }

// pass lets a stretch of the world's time go by.
func (w *walk) pass(ms float64) error {
	for ; ms > 0; ms -= 10 {
		w.world.Advance(10)
		for _, r := range w.world.Drain() {
			if err := w.feed(r); err != nil {
				return err
			}
		}
		if err := w.feed(loop.Tick{At: w.world.Now()}); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) feed(r any) error {
	if err := w.listen(); err != nil {
		return err
	}
	return w.hear(w.pipe.Feed(r))
}

// listen hands on what the trip told the senses.
func (w *walk) listen() error {
	for len(w.told) > 0 {
		in := w.told[0]
		w.told = w.told[1:]
		in.At = w.world.Now()
		if err := w.hear(w.pipe.Feed(in)); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) hear(out []evidence.Output) error {
	for _, o := range out {
		if d := o.Decision; d != nil && d.Action != evidence.Ignore {
			w.say("%-4s %s ×%d  %.0f g  %s %.2f", d.Action, w.name(d.Item), max(d.Quantity, 1), d.Grams, d.Gate, d.Confidence)
		}
		if err := w.cart.Sense(w.ctx, o); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) name(i evidence.Item) string {
	if l, ok := shopping.LineOf(w.app.side.Catalogue(), i); ok {
		return l.Name
	}
	return "?"
}

func (w *walk) trip() trip.Trip {
	if t := w.cart.Live().State.Trip; t != nil {
		return *t
	}
	return trip.Trip{}
}

// put has a hand put something in, and waits until the cart has understood it
// or asked; a question is answered by what is true.
func (w *walk) put(i evidence.Item, h rig.Hand, grams float64) error {
	t, ok := thing(w.app.side.Catalogue(), w.app.store.LabelRules(), w.app.pictures, i)
	if !ok {
		return fmt.Errorf("the sample store does not sell what the scripted trip buys (%v)", i)
	}
	if grams > 0 {
		t.Grams = grams
	}
	w.say("… a hand puts in %s, %.0f g", t.Name, t.Grams)
	if err := w.world.Put(t, h); err != nil {
		return err
	}
	if err := w.pass(6000); err != nil {
		return err
	}
	return w.answer(i)
}

func (w *walk) answer(truth evidence.Item) error {
	for _, q := range w.trip().Questions {
		var names []string
		how := "none"
		for _, c := range q.Choices {
			names = append(names, c.Line.Name)
			if c.Line.Item == truth {
				how = "item"
			}
		}
		w.say("asked: %s? answered: %s", strings.Join(names, ", "), map[string]string{"item": w.name(truth), "none": "none of these"}[how])
		if err := w.cart.Answer(w.ctx, w.next(), shopperActor, q.ID, truth, 1, how); err != nil {
			return err
		}
		if err := w.pass(1500); err != nil {
			return err
		}
		if how == "none" { // shown to the scanner, as the cart asks
			for _, again := range w.trip().Questions {
				if err := w.cart.Answer(w.ctx, w.next(), shopperActor, again.ID, truth, 1, "item"); err != nil {
					return err
				}
			}
			if err := w.pass(1500); err != nil {
				return err
			}
		}
	}
	return nil
}

var shopperActor = trip.Actor{Kind: trip.ByShopper}

// link signs in on the phone with the mailed code and links the cart.
func (w *walk) link() error {
	if err := w.cart.(*shopping.Cart).Tick(w.ctx); err != nil {
		return err
	}
	_, token, ok := strings.Cut(w.cart.Live().QR, "?t=")
	if !ok {
		return errors.New("the idle cart shows no code to link it by")
	}
	if err := w.cart.Reserve(w.ctx, w.next(), token, "phone"); err != nil {
		return err
	}
	const email = "ana@example.com"
	if _, err := w.app.side.phones.SendCode(w.ctx, email, "en"); err != nil {
		return err
	}
	mail, err := w.app.side.db.Outbox(w.ctx, false, 1)
	if err != nil || len(mail) == 0 {
		return fmt.Errorf("no mail with a code: %w", err)
	}
	code := regexp.MustCompile(`\d{6}`).FindString(mail[0].Subject)
	session, err := w.app.side.phones.Verify(w.ctx, email, code, "Ana", "en")
	if err != nil {
		return err
	}
	who, _ := w.app.side.phones.Who(w.ctx, session)
	w.say("%s signs in and links cart %s", who.Name, w.cart.Live().Number)
	if err := w.cart.LinkPhone(w.ctx, w.next(), "phone", who); err != nil {
		return err
	}
	return w.cart.StartBags(w.ctx, w.next(), 0)
}

// shop is the script.
func (w *walk) shop() error {
	find := func(query string) evidence.Item {
		for _, h := range w.app.side.Catalogue().Search(query, "en", 1) {
			if h.Product != nil {
				return evidence.Item{GTIN: h.Product.GTIN}
			}
		}
		return evidence.Item{}
	}
	milk, pasta, yogurt := find("whole milk 1 gal"), find("rigatoni"), find("yogurt strawberry")
	bananas, apples := evidence.Item{PLU: gs1.PLU(4011)}, evidence.Item{PLU: gs1.PLU(4131)}
	if err := w.pass(2000); err != nil {
		return err
	}
	steps := []func() error{
		w.link,
		func() error { return w.put(milk, rig.Hand{Show: true}, 0) },
		func() error { return w.put(pasta, rig.Hand{Show: true}, 0) },
		func() error {
			w.say("a sleeve hangs before the camera")
			w.world.Cover(true)
			defer w.world.Cover(false)
			return w.put(yogurt, rig.Hand{Hide: true}, 0)
		},
		func() error {
			w.say("touches Produce, Bananas")
			if err := w.cart.Announce(w.ctx, w.next(), bananas, 0, 0); err != nil {
				return err
			}
			return w.put(bananas, rig.Hand{}, 640)
		},
		func() error { return w.mistake(bananas, apples) },
		func() error { return w.takeOut(pasta) },
		func() error {
			w.say("holds a coupon to the scanner")
			w.world.Scan("code128", "MILK1")
			return w.pass(500)
		},
		w.lane,
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// mistake announces the wrong produce and corrects it on the touchscreen.
func (w *walk) mistake(said, truly evidence.Item) error {
	w.say("touches %s, but puts in %s", w.name(said), w.name(truly))
	if err := w.cart.Announce(w.ctx, w.next(), said, 0, 0); err != nil {
		return err
	}
	t, _ := thing(w.app.side.Catalogue(), w.app.store.LabelRules(), w.app.pictures, truly)
	t.Grams = 910
	if err := w.world.Put(t, rig.Hand{}); err != nil {
		return err
	}
	if err := w.pass(6000); err != nil {
		return err
	}
	if err := w.answer(said); err != nil {
		return err
	}
	line := w.trip().Just.Line.ID
	w.say("touches “Not this?” and chooses %s", w.name(truly))
	return w.cart.Correct(w.ctx, w.next(), shopperActor, line, truly)
}

func (w *walk) takeOut(i evidence.Item) error {
	for _, h := range w.world.Inside() {
		if h.Item == i {
			w.say("… a hand takes out %s", h.Name)
			if err := w.world.Take(h.ID, rig.Hand{Show: true}); err != nil {
				return err
			}
			if err := w.pass(6000); err != nil {
				return err
			}
			return w.answer(i)
		}
	}
	return fmt.Errorf("%s is not inside", w.name(i))
}

// lane rolls past the marker of an open lane and through it.
func (w *walk) lane() error {
	lanes, err := w.app.side.hub.Lanes(w.ctx)
	if err != nil {
		return err
	}
	for _, l := range lanes {
		if l.Dash && l.Open {
			w.say("rolls into %s", l.Name)
			w.world.MoveTo(l.X, l.Y, l.Code)
			break
		}
	}
	if err := w.pass(2500); err != nil {
		return err
	}
	for range 3 {
		t := w.trip()
		if t.Audit == nil || t.Audit.Open() == 0 {
			break
		}
		for _, f := range t.Audit.Findings {
			w.say("the attendant looks: %s", f.Text)
			if err := w.cart.Do(w.ctx, w.next(), trip.Actor{Kind: trip.ByStaff, Name: "Bo"}, trip.ResolveFinding{Finding: f.ID, Staff: "Bo", Reason: "looked"}); err != nil {
				return err
			}
		}
		if err := w.cart.Continue(w.ctx); err != nil {
			return err
		}
	}
	t := w.trip()
	if t.Status != trip.Released || t.Receipt == nil {
		return fmt.Errorf("the trip ended %s, not paid", t.Status)
	}
	w.receipt(*t.Receipt)
	return nil
}

func (w *walk) receipt(r pricing.Receipt) {
	fmt.Fprintf(w.out, "\n%s\n%s\nReceipt %s\n\n", w.app.store.Name, w.app.store.Address, r.Number)
	for _, l := range r.Lines {
		what := l.Name
		if l.Of != 0 {
			what = "  " + what
		}
		switch {
		case l.Sold == pricing.SoldByWeight:
			what += fmt.Sprintf(", %s @ %s", l.Weight, l.UnitPrice.Format("en-US"))
		case l.Quantity > 1:
			what += fmt.Sprintf(", %d @ %s", l.Quantity, l.UnitPrice.Format("en-US"))
		}
		fmt.Fprintf(w.out, "%-46s %9s\n", what, l.Gross.Format("en-US"))
		for _, d := range l.Discounts {
			fmt.Fprintf(w.out, "  %-44s %9s\n", d.Name, "-"+d.Amount.Format("en-US"))
		}
	}
	for _, x := range r.Taxes {
		fmt.Fprintf(w.out, "%-46s %9s\n", x.Name+" "+x.Rate, x.Amount.Format("en-US"))
	}
	fmt.Fprintf(w.out, "\npaid %s\n", r.Total.Format("en-US"))
}
