package hubtest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// Goods is a small catalogue with Coupons coupons, K0 on, each good once in
// the whole store.
type Goods struct{ cat *catalog.Catalogue }

// Coupons is how many coupons are good once; many carts want the same ones.
const Coupons = 40

var (
	milk    = evidence.Item{GTIN: gs1.MustGTIN("4006381333931")}
	bananas = evidence.Item{PLU: 4011}
)

// NewGoods makes the catalogue.
func NewGoods() Goods {
	c := catalog.Contents{Currency: "USD",
		Products: []catalog.Product{{GTIN: milk.GTIN, Name: "Milk", Price: USD(399), SoldBy: catalog.ByEach, WeightG: 1030}},
		Produce:  []catalog.Produce{{PLU: 4011, Name: "Bananas", Price: USD(59), SoldBy: catalog.ByWeight}}}
	for i := range Coupons {
		c.Coupons = append(c.Coupons, catalog.StoreCoupon{Code: fmt.Sprintf("K%d", i), Name: "A dime off", Kind: catalog.AmountOff, Target: catalog.OnBasket, Amount: money.New(10, "USD"), Once: true})
	}
	return Goods{catalog.New(c)}
}

// Catalogue implements shopping.Goods.
func (g Goods) Catalogue() *catalog.Catalogue { return g.cat }

// Rules implements shopping.Goods.
func (g Goods) Rules(now time.Time) pricing.Rules {
	return pricing.Rules{Currency: "USD", Now: now}
}

// Shopper drives a cart through whole trips, from wherever its journal stopped.
type Shopper struct {
	Cart  *shopping.Cart
	Lanes []string // codes
	rng   *rand.Rand
	next  int // the loop's decision numbers begin anew with each process
	skew  time.Duration
}

// NewShopper opens a cart whose clock is off by skew.
func NewShopper(ctx context.Context, id string, j shopping.Journal, h shopping.Hub, lanes []string, seed uint64, skew time.Duration) (*Shopper, error) {
	c, err := shopping.NewCart(ctx, shopping.Config{ID: id, Number: id, Journal: j, Hub: h, Goods: NewGoods(), Log: slog.New(slog.DiscardHandler),
		Clock:  func() time.Time { return time.Now().Add(skew) },
		Policy: shopping.Policy{TokenLife: 30 * time.Second, Reservation: 3 * time.Minute, PublicURL: "http://localhost"}})
	if err != nil {
		return nil, err
	}
	return &Shopper{Cart: c, Lanes: lanes, rng: rand.New(rand.NewPCG(seed, 17)), skew: skew}, nil
}

// Unloading reports whether a trip was let out and its cart is not empty yet.
func (s *Shopper) Unloading() bool { return s.Cart.Live().State.Cart == trip.CartUnloading }

// Step does what a shopper would do next and reports whether a trip ended.
// What is refused is no error: the shopper tries again, or something else.
func (s *Shopper) Step(ctx context.Context) (bool, error) {
	ended, err := s.step(ctx)
	var no *shopping.Refused
	if errors.As(err, &no) {
		err = nil
	}
	return ended, err
}

func (s *Shopper) step(ctx context.Context) (bool, error) {
	state := s.Cart.Live().State
	switch {
	case state.Cart == trip.CartUnloading:
		err := s.weigh(ctx, 0)
		return err == nil, err
	case state.Cart == trip.CartIdle:
		if err := s.Cart.Tick(ctx); err != nil {
			return false, err
		}
		_, token, _ := strings.Cut(s.Cart.Live().QR, "t=")
		return false, s.Cart.Reserve(ctx, "", token, "phone")
	case state.Cart == trip.CartReserved:
		who := "s-" + s.Cart.ID()
		return false, s.Cart.LinkPhone(ctx, "", "phone", trip.Shopper{ID: who, Name: who, Email: who + "@example.org"})
	}
	t := state.Trip
	switch {
	case t.Status == trip.Linked:
		return false, s.Cart.StartBags(ctx, "", 0)
	case t.Status == trip.Shopping && len(t.Lines) == 0:
		return false, s.put(ctx, milk, 1030, 0)
	case t.Status == trip.Shopping && len(t.Lines) == 1:
		return false, s.put(ctx, bananas, 453.6, 200)
	case t.Status == trip.Shopping && len(t.Coupons) == 0 && s.rng.IntN(3) > 0:
		return false, s.Cart.Scan(ctx, "", fmt.Sprintf("K%d", s.rng.IntN(Coupons)))
	case t.Status == trip.Shopping && s.rng.IntN(3) == 0:
		return false, s.put(ctx, milk, 1030, 0)
	}
	grams := 0.0
	for _, l := range t.Lines {
		grams += l.Grams
	}
	if err := s.weigh(ctx, grams); err != nil {
		return false, err
	}
	return false, s.Cart.Pay(ctx, "", s.Lanes[s.rng.IntN(len(s.Lanes))])
}

func (s *Shopper) put(ctx context.Context, i evidence.Item, grams float64, w int64) error {
	s.next++
	return s.Cart.Sense(ctx, evidence.Output{Decision: &evidence.Decision{ID: s.next, Action: evidence.Put, Direction: evidence.Put, Item: i, Quantity: 1, Grams: grams, SD: 2,
		Weight: evidence.Weight{Count: w, DivisionMilli: 5, Unit: evidence.Pound}}})
}

func (s *Shopper) weigh(ctx context.Context, grams float64) error {
	return s.Cart.Sense(ctx, evidence.Output{Weight: &evidence.Indication{Status: evidence.ScaleStable, GramsTotal: grams, GramsSD: 2, Empty: grams < 5}})
}

// PutMilk puts another milk in, or begins the trip that this needs: one event
// a call, for measuring.
func (s *Shopper) PutMilk(ctx context.Context) error {
	t := s.Cart.Live().State.Trip
	if t == nil || t.Status != trip.Shopping || len(t.Lines) < 2 {
		_, err := s.Step(ctx)
		return err
	}
	return s.put(ctx, milk, 1030, 0)
}
