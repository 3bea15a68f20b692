package loop_test

import (
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/barcode/zbar"
	"github.com/dashcart/dashcart/sensors/fusion"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/rig"
)

// shelf is a made-up assortment: goods of many weights, some of them alike.
func shelf(n int) (goods []fusion.Good, things []rig.Thing) {
	rng := rand.New(rand.NewPCG(11, 12))
	for i := range n {
		body := fmt.Sprintf("400638%06d", i*137+11)
		code := body + string(gs1.CheckDigit(body))
		it := evidence.Item{GTIN: gs1.MustGTIN(code)}
		g := 60 + 1500*rng.Float64()*rng.Float64()
		if i%5 == 4 {
			g = goods[i-1].Grams + 1
		}
		sd := 1 + .006*g
		pic := image.NewRGBA(image.Rect(0, 0, 300, 300))
		c := color.RGBA{uint8(60 + rng.IntN(190)), uint8(60 + rng.IntN(190)), uint8(60 + rng.IntN(190)), 255}
		for p := range 300 * 300 {
			pic.SetRGBA(p%300, p/300, c)
		}
		goods = append(goods, fusion.Good{Item: it, Grams: g, SD: sd})
		things = append(things, rig.Thing{Name: code, Item: it, Code: code, Grams: g, Picture: pic})
	}
	return goods, things
}

// cart is a rig with a pipeline behind it.
type cart struct {
	w   *rig.World
	p   *loop.Pipeline
	out []evidence.Output
	all []any
}

func newCart(seed uint64, goods []fusion.Good) *cart {
	return &cart{
		w: rig.New(rig.Settings{Seed: seed, FrameHz: 8}),
		p: loop.NewPipeline(loop.Config{Goods: goods, Codes: loop.Codes(zbar.Reader{Density: 2})}),
	}
}

func (c *cart) run(ms int) {
	for range ms / 10 {
		c.w.Advance(10)
		for _, r := range c.w.Drain() {
			c.all = append(c.all, r)
			c.out = append(c.out, c.p.Feed(r)...)
		}
	}
}

func (c *cart) decisions() (out []evidence.Decision) {
	for _, o := range c.out {
		if o.Decision != nil {
			out = append(out, *o.Decision)
		}
	}
	return out
}

func (c *cart) last() evidence.Decision {
	d := c.decisions()
	if len(d) == 0 {
		return evidence.Decision{}
	}
	return d[len(d)-1]
}

// TestATripOnTheRig: what the camera reads is put in, a hidden thing is asked about, what is taken out leaves.
func TestATripOnTheRig(t *testing.T) {
	goods, things := shelf(30)
	c := newCart(3, goods)
	c.run(2000)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(c.w.Put(things[3], rig.Hand{Show: true}))
	c.run(5000)
	if d := c.last(); d.Action != evidence.Put || d.Item != things[3].Item || d.Gate != fusion.GateCode {
		t.Errorf("a shown code led to %+v", d)
	}
	must(c.w.Put(things[4], rig.Hand{Hide: true}))
	c.run(5000)
	q := c.last()
	if q.Action != evidence.Ask {
		t.Fatalf("one of two that weigh alike, its code hidden, led to %+v", q)
	}
	c.out = append(c.out, c.p.Feed(evidence.Input{At: c.w.Now(), Answer: &evidence.Answer{Question: q.ID, Item: things[4].Item}})...)
	if d := c.last(); d.Action != evidence.Put || d.Item != things[4].Item || d.Answers != q.ID {
		t.Errorf("the answer led to %+v", d)
	}
	must(c.w.Put(things[7], rig.Hand{Show: true}))
	c.run(5000)
	n := len(c.decisions())
	c.w.Bump()
	c.run(3000)
	must(c.w.Disturb(rig.Push, true))
	c.run(5000)
	must(c.w.Disturb(rig.Push, false))
	c.run(2000)
	if got := c.decisions()[n:]; len(got) != 0 {
		t.Errorf("a bump and a push led to %+v", got)
	}
	must(c.w.Take(c.w.Inside()[2].ID, rig.Hand{Hide: true}))
	c.run(5000)
	if d := c.last(); d.Action != evidence.Take || d.Item != things[7].Item {
		t.Errorf("taking it out led to %+v", d)
	}
}

func TestTheSameReadingsGiveTheSameOutputs(t *testing.T) {
	goods, things := shelf(20)
	c := newCart(5, goods)
	for i := range 3 {
		if err := c.w.Put(things[i*4], rig.Hand{}); err != nil {
			t.Fatal(err)
		}
		c.run(4000)
	}
	again := loop.NewPipeline(loop.Config{Goods: goods, Codes: loop.Codes(zbar.Reader{Density: 2})})
	var out []evidence.Output
	for _, r := range c.all {
		out = append(out, again.Feed(r)...)
	}
	a, err := json.Marshal(c.out)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	if string(a) != string(b) || len(c.decisions()) == 0 {
		t.Errorf("%d outputs, again %d, and they differ", len(c.out), len(out))
	}
}

