package cart_test

import (
	"slices"
	"time"

	"github.com/skip2/go-qrcode"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/floor"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
	"github.com/dashcart/dashcart/views/cart"
	"github.com/dashcart/dashcart/views/ui"
)

// shop is the sample store and the things that the states below hold.
type shop struct {
	*store.Store
	*catalog.Catalogue
	lang string
}

// line is a product of the sample store as a basket's line.
func (s shop) line(id int, picture string, quantity int) pricing.Line {
	for _, p := range s.Products() {
		if p.Picture == picture {
			return pricing.Line{ID: id, Item: evidence.Item{GTIN: p.GTIN}, Name: p.Name, NameES: p.NameES, Size: p.Size, Picture: p.Picture, Sold: pricing.SoldEach, Quantity: quantity, UnitPrice: p.Price}
		}
	}
	panic("the sample store has no " + picture)
}

func (s shop) bananas(id int) pricing.Line {
	p, _ := s.ByPLU(4011)
	return pricing.Line{ID: id, Item: evidence.Item{PLU: p.PLU}, Name: p.Name, NameES: p.NameES, Picture: p.Picture, Sold: pricing.SoldByWeight,
		Quantity: 1, UnitPrice: p.Price, Weight: pounds(132)}
}

func pounds(hundredths int64) evidence.Weight {
	return evidence.Weight{Count: hundredths, DivisionMilli: 10, Unit: "lb"}
}

func qr(text string) (string, int) {
	q, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		panic(err)
	}
	q.DisableBorder = true
	m := q.Bitmap()
	return ui.Squares(m), len(m)
}

// state is one picture of the gallery.
type state struct {
	name   string
	screen cart.Screen
}

// withCharges prices lines of which each has a deposit and may be paid with
// SNAP, and two bags.
func (s shop) withCharges(lines []pricing.Line) pricing.Receipt {
	lines = slices.Clone(lines)
	for i := range lines {
		lines[i].Deposit, lines[i].SNAP = "bottle", true
	}
	r, err := pricing.Price(pricing.Basket{Currency: "USD", Lines: lines, Bags: 2}, pricing.Rules{Currency: "USD", SNAP: true,
		Deposits: map[string]pricing.Fee{"bottle": {Name: "Bottle deposit", NameES: "Depósito de botella", Amount: money.New(10, "USD")}},
		BagFee:   pricing.Fee{Name: "Paper bag", NameES: "Bolsa de papel", Amount: money.New(10, "USD")}})
	if err != nil {
		panic(err)
	}
	return r
}

// bare is a cart without a trip.
func (s shop) bare(status trip.CartStatus) cart.Screen {
	sc := cart.Screen{Cart: "cart-1", Number: "1", Store: s.Name, Lang: s.lang, Unit: "lb", Owner: true, Key: "k"}
	sc.Now.Cart, sc.Now.Online, sc.Now.Fill = status, true, []float64{0.31}
	sc.Now.Weight = evidence.Indication{Status: evidence.ScaleStable, Gross: pounds(871), Net: pounds(132), Tare: pounds(1), Weighing: true}
	sc.Now.Receipt.Total, sc.Now.Receipt.Savings, sc.Now.Receipt.Tax = money.Zero("USD"), money.Zero("USD"), money.Zero("USD")
	return sc
}

