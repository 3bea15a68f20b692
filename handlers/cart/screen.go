package cart

import (
	"context"
	"crypto/rand"
	"math"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/web"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/floor"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/cart"
	"github.com/dashcart/dashcart/views/words"
)

// screen gathers what one drawing shows.
func (p *pages) screen(c *gin.Context, s shopping.Shopping, tab string) view.Screen {
	l := s.Live()
	st := p.Store()
	sc := view.Screen{Cart: s.ID(), Number: l.Number, Store: st.Name, Owner: p.owner(c), Tab: tab, Key: rand.Text(), Lang: p.language(c, l), Unit: string(st.WeightUnit)}
	sc.Now = view.State{State: l.State, Receipt: l.Receipt, Weight: l.Weight, Notice: l.Notice, Power: l.Power, Fill: l.Fill,
		Closed: l.Closed, Online: l.Online, Busy: l.Busy, Warn: l.Warn, Unexplained: l.Unexplained, Container: l.Container, Stopped: l.Stopped, Version: l.Version}
	p.picture(&sc.Now)
	if l.Refusal != nil {
		sc.Now.Refusal = l.Refusal.Code
	}
	for _, h := range l.Health {
		sc.Now.Blind = sc.Now.Blind || h.Kind == "camera" && h.State == evidence.HealthDown
		sc.Now.Unwritten = sc.Now.Unwritten || h.Kind == "journal" && h.State == evidence.HealthDown
	}
	sc.Now.Noticed, _ = shopping.LineOf(p.Catalogue(), l.Notice.Item)
	sc.QR, sc.QRSize = web.QR(l.QR)
	p.attend(c.Request.Context(), &sc, l)
	if t := l.State.Trip; t != nil {
		if t.Status == trip.HandedOver && t.Receipt != nil {
			sc.Handover, sc.HandSize = web.QR(t.Receipt.HandOver)
		}
		if t.Announced != nil {
			for _, x := range st.Containers {
				sc.Containers = append(sc.Containers, view.Container{ID: x.ID, Name: x.Named(sc.Lang)})
			}
		}
		if t.Status == trip.Shopping {
			p.tabs(c, &sc, l)
		}
	}
	return sc
}

// language is the trip's, else what was asked for on this screen, else the
// store's own.
func (p *pages) language(c *gin.Context, l shopping.Live) string {
	if t := l.State.Trip; t != nil && t.Prefs.Language != "" {
		return words.Lang(t.Prefs.Language)
	}
	if q := c.Query("lang"); q != "" {
		c.SetCookie("lang", words.Lang(q), 3600, "/", "", false, true)
		return words.Lang(q)
	}
	if q, err := c.Cookie("lang"); err == nil {
		return words.Lang(q)
	}
	return words.Lang(p.Store().Languages[0])
}

func (p *pages) tabs(c *gin.Context, sc *view.Screen, l shopping.Live) {
	here := p.here(l)
	sc.Next = p.next(*l.State.Trip, sc.Lang)
	switch sc.Tab {
	case "produce":
		sc.Query, sc.Category = c.Query("q"), c.Query("cat")
		sc.Correct, _ = strconv.Atoi(c.Query("line"))
		if sc.Category == "" {
			sc.Category = "popular"
		}
		sc.Tiles = p.tiles(sc)
		if plu, err := gs1.ParsePLU(c.Query("plu")); err == nil {
			if x, ok := p.Catalogue().ByPLU(plu); ok && x.Priced() {
				t := p.tile(sc, x)
				sc.Picked = &t
			}
		}
	case "map":
		sc.Plan = p.plan(*l.State.Trip, here, sc.Lang)
	case "pay":
		sc.Lanes, sc.Bag = p.lanes(c.Request.Context(), here, l.State.Trip), p.Store().Prices.BagFee
	}
}

// here is where the cart is, the entrance as long as nothing has told.
func (p *pages) here(l shopping.Live) floor.Point {
	if l.X == 0 && l.Y == 0 {
		return p.Store().Floor.Entrance
	}
	return floor.Point{X: l.X, Y: l.Y}
}

// atLane is how near to a lane, in metres, a cart is taken to stand in it: one
// further away needs the code on the lane's sign.
const atLane = 4

// lanes are the open Dash lanes, the nearest first; where somebody has to look
// at a proof of age, those with an attendant before the others.
func (p *pages) lanes(ctx context.Context, here floor.Point, t *trip.Trip) []view.Lane {
	all, err := p.Lanes(ctx)
	if err != nil {
		return nil // the screen says that the store does not answer
	}
	var out []view.Lane
	for _, l := range all {
		if l.Dash && l.Open {
			way := p.Store().Floor.ShortestWay(here, floor.Point{X: l.X, Y: l.Y})
			out = append(out, view.Lane{ID: l.ID, Name: l.Name, Code: l.Code, Metres: int(math.Round(way.Metres)), Here: way.Metres <= atLane, Attended: l.Attended})
		}
	}
	proof := t != nil && t.AgeToProve() > 0
	slices.SortStableFunc(out, func(a, b view.Lane) int {
		if proof && a.Attended != b.Attended {
			return attendedFirst(a) - attendedFirst(b)
		}
		return a.Metres - b.Metres
	})
	return out
}