func TestOddReadingsDoNoHarm(t *testing.T) {
	goods, _ := shelf(5)
	p := loop.NewPipeline(loop.Config{Goods: goods, Codes: loop.Codes(zbar.New())})
	for _, r := range []any{
		nil, "words", 7, evidence.Frame{At: 1}, evidence.Frame{At: 2, Image: image.NewGray(image.Rectangle{})}, evidence.Frame{At: 3, Image: image.NewGray(image.Rect(0, 0, 1, 1))},
		evidence.Frame{At: 4, Image: image.NewGray(image.Rect(5, 5, 645, 485))}, evidence.Frame{At: 5, Image: image.NewNRGBA(image.Rect(0, 0, 640, 480))},
		evidence.ScanReading{}, evidence.ScaleReading{}, evidence.ScaleReading{At: -5, Grams: 1e300}, evidence.Input{}, loop.Tick{At: -1},
	} {
		p.Feed(r)
	}
	var code *evidence.CodeSeen
	for _, o := range p.Feed(evidence.ScanReading{At: 100, Symbology: "qr", Text: "https://store.example/l?t=1"}) {
		if o.Code != nil {
			code = o.Code
		}
	}
	if code == nil || code.Text != "https://store.example/l?t=1" {
		t.Errorf("a token that is no goods came out as %v", code)
	}
}

// TestManyTripsOnTheRig counts over seeded trips; RIG_TRIPS sets how many.
func TestManyTripsOnTheRig(t *testing.T) {
	trips := 1
	if v := os.Getenv("RIG_TRIPS"); v != "" {
		if _, err := fmt.Sscan(v, &trips); err != nil {
			t.Fatal(err)
		}
	}
	goods, things := shelf(60)
	var puts, right, wrong, asked, top3, missed, takes, takesRight, disturbances, extra int
	for seed := range uint64(trips) {
		c := newCart(100+seed, goods)
		rng := rand.New(rand.NewPCG(seed, 1))
		c.run(1500)
		for range 8 {
			before := len(c.decisions())
			var want rig.Thing
			action := evidence.Put
			switch k := rng.IntN(10); {
			case k < 6:
				want = things[rng.IntN(len(things))]
				want.Grams += goods[0].SD * rng.NormFloat64()
				_ = c.w.Put(want, rig.Hand{})
			case k < 8 && len(c.w.Inside()) > 0:
				in := c.w.Inside()
				h := in[rng.IntN(len(in))]
				want, action = h.Thing, evidence.Take
				_ = c.w.Take(h.ID, rig.Hand{})
			case k == 8:
				action = ""
				c.w.Bump()
			default:
				action = ""
				_ = c.w.Disturb(rig.Lean, true)
				c.run(3000)
				_ = c.w.Disturb(rig.Lean, false)
			}
			c.run(4500)
			got := c.decisions()[before:]
			if action == "" {
				disturbances++
				extra += len(got)
				continue
			}
			if len(got) == 0 {
				missed++
				t.Logf("seed %d: %s of %.0f g was missed", seed, action, want.Grams)
				continue
			}
			d := got[len(got)-1]
			if action == evidence.Put {
				puts++
			} else {
				takes++
			}
			switch {
			case d.Action == evidence.Ask:
				asked++
				for _, k := range d.Candidates {
					if k.Item == want.Item {
						top3++
					}
				}
				c.out = append(c.out, c.p.Feed(evidence.Input{At: c.w.Now(), Answer: &evidence.Answer{Question: d.ID, Item: want.Item, Quantity: 1}})...)
			case d.Action == action && d.Item == want.Item && d.Quantity == 1:
				right++
				if action == evidence.Take {
					takesRight++
				}
			default:
				wrong++
				t.Logf("seed %d: %s of %v %.0f g came out as %s %v %.1f g by %s", seed, action, want.Item, want.Grams, d.Action, d.Item, d.Grams, d.Gate)
			}
		}
	}
	t.Logf("%d trips: %d puts, %d takes (%d right): right at once %d, asked %d (%d with the truth), wrong %d, missed %d; %d disturbances, %d decisions about them",
		trips, puts, takes, takesRight, right, asked, top3, wrong, missed, disturbances, extra)
	if n := puts + takes; wrong*50 > n || missed*20 > n || (right+top3)*10 < n*7 {
		t.Error("far too many mistakes")
	}
}