// full is a cart with a trip of some lines.
func (s shop) full(status trip.Status) cart.Screen {
	sc := s.bare(trip.CartInUse)
	lines := []pricing.Line{s.line(1, "whole-milk-1-gal.svg", 1), s.bananas(2), s.line(3, "rigatoni-16-oz.svg", 2),
		s.line(4, "free-range-brown-eggs-12-ct.svg", 1), s.line(5, "white-sandwich-bread-20-oz.svg", 1),
		s.line(6, "large-eggs-grade-a-12-ct.svg", 1), s.line(7, "coconut-milk-13-5-fl-oz.svg", 3), s.line(8, "sourdough-loaf-24-oz.svg", 1)}
	r, err := pricing.Price(pricing.Basket{Currency: "USD", Lines: lines}, pricing.Rules{Currency: "USD"})
	if err != nil {
		panic(err)
	}
	r.Savings, r.Number, r.HandOver = money.New(310, "USD"), "A-000123", "H7K2M9QX"
	r.Hints = []pricing.Hint{{Line: 3, Offer: "3 rigatoni for $5", OfferES: "3 rigatoni por $5", Missing: 1, Save: money.New(100, "USD")}}
	r.Lines[6].Discounts = []pricing.Discount{{Source: "offer", Name: "3 for $5", NameES: "3 por $5", Amount: money.New(97, "USD")}}
	sc.Now.Receipt = r
	sc.Now.Trip = &trip.Trip{ID: "t", Status: status, Shopper: trip.Shopper{ID: "ana", Name: "Ana"}, Lines: lines, Receipt: &r,
		Just: trip.Just{Kind: "put", Decision: 8, Line: lines[7], At: time.Unix(1, 0)},
		List: []trip.ListItem{{ID: "a", Text: "Eggs"}, {ID: "b", Text: "Milk", Done: true}, {ID: "c", Text: "Coffee"}}}
	return sc
}

// with is full while shopping, changed.
func (s shop) with(f func(*cart.Screen, *trip.Trip)) cart.Screen {
	sc := s.full(trip.Shopping)
	f(&sc, sc.Now.Trip)
	return sc
}

func (s shop) choices() []trip.Choice {
	return []trip.Choice{{Line: s.line(0, "large-eggs-grade-a-12-ct.svg", 1), P: .4}, {Line: s.line(0, "free-range-brown-eggs-12-ct.svg", 1), P: .3}, {Line: s.line(0, "coconut-milk-13-5-fl-oz.svg", 1), P: .2}}
}

