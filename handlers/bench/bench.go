// Package bench serves the page on which hands, bumps and pulled plugs are
// simulated. It exists only where carts are.
package bench

import (
	"bytes"
	"context"
	"image/jpeg"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/web"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/rig"
	view "github.com/dashcart/dashcart/views/bench"
)

// Mail is a message of the store's outbox.
type Mail struct {
	To, Subject, Body string
	At                time.Time
}

// Deps is what the page plays with. Thing makes the physical thing of a
// catalogue entry.
type Deps struct {
	Worlds    map[string]*rig.World
	Carts     func() []shopping.Shopping
	Catalogue func() *catalog.Catalogue
	Store     func() *store.Store
	Thing     func(evidence.Item) (rig.Thing, bool)
	Outbox    func(context.Context) ([]Mail, error)
	Kiosk     func(cart string) string
	Minds     *Minds
}

type pages struct{ Deps }

// Routes adds the bench to a router.
func Routes(r gin.IRouter, d Deps) {
	p := &pages{d}
	r.GET("/bench", p.first)
	r.GET("/bench/:cart", p.page)
	r.GET("/bench/:cart/mind", p.mind)
	r.GET("/bench/:cart/state", p.state)
	r.GET("/bench/:cart/frame.jpg", p.frame)
	for name, f := range actions {
		r.POST("/bench/:cart/"+name, func(c *gin.Context) { p.act(c, f) })
	}
}

func (p *pages) first(c *gin.Context) {
	for _, s := range p.Carts() {
		if p.Worlds[s.ID()] != nil {
			c.Redirect(http.StatusSeeOther, "/bench/"+s.ID())
			return
		}
	}
	c.String(http.StatusNotFound, "No cart here is simulated.\n")
}

func (p *pages) find(c *gin.Context) (*rig.World, shopping.Shopping, bool) {
	for _, s := range p.Carts() {
		if w := p.Worlds[s.ID()]; s.ID() == c.Param("cart") && w != nil {
			return w, s, true
		}
	}
	c.String(http.StatusNotFound, "No simulated cart %s.\n", c.Param("cart"))
	return nil, nil, false
}

// hand is one action with what it needs.
type hand struct {
	*gin.Context
	*rig.World
	pages *pages
}

func (h hand) number(name string) float64 {
	v, err := strconv.ParseFloat(h.PostForm(name), 64)
	if err != nil {
		return 0
	}
	return v
}

func (h hand) on() bool { return h.PostForm("on") == "yes" }

// actions are everything a hand on the bench can do.
var actions = map[string]func(hand) error{
	"put": putIn,
	"take": func(h hand) error {
		return h.Take(int(h.number("thing")), rig.Hand{Show: h.PostForm("hand") != "hide"})
	},
	"thing": func(h hand) error {
		grams := min(max(h.number("grams"), 1), 30000)
		return h.Put(rig.Thing{Name: h.PostForm("name"), Grams: grams, Person: h.PostForm("name") == "a child"}, rig.Hand{})
	},
	"bump":    func(h hand) error { h.Bump(); return nil },
	"disturb": func(h hand) error { return h.Disturb(h.PostForm("kind"), h.on()) },
	"unplug":  func(h hand) error { h.Unplug(h.PostForm("kind"), h.on()); return nil },
	"cover":   func(h hand) error { h.Cover(h.on()); return nil },
	"move": func(h hand) error {
		x, y := h.number("x"), h.number("y")
		if at, ok := h.pages.Store().Place(h.PostForm("code")); ok {
			x, y = at.X, at.Y
		}
		h.MoveTo(x, y, h.PostForm("code"))
		return nil
	},
	"scan":    func(h hand) error { h.Scan("code128", strings.TrimSpace(h.PostForm("text"))); return nil },
	"show":    func(h hand) error { h.Show(strings.TrimSpace(h.PostForm("text"))); return nil },
	"battery": func(h hand) error { h.SetBattery(min(max(h.number("percent"), 0), 100), h.on()); return nil },
}

func putIn(h hand) error {
	var i evidence.Item
	code := h.PostForm("code")
	if g, err := gs1.ParseGTIN(code); err == nil {
		i.GTIN = g
	} else if p, err := gs1.ParsePLU(code); err == nil {
		i.PLU = p
	}
	t, ok := h.pages.Thing(i)
	if !ok {
		return errNoThing
	}
	if g := h.number("grams"); g > 0 {
		t.Grams = min(g, 30000)
	}
	how := rig.Hand{Show: h.PostForm("hand") == "show", Hide: h.PostForm("hand") == "hide"}
	if err := h.Put(t, how); err != nil {
		return err
	}
	if h.PostForm("twice") == "yes" {
		how.Delay = 350
		return h.Put(t, how)
	}
	return nil
}

type benchError string

func (e benchError) Error() string { return string(e) }

const errNoThing = benchError("the catalogue holds no such thing")

func (p *pages) act(c *gin.Context, f func(hand) error) {
	w, s, ok := p.find(c)
	if !ok {
		return
	}
	if err := f(hand{c, w, p}); err != nil {
		c.String(http.StatusConflict, "%s\n", err)
		return
	}
	if c.GetHeader("HX-Request") != "" {
		c.Status(http.StatusNoContent)
		return
	}
	c.Redirect(http.StatusSeeOther, "/bench/"+s.ID()+"?"+c.Request.URL.RawQuery)
}

