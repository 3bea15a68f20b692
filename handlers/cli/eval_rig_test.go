package cli

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"reflect"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/fusion"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/rig"
)

// rigShop is a small shop whose goods all weigh differently, and a cart for it.
func rigShop(trips, acts int) EvalRigOptions {
	o := EvalRigOptions{Trips: trips, Acts: acts, Seed: 1, Out: io.Discard, Errors: io.Discard}
	var goods []fusion.Good
	for i := range 8 {
		body := fmt.Sprintf("95201010%04d", 100+i)
		item := evidence.Item{GTIN: gs1.MustGTIN(body + string(gs1.CheckDigit(body)))}
		grams := 120 + 170*float64(i)
		side := image.NewRGBA(image.Rect(0, 0, 120, 120))
		draw.Draw(side, side.Bounds(), image.NewUniform(color.RGBA{uint8(30 * i), uint8(220 - 25*i), 90, 255}), image.Point{}, draw.Src)
		o.Goods = append(o.Goods, RigGood{Thing: rig.Thing{Name: fmt.Sprint("good ", i), Item: item, Code: item.GTIN.String(), Grams: grams, Picture: side}, SD: 2, Price: int64(100 * (i + 1))})
		goods = append(goods, fusion.Good{Item: item, Grams: grams, SD: 2})
	}
	o.Pipeline = func() (*loop.Pipeline, error) {
		return loop.NewPipeline(loop.Config{Goods: goods, CodeSense: loop.AllReaders()}), nil
	}
	return o
}

// TestTripsOnTheRig holds a few seeded trips to floors; a cart that hears
// nothing falls below them.
func TestTripsOnTheRig(t *testing.T) {
	s, err := ShopRig(context.Background(), rigShop(2, 6))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", s)
	if s.Trips != 2 || s.Events < 8 {
		t.Fatalf("%d trips with %d events were shopped", s.Trips, s.Events)
	}
	if s.WrongAccepted > 0 {
		t.Errorf("%d of %d events are accepted wrongly", s.WrongAccepted, s.Events)
	}
	if alone := s.Events - s.Together; 10*(s.RightOrAsked-s.TogetherRight) < 9*alone {
		t.Errorf("%d of %d things alone in their moment are right or among three", s.RightOrAsked-s.TogetherRight, alone)
	}
	if s.False > 1 {
		t.Errorf("%d false events", s.False)
	}
}

func TestTheSameSeedShopsTheSameTrip(t *testing.T) {
	a, err := ShopRig(context.Background(), rigShop(1, 3))
	if err != nil {
		t.Fatal(err)
	}
	b, err := ShopRig(context.Background(), rigShop(1, 3))
	if err != nil {
		t.Fatal(err)
	}
	a.Seconds, b.Seconds = 0, 0
	if !reflect.DeepEqual(a, b) {
		t.Errorf("one seed, two trips:\n%+v\n%+v", a, b)
	}
}

func TestEvalRigSaysWhatIsWrong(t *testing.T) {
	o := rigShop(1, 1)
	o.Goods = nil
	if err := EvalRig(context.Background(), o); err == nil {
		t.Error("a shop without goods is shopped in")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := EvalRig(ctx, rigShop(1, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("an interrupted evaluation ends with %v", err)
	}
}

// TestOddGoodsAreJudgedByThemselves covers what may become of a thing that is
// not what it seems.
func TestOddGoodsAreJudgedByThemselves(t *testing.T) {
	goods := rigShop(1, 1).Goods
	put := func(i int, flags ...string) evidence.Decision {
		return evidence.Decision{ID: 1, At: 1000, Decided: 2000, Action: evidence.Put, Direction: evidence.Put, Item: goods[i].Item, Quantity: 1, Because: evidence.Because{Flags: flags}}
	}
	ask := evidence.Decision{ID: 1, At: 1000, Decided: 2000, Action: evidence.Ask, Direction: evidence.Put, Quantity: 1}
	for _, c := range []struct {
		name            string
		load            load
		decisions       []evidence.Decision
		unknown, caught int
		wrong           int
	}{
		{"unknown goods are asked about", load{kind: unknown, quantity: 1}, []evidence.Decision{ask}, 1, 0, 0},
		{"unknown goods are sold as others", load{kind: unknown, quantity: 1}, []evidence.Decision{put(0)}, 0, 0, 0},
		{"a cheap code is believed", load{Thing: goods[7].Thing, kind: tampered, quantity: 1}, []evidence.Decision{put(0)}, 0, 0, 0},
		{"a cheap code is flagged", load{Thing: goods[7].Thing, kind: tampered, quantity: 1}, []evidence.Decision{put(0, "code-weight-mismatch")}, 0, 1, 0},
		{"a cheap code is asked about", load{Thing: goods[7].Thing, kind: tampered, quantity: 1}, []evidence.Decision{ask}, 0, 1, 0},
		{"nothing is said of a cheap code", load{Thing: goods[7].Thing, kind: tampered, quantity: 1}, nil, 0, 0, 0},
		{"honest goods are sold as others", load{Thing: goods[7].Thing, quantity: 1}, []evidence.Decision{put(0)}, 0, 0, 1},
	} {
		w := rig.New(rig.Settings{})
		w.Advance(1000)
		s := &shopper{world: w, loads: map[string]load{"it": c.load}, odd: map[int]kind{}}
		s.note("put", "it")
		var sum RigSummary
		sum.add(&rigTrip{world: w, shopper: s, decisions: c.decisions})
		if sum.UnknownKept != c.unknown || sum.Caught != c.caught || sum.WrongAccepted != c.wrong {
			t.Errorf("%s: %+v", c.name, sum)
		}
	}
}