// states are all the screens a shopper can meet.
func (s shop) states() []state {
	var all []state
	add := func(name string, sc cart.Screen) { all = append(all, state{name, sc}) }
	change := func(name string, f func(*cart.Screen, *trip.Trip)) { add(name, s.with(f)) }
	notice := func(name string, k evidence.NoticeKind) {
		change(name, func(sc *cart.Screen, _ *trip.Trip) {
			sc.Now.Notice, sc.Now.Noticed = evidence.Notice{Kind: k}, s.line(0, "rigatoni-16-oz.svg", 1)
		})
	}
	for _, st := range []trip.CartStatus{trip.CartOutOfService, trip.CartLocked, trip.CartReserved} {
		add(string(st), s.bare(st))
	}
	idle := s.bare(trip.CartIdle)
	idle.QR, idle.QRSize = qr("http://market.example/phone/link?t=abcdefghijklmnopqrstuvwxyz0123456789")
	add("idle", idle)
	idle.Now.Refusal = "battery"
	add("idle-refused", idle)
	idle.Now.Closed = true
	add("closed", idle)
	add("bags", s.full(trip.Linked))
	add("basket", s.full(trip.Shopping))
	change("empty", func(sc *cart.Screen, t *trip.Trip) {
		sc.Now.Receipt, t.Lines, t.Just = s.bare("").Now.Receipt, nil, trip.Just{}
	})
	change("deposits", func(sc *cart.Screen, t *trip.Trip) { sc.Now.Receipt, t.StoreBags = s.withCharges(t.Lines), 2 })
	change("looking-on", func(sc *cart.Screen, _ *trip.Trip) { sc.Owner = false })
	change("large-left", func(sc *cart.Screen, t *trip.Trip) { t.Prefs.LargeText, t.Prefs.LeftHanded = true, true })
	change("next", func(sc *cart.Screen, _ *trip.Trip) {
		sc.Next = &cart.Next{Text: "Eggs", Where: "Aisle 7", Picture: "large-eggs-grade-a-12-ct.svg"}
	})
	for _, kind := range []string{"take", "corrected", "undone", "own"} {
		change("just-"+kind, func(_ *cart.Screen, t *trip.Trip) { t.Just.Kind = kind })
	}
	change("just-loyalty", func(s *cart.Screen, t *trip.Trip) {
		t.Just = trip.Just{Kind: "loyalty"}
		s.Now.Receipt.Loyalty = pricing.Loyalty{Card: "Corner Card", Number: "…6784"}
	})
	change("just-coupon", func(_ *cart.Screen, t *trip.Trip) { t.Just = trip.Just{Kind: "coupon", Text: "$1 off milk"} })
	change("which", func(_ *cart.Screen, t *trip.Trip) {
		t.Questions = []trip.Question{{ID: 1, Direction: evidence.Put, Choices: s.choices()}}
	})
	change("which-large", func(_ *cart.Screen, t *trip.Trip) {
		t.Prefs.LargeText, t.Questions = true, []trip.Question{{ID: 1, Direction: evidence.Put, Choices: s.choices()}}
	})
	change("which-out", func(_ *cart.Screen, t *trip.Trip) {
		t.Questions = []trip.Question{{ID: 1, Direction: evidence.Take, Choices: s.choices()[:2]}}
	})
	change("show-again", func(_ *cart.Screen, t *trip.Trip) { t.Questions = []trip.Question{{ID: 1, Direction: evidence.Put}} })
	change("announced", func(sc *cart.Screen, t *trip.Trip) {
		b := s.bananas(0)
		t.Announced = &b
		for _, c := range s.Containers {
			sc.Containers = append(sc.Containers, cart.Container{ID: c.ID, Name: c.Named(s.lang)})
		}
	})
	change("empty-first", func(sc *cart.Screen, t *trip.Trip) {
		b := s.bananas(0)
		t.Announced, sc.Now.Container = &b, true
	})
	change("fill-it", func(sc *cart.Screen, t *trip.Trip) {
		b := s.bananas(0)
		t.Announced = &b
		sc.Now.Weight = evidence.Indication{Status: evidence.ScaleStable, Weighing: true, Net: evidence.Weight{Count: 0, DivisionMilli: 5, Unit: evidence.Pound}, Tare: evidence.Weight{Count: 132, DivisionMilli: 5, Unit: evidence.Pound}}
		for _, c := range s.Containers {
			sc.Containers = append(sc.Containers, cart.Container{ID: c.ID, Name: c.Named(s.lang)})
		}
	})
	change("settling", func(sc *cart.Screen, t *trip.Trip) {
		b := s.bananas(0)
		t.Announced, sc.Now.Weight.Status = &b, evidence.ScaleMotion
	})
	notice("person", evidence.NoticePerson)
	notice("hand", evidence.NoticeHand)
	notice("waiting", evidence.NoticeWaiting)
	notice("no-weight", evidence.NoticeNoWeight)
	notice("past-best", evidence.NoticePastBest)
	notice("unread", evidence.NoticeShowMe)
	change("full-80", func(sc *cart.Screen, _ *trip.Trip) { sc.Now.Fill = []float64{.84} })
	change("full-100", func(sc *cart.Screen, _ *trip.Trip) { sc.Now.Fill = []float64{1.04} })
	change("full-left", func(sc *cart.Screen, _ *trip.Trip) { sc.Now.Fill = []float64{1.04, .31} })
	change("full-right-80", func(sc *cart.Screen, _ *trip.Trip) { sc.Now.Fill = []float64{.1, .85} })
	change("is-it-yours", func(sc *cart.Screen, _ *trip.Trip) { sc.Now.Unexplained = 640 })
	change("is-it-gone", func(sc *cart.Screen, _ *trip.Trip) { sc.Now.Unexplained = -640 })
	change("is-it-this", func(sc *cart.Screen, t *trip.Trip) {
		sc.Now.Unexplained = -640
		t.Effects = append(t.Effects, trip.Effect{Decision: 9, Action: evidence.Put, Line: t.Lines[0].ID, Item: t.Lines[0].Item, Quantity: 1, Gate: "geometry"})
	})
	change("unwritten", func(sc *cart.Screen, _ *trip.Trip) { sc.Now.Unwritten = true })
	change("blind", func(sc *cart.Screen, _ *trip.Trip) { sc.Now.Blind = true })
	change("still-there", func(sc *cart.Screen, _ *trip.Trip) { sc.Now.Warn = "idle" })
	change("battery-offline", func(sc *cart.Screen, t *trip.Trip) {
		sc.Now.Warn, sc.Now.Online, t.Help = "battery", false, &trip.Help{Reason: "x"}
	})
	change("held", func(_ *cart.Screen, t *trip.Trip) { t.Hold = &trip.Hold{Reason: "x", Staff: "Bo"} })
	change("refused", func(sc *cart.Screen, _ *trip.Trip) { sc.Now.Refusal = "coupon-expired" })
	all = append(all, s.attended()...)
	all = append(all, s.tabs()...)
	return append(all, s.lane()...)
}