func (p *pages) frame(c *gin.Context) {
	w, _, ok := p.find(c)
	if !ok {
		return
	}
	im := w.Snapshot().Frame
	if im == nil {
		c.Status(http.StatusNoContent)
		return
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: 70}); err != nil {
		_ = c.Error(err)
		c.Status(http.StatusInternalServerError)
		return
	}
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "image/jpeg", b.Bytes())
}

// state is the world for the page's script: the trace, what lies inside and
// what the cart makes of it.
func (p *pages) state(c *gin.Context) {
	w, s, ok := p.find(c)
	if !ok {
		return
	}
	snap, l := w.Snapshot(), s.Live()
	type in struct {
		ID    int     `json:"id"`
		Name  string  `json:"name"`
		Grams float64 `json:"grams"`
		X     float64 `json:"x"`
		Y     float64 `json:"y"`
	}
	inside := []in{}
	for _, h := range snap.Inside {
		inside = append(inside, in{h.ID, h.Name, h.Grams, h.X, h.Y})
	}
	var trace []rig.Sample
	for i := 0; i < len(snap.Trace); i += 4 {
		trace = append(trace, snap.Trace[i])
	}
	type mark struct {
		T    evidence.Millis `json:"t"`
		Text string          `json:"text"`
	}
	marks, cat := []mark{}, p.Catalogue()
	for _, t := range p.Minds.of(s.ID()) {
		marks = append(marks, mark{t.at, t.say(cat).Title()})
	}
	c.JSON(http.StatusOK, gin.H{"now": snap.Now, "marks": marks, "x": snap.X, "y": snap.Y, "grams": snap.Grams, "trace": trace, "inside": inside, "busy": snap.Busy, "phase": l.State.Phase(), "seq": l.State.Seq})
}

// minded is what the cart makes of the world.
func (p *pages) minded(s shopping.Shopping) view.Bench {
	l, cat := s.Live(), p.Catalogue()
	v := view.Bench{Cart: s.ID(), Number: l.Number, Now: l.State, Receipt: l.Receipt}
	for _, t := range p.Minds.of(s.ID()) {
		v.Thoughts = append(v.Thoughts, t.say(cat))
	}
	return v
}

func (p *pages) mind(c *gin.Context) {
	if _, s, ok := p.find(c); ok {
		web.Show(c, http.StatusOK, view.Mind(p.minded(s)))
	}
}

func (p *pages) page(c *gin.Context) {
	w, s, ok := p.find(c)
	if !ok {
		return
	}
	snap := w.Snapshot()
	v := p.minded(s)
	v.Store, v.Query, v.Kiosk = p.Store().Name, c.Query("q"), "/cart/"+s.ID()+"?key="+p.Kiosk(s.ID())
	v.Extra, v.Unplug, v.Covered, v.Percent = snap.Extra, snap.Unplug, snap.Covered, snap.Percent
	v.Plan, v.X, v.Y = &p.Store().Floor, snap.X, snap.Y
	for _, s := range p.Carts() {
		v.Carts = append(v.Carts, s.ID())
	}
	for _, h := range snap.Inside {
		pic := ""
		if x, ok := p.Catalogue().ByGTIN(h.Item.GTIN); ok {
			pic = x.Picture
		} else if x, ok := p.Catalogue().ByPLU(h.Item.PLU); ok {
			pic = x.Picture
		}
		v.Inside = append(v.Inside, view.Thing{ID: h.ID, Name: h.Name, Grams: h.Grams, Picture: pic, X: h.X, Y: h.Y})
	}
	v.Shelf = p.shelf(v.Query)
	for _, x := range p.Store().Lanes {
		v.Places = append(v.Places, view.Place{Name: x.Name, Code: x.Code, At: x.At})
	}
	for _, m := range p.Store().Floor.Markers {
		v.Places = append(v.Places, view.Place{Name: strings.ToLower(strings.TrimPrefix(m.Code, "DASH-AT-")), Code: m.Code, At: m.At})
	}
	if mail, err := p.Outbox(c.Request.Context()); err == nil {
		for _, m := range mail {
			v.Mail = append(v.Mail, view.Mail{To: m.To, Subject: m.Subject, Body: m.Body, At: m.At.In(p.Store().Location)})
		}
	}
	web.Show(c, http.StatusOK, view.Page(v))
}

// shelf is what there is to put in.
func (p *pages) shelf(query string) []view.Thing {
	cat := p.Catalogue()
	var out []view.Thing
	product := func(x catalog.Product) {
		out = append(out, view.Thing{Code: x.GTIN.String(), Name: x.Name, Detail: x.Size, Grams: x.WeightG, Picture: x.Picture})
	}
	produce := func(x catalog.Produce) {
		if x.Priced() {
			out = append(out, view.Thing{Code: x.PLU.String(), Name: x.Name, Detail: "code " + x.PLU.String(), Grams: x.TypicalG, Picture: x.Picture})
		}
	}
	if query != "" {
		for _, h := range cat.Search(query, "en", 60) {
			if h.Product != nil {
				product(*h.Product)
			} else {
				produce(*h.Produce)
			}
		}
		return out
	}
	seen := map[string]int{}
	for _, x := range cat.Products() {
		if seen[x.Department]++; seen[x.Department] <= 2 {
			product(x)
		}
	}
	for i, x := range cat.PricedProduce() {
		if i%8 == 0 {
			produce(x)
		}
	}
	return slices.Clip(out)
}