func attendedFirst(l view.Lane) int {
	if l.Attended {
		return 0
	}
	return 1
}

// spot is where an item stands and what that place is called.
func (p *pages) spot(i evidence.Item, lang string) (floor.Point, string, string, bool) {
	cat, fl := p.Catalogue(), p.Store().Floor
	zone, shelf, pic := "", "", ""
	if x, ok := cat.ByGTIN(i.GTIN); ok {
		zone, shelf, pic = x.Aisle, x.Shelf, x.Picture
	} else if x, ok := cat.ByPLU(i.PLU); ok {
		zone, shelf, pic = x.Aisle, x.Shelf, x.Picture
	}
	at, ok := fl.Spot(zone, shelf)
	return at, fl.Place(zone, lang), pic, ok
}

func (p *pages) next(t trip.Trip, lang string) *view.Next {
	for _, i := range t.List {
		if i.Done {
			continue
		}
		_, where, pic, _ := p.spot(i.Item, lang)
		return &view.Next{Text: i.Text, Where: where, Picture: pic}
	}
	return nil
}

// plan is the floor with the way to the next thing of the list that stands
// somewhere.
func (p *pages) plan(t trip.Trip, here floor.Point, lang string) *view.Plan {
	fl := p.Store().Floor
	v := &view.Plan{Plan: &fl, Here: here}
	for _, i := range t.List {
		at, _, _, ok := p.spot(i.Item, lang)
		if i.Done || !ok {
			continue
		}
		way := fl.ShortestWay(here, at)
		v.There, v.Way, v.To, v.Metres = at, way.Points, i.Text, int(math.Round(way.Metres))
		break
	}
	return v
}

func (p *pages) tile(sc *view.Screen, x catalog.Produce) view.Tile {
	t := view.Tile{PLU: x.PLU.String(), Name: x.Named(sc.Lang), Picture: x.Picture, Each: x.SoldBy == catalog.ByEach}
	unit := sc.T("each")
	if !t.Each {
		unit = string(p.Store().WeightUnit)
	}
	t.Price = sc.Money(x.Price) + "/" + unit
	return t
}

// popular are the codes that shoppers reach for most; the first ones sold
// where the store sells others.
var popular = []gs1.PLU{4011, 4225, 4065, 4087, 4664, 4048, 4053, 4131, 4017, 4022, 4023, 4030, 4046, 4050, 4032, 4062}

// tiles are the produce to choose from: what the search finds, else the
// category's.
func (p *pages) tiles(sc *view.Screen) []view.Tile {
	cat := p.Catalogue()
	var out []view.Tile
	add := func(x catalog.Produce) {
		if x.Priced() && len(out) < 60 {
			out = append(out, p.tile(sc, x))
		}
	}
	switch {
	case sc.Query != "":
		if plu, err := gs1.ParsePLU(sc.Query); err == nil {
			if x, ok := cat.ByPLU(plu); ok {
				add(x)
				return out
			}
		}
		for _, h := range cat.Search(sc.Query, sc.Lang, 80) {
			if h.Produce != nil {
				add(*h.Produce)
			}
		}
	case sc.Category == "popular":
		for _, plu := range popular {
			if x, ok := cat.ByPLU(plu); ok {
				add(x)
			}
		}
	default:
		for _, x := range cat.PricedProduce() {
			if sc.Category == "organic" && x.PLU.Organic() || x.Category == sc.Category && !x.PLU.Organic() {
				add(x)
			}
		}
	}
	return out
}

// picture shows what is in the basket as the catalogue shows it now: a line
// keeps its price, while a better picture is for everybody at once. The cart's
// own state stays as it is.
func (p *pages) picture(now *view.State) {
	now.Receipt.Lines = slices.Clone(now.Receipt.Lines)
	for i := range now.Receipt.Lines {
		p.repicture(&now.Receipt.Lines[i].Line)
	}
	if now.Trip != nil {
		drawn := *now.Trip
		p.repicture(&drawn.Just.Line)
		now.Trip = &drawn
	}
}

func (p *pages) repicture(l *pricing.Line) {
	if x, ok := p.Catalogue().ByGTIN(l.Item.GTIN); ok && x.Picture != "" {
		l.Picture = x.Picture
	} else if x, ok := p.Catalogue().ByPLU(l.Item.PLU); ok && x.Picture != "" {
		l.Picture = x.Picture
	}
}