// tabs are the pages over the basket.
func (s shop) tabs() []state {
	tab := func(name, tab string, f func(*cart.Screen, *trip.Trip)) state {
		sc := s.with(f)
		sc.Tab = tab
		return state{name, sc}
	}
	var tiles []cart.Tile
	for _, p := range s.PricedProduce()[:16] {
		tiles = append(tiles, cart.Tile{PLU: p.PLU.String(), Name: p.Named(s.lang), Picture: p.Picture, Price: p.Price.Format("en-US") + "/lb"})
	}
	return []state{
		tab("produce", "produce", func(sc *cart.Screen, _ *trip.Trip) { sc.Category, sc.Tiles = "popular", tiles }),
		tab("produce-none", "produce", func(sc *cart.Screen, _ *trip.Trip) { sc.Query = "zzz" }),
		tab("produce-each", "produce", func(sc *cart.Screen, _ *trip.Trip) { sc.Picked = &tiles[0] }),
		tab("coupons", "coupons", func(sc *cart.Screen, t *trip.Trip) {
			t.Coupons = []trip.Coupon{{Coupon: pricing.Coupon{Code: "MILK1", Terms: catalog.StoreCoupon{Name: "$1 off milk", NameES: "$1 menos en leche"}}},
				{Coupon: pricing.Coupon{Code: "PASTA", Terms: catalog.StoreCoupon{Name: "20% off pasta", NameES: "20% menos en pasta"}}, Pending: true}}
			sc.Now.Receipt.Coupons = []pricing.CouponOutcome{{Code: "MILK1", Amount: money.New(100, "USD")}}
		}),
		tab("no-coupons", "coupons", func(*cart.Screen, *trip.Trip) {}),
		tab("list", "list", func(*cart.Screen, *trip.Trip) {}),
		tab("map", "map", func(sc *cart.Screen, _ *trip.Trip) {
			to := floor.Point{X: 34.2, Y: 8}
			way := s.Floor.ShortestWay(s.Floor.Entrance, to)
			sc.Plan = &cart.Plan{Plan: &s.Floor, Here: s.Floor.Entrance, There: to, Way: way.Points, To: "Peas", Metres: int(way.Metres)}
		}),
		tab("help", "help", func(*cart.Screen, *trip.Trip) {}),
		tab("pay", "pay", func(sc *cart.Screen, t *trip.Trip) {
			t.Questions = []trip.Question{{ID: 1, Later: true}}
			sc.Lanes = []cart.Lane{{ID: "dash-1", Name: "Dash 1", Code: "D1", Metres: 1, Here: true}, {ID: "dash-2", Name: "Dash 2", Code: "D2", Metres: 18}}
		}),
		tab("pay-bags-snap", "pay", func(sc *cart.Screen, t *trip.Trip) {
			sc.Bag = pricing.Fee{Name: "Paper bag", Amount: money.New(10, "USD")}
			sc.Now.Receipt, t.StoreBags = s.withCharges(t.Lines), 2
			sc.Lanes = []cart.Lane{{ID: "dash-1", Name: "Dash lane 1", Code: "D1", Metres: 12}, {ID: "dash-2", Name: "Dash lane 2", Code: "D2", Metres: 19}}
		}),
		tab("pay-guest", "pay", func(_ *cart.Screen, t *trip.Trip) { t.Shopper = trip.Shopper{} }),
		tab("pay-no-lane", "pay", func(*cart.Screen, *trip.Trip) {}),
	}
}

