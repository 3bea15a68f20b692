package cart

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/web"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/cart"
	"github.com/dashcart/dashcart/views/words"
)

var shopper = trip.Actor{Kind: trip.ByShopper}

// touch is one action of the screen: what was sent, and the cart.
type touch struct {
	*gin.Context
	cart shopping.Shopping
	key  string
	page *pages
}

func (t touch) ctx() context.Context { return t.Request.Context() }

func (t touch) number(name string) int {
	n, _ := strconv.Atoi(t.PostForm(name)) // a field that is no number names nothing
	return n
}

// item reads a product or produce code; the zero item where neither is one.
func (t touch) item() evidence.Item {
	var i evidence.Item
	if g, err := gs1.ParseGTIN(t.PostForm("gtin")); err == nil {
		i.GTIN = g
	}
	if p, err := gs1.ParsePLU(t.PostForm("plu")); err == nil {
		i.PLU = p
	}
	return i
}

func (t touch) do(c trip.Command) error { return t.cart.Do(t.ctx(), t.key, shopper, c) }

// actions is everything the touchscreen can do.
var actions = map[string]func(touch) error{
	"guest":  func(t touch) error { return t.cart.Guest(t.ctx(), t.key, words.Lang(t.PostForm("lang"))) },
	"cancel": func(t touch) error { return t.do(trip.EndReservation{Reason: "cancelled at the cart"}) },
	"bags":   func(t touch) error { return t.cart.StartBags(t.ctx(), t.key, t.number("bags")) },
	"answer": func(t touch) error {
		return t.cart.Answer(t.ctx(), t.key, shopper, t.number("question"), t.item(), 1, t.PostForm("how"))
	},
	"undo":          func(t touch) error { return t.do(trip.Undo{Decision: t.number("decision")}) },
	"notincart":     func(t touch) error { return t.do(trip.NotInCart{Line: t.number("line")}) },
	"correct":       func(t touch) error { return t.cart.Correct(t.ctx(), t.key, shopper, t.number("line"), t.item()) },
	"confirm":       func(t touch) error { return t.cart.Confirm(t.ctx(), t.key, t.item()) },
	"announce":      announce,
	"container":     container,
	"cancelproduce": func(t touch) error { return t.cart.CancelAnnounce(t.ctx(), t.key) },
	"buybags":       func(t touch) error { return t.do(trip.BuyBags{Count: t.number("bags")}) },
	"coupon":        func(t touch) error { return t.cart.Scan(t.ctx(), t.key, t.PostForm("code")) },
	"removecoupon":  func(t touch) error { return t.do(trip.RemoveCoupon{Code: t.PostForm("code")}) },
	"listadd":       listAdd,
	"listtick":      listTick,
	"listremove":    listRemove,
	"help":          help,
	"endhelp":       func(t touch) error { return t.do(trip.EndHelp{}) },
	"prefs":         prefs,
	"stay":          func(t touch) error { return t.do(trip.StayActive{}) },
	"pay":           func(t touch) error { return t.cart.Pay(t.ctx(), t.key, strings.TrimSpace(t.PostForm("code"))) },
	"handover":      func(t touch) error { return t.cart.HandOver(t.ctx(), t.key) },
	"back":          func(t touch) error { return t.cart.Leave(t.ctx(), t.key, "the shopper went back") },
	"signon":        signOn,
	"signoff":       signOff,
	"own":           own,
	"dismiss":       dismiss,
	"carried":       carried,
	"abandon":       func(t touch) error { return t.cart.Abandon(t.ctx(), t.key, shopper, "the shopper left") },
}

// stay are the actions after which the tab stays open; the others go back to
// the basket.
var stays = []string{"coupon", "removecoupon", "listadd", "listtick", "listremove", "help", "endhelp", "prefs"}

// act carries out a touch and answers with the new drawing: in place where the
// page is live, else by a redirect.
func (p *pages) act(c *gin.Context) {
	s := p.find(c)
	if s == nil {
		return
	}
	f, ok := touchOf(c.Param("action"))
	if !ok {
		c.String(http.StatusNotFound, "The touchscreen has no action %s.\n", c.Param("action"))
		return
	}
	if !p.owner(c) {
		c.String(http.StatusForbidden, "Only the cart's own screen may do that.\n")
		return
	}
	key := c.PostForm("key")
	if key == "" {
		key = rand.Text()
	}
	err := f(touch{c, s, key, p})
	var no *shopping.Refused
	if err != nil && !errors.As(err, &no) {
		_ = c.Error(err)
		c.String(http.StatusInternalServerError, "The cart could not write that down. Nothing was changed; please try again.\n")
		return
	}
	tab := ""
	if slices.Contains(stays, c.Param("action")) {
		tab = c.PostForm("tab")
	}
	if c.GetHeader("HX-Request") == "" {
		to := "/cart/" + s.ID()
		if tab != "" {
			to += "?tab=" + tab
		}
		c.Redirect(http.StatusSeeOther, to)
		return
	}
	if tab != c.PostForm("tab") || c.Param("action") == "announce" || c.Param("action") == "correct" {
		c.Header("HX-Redirect", "/cart/"+s.ID())
		c.Status(http.StatusOK)
		return
	}
	web.Show(c, http.StatusOK, view.Body(p.screen(c, s, tab)))
}