// lane are the screens from the lane to the empty cart.
func (s shop) lane() []state {
	at := func(name string, status trip.Status, f func(*cart.Screen, *trip.Trip)) state {
		sc := s.full(status)
		f(&sc, sc.Now.Trip)
		return state{name, sc}
	}
	after := func(sc *cart.Screen) { sc.Now.Cart = trip.CartUnloading }
	return []state{
		at("checking", trip.AtLane, func(*cart.Screen, *trip.Trip) {}),
		at("findings", trip.AtLane, func(_ *cart.Screen, t *trip.Trip) {
			t.Audit = &trip.Audit{}
			for i, k := range []string{"weight", "age", "unpriced"} {
				t.Audit.Findings = append(t.Audit.Findings, trip.Finding{ID: i + 1, Kind: k, Text: "for staff", Line: 3})
			}
		}),
		at("declined", trip.AtLane, func(_ *cart.Screen, t *trip.Trip) {
			t.Audit, t.Payment = &trip.Audit{}, &trip.Payment{Status: trip.PaymentDeclined}
		}),
		at("fiscal", trip.AtLane, func(_ *cart.Screen, t *trip.Trip) {
			t.Audit, t.Payment = &trip.Audit{}, &trip.Payment{Status: trip.PaymentDeclined, Reason: "fiscal"}
		}),
		at("guest-at-lane", trip.AtLane, func(_ *cart.Screen, t *trip.Trip) { t.Audit, t.Shopper = &trip.Audit{}, trip.Shopper{} }),
		at("paying", trip.Paying, func(*cart.Screen, *trip.Trip) {}),
		at("paid", trip.Paid, func(*cart.Screen, *trip.Trip) {}),
		at("thanks", trip.Released, func(sc *cart.Screen, _ *trip.Trip) { after(sc) }),
		at("left-behind", trip.Released, func(sc *cart.Screen, _ *trip.Trip) { after(sc); sc.Now.LeftG = 300 }),
		at("handed-over", trip.HandedOver, func(sc *cart.Screen, _ *trip.Trip) { after(sc); sc.Handover, sc.HandSize = qr("H7K2M9QX") }),
		at("abandoned", trip.Abandoned, func(sc *cart.Screen, _ *trip.Trip) { after(sc) }),
		at("moved", trip.Abandoned, func(sc *cart.Screen, t *trip.Trip) { after(sc); t.MovedTo = "2" }),
	}
}

// attended are the screens while staff stand at the cart.
func (s shop) attended() []state {
	bo := &cart.Attendant{Name: "Bo", Role: account.Attendant}
	at := func(name string, a *cart.Attendant, f func(*cart.Screen, *trip.Trip)) state {
		sc := s.with(f)
		sc.Attendant = a
		return state{name, sc}
	}
	locked := s.bare(trip.CartLocked)
	locked.Attendant = bo
	return []state{
		at("pin", &cart.Attendant{}, func(sc *cart.Screen, _ *trip.Trip) { sc.Now.Refusal = account.CodeBadCode }),
		at("attendant", bo, func(sc *cart.Screen, t *trip.Trip) {
			t.Lines[3].AgeLimit, t.Help = 21, &trip.Help{Reason: "x"}
			sc.Spares = []cart.Spare{{ID: "cart-2", Number: "2"}, {ID: "cart-3", Number: "3"}}
		}),
		at("attendant-prices", bo, func(_ *cart.Screen, t *trip.Trip) {
			t.Lines[0] = pricing.Line{ID: 1, Name: "Item to be priced", NameES: "Artículo sin precio", Sold: pricing.SoldUnpriced, Quantity: 1, Bulk: evidence.Bulk{Grams: 2718}}
			t.Age = &trip.AgeCheck{Age: 21, Staff: "Bo"}
		}),
		at("auditor", &cart.Attendant{Name: "Al", Role: account.Auditor}, func(*cart.Screen, *trip.Trip) {}),
		at("moving-in", nil, func(_ *cart.Screen, t *trip.Trip) { t.Moving = true }),
		at("moving-in-part", nil, func(sc *cart.Screen, t *trip.Trip) { t.Moving, sc.Now.Refusal = true, "not-all" }),
		{"attendant-locked", locked},
	}
}