// calls are what a shopper calls staff for, as staff read it.
var calls = map[string]string{
	"":         "the shopper called",
	"battery":  "the battery is low: please move the trip to another cart",
	"residual": "the scale and the list differ",
}

func help(t touch) error {
	why, ok := calls[t.PostForm("why")]
	if !ok {
		why = calls[""]
	}
	return t.do(trip.AskHelp{Reason: why})
}

func own(t touch) error {
	g, err := t.glass()
	if err != nil {
		return err
	}
	return g.ClaimOwn(t.ctx(), t.key)
}

func container(t touch) error {
	g, err := t.glass()
	if err != nil {
		return err
	}
	return g.WeighContainer(t.ctx())
}

func carried(t touch) error {
	g, err := t.glass()
	if err != nil {
		return err
	}
	return g.Carried(t.ctx(), t.key, t.PostForm("anyway") == "yes")
}

func dismiss(t touch) error {
	g, err := t.glass()
	if err == nil {
		g.Dismiss(t.ctx())
	}
	return err
}

// announce says which produce comes next; where a question waits for produce
// that is already in, it answers that; a container, or a tare that was typed, is
// one for what was announced.
func announce(t touch) error {
	in, weighed := t.page.Store().Container(t.PostForm("container"))
	weighed = weighed || t.PostForm("tare") != ""
	if tr := t.cart.Live().State.Trip; tr != nil && !weighed {
		for _, q := range tr.Questions {
			if !q.Later && len(q.Choices) == 0 && q.Direction != evidence.Take {
				return t.cart.Answer(t.ctx(), t.key, shopper, q.ID, t.item(), max(t.number("quantity"), 1), "item")
			}
		}
	}
	if text := t.PostForm("tare"); text != "" {
		tare, err := evidence.ParseTare(text, t.cart.Live().Weight.Gross)
		if in.TareG = tare.Grams(); err != nil {
			in.TareG = -1 // the cart refuses it, and its screen says so
		}
	}
	return t.cart.Announce(t.ctx(), t.key, t.item(), t.number("quantity"), in.TareG)
}

func listOf(t touch) []trip.ListItem {
	if tr := t.cart.Live().State.Trip; tr != nil {
		return slices.Clone(tr.List)
	}
	return nil
}

// listAdd writes on the list; what the catalogue knows gets its place.
func listAdd(t touch) error {
	text := strings.TrimSpace(t.PostForm("text"))
	if text == "" || len(text) > 200 {
		return nil
	}
	i := trip.ListItem{ID: rand.Text()[:8], Text: text}
	for _, h := range t.page.Catalogue().Search(text, "", 1) {
		if h.Product != nil {
			i.Item.GTIN = h.Product.GTIN
		} else if h.Produce != nil {
			i.Item.PLU = h.Produce.PLU
		}
	}
	return t.do(trip.SetList{List: append(listOf(t), i)})
}

func listTick(t touch) error {
	list := listOf(t)
	for i := range list {
		if list[i].ID == t.PostForm("item") {
			list[i].Done = !list[i].Done
		}
	}
	return t.do(trip.SetList{List: list})
}

func listRemove(t touch) error {
	return t.do(trip.SetList{List: slices.DeleteFunc(listOf(t), func(i trip.ListItem) bool { return i.ID == t.PostForm("item") })})
}

func prefs(t touch) error {
	tr := t.cart.Live().State.Trip
	if tr == nil {
		return nil
	}
	p := tr.Prefs
	if l := t.PostForm("language"); l != "" {
		p.Language = words.Lang(l)
	}
	switch t.PostForm("toggle") {
	case "sound":
		p.Quiet = !p.Quiet
	case "text":
		p.LargeText = !p.LargeText
	case "hand":
		p.LeftHanded = !p.LeftHanded
	}
	return t.do(trip.SetPreferences{Prefs: p})
}
