package phone

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/live"
	"github.com/dashcart/dashcart/handlers/web"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/phone"
)

// mine is the cart that carries a shopper's trip, else the one that still
// stands with what is left of the last.
func (p *pages) mine(who trip.Shopper) (cart shopping.Shopping, last shopping.Live) {
	for _, s := range p.Carts() {
		l := s.Live()
		if t := l.State.Trip; t == nil || t.Shopper.ID != who.ID || who.ID == "" || t.MovedTo != "" {
			continue
		}
		if l.State.Active() {
			return s, l
		}
		if cart == nil {
			cart, last = s, l
		}
	}
	return cart, last
}

func (p *pages) homeView(c *gin.Context, who trip.Shopper) view.Home {
	h := view.Home{Page: p.page(c, "basket"), Passkeys: p.Passkeys != nil, Card: p.card(who)}
	cart, l := p.mine(who)
	if cart != nil {
		h.Cart, h.Number, h.Trip, h.Receipt = cart.ID(), l.Number, l.State.Trip, l.Receipt
		return h
	}
	if code, err := p.Accounts.PhoneCode(c.Request.Context(), who); err == nil {
		h.QR, h.QRSize = web.QR(code)
	}
	return h
}

func (p *pages) home(c *gin.Context) {
	who, ok := p.who(c)
	if !ok {
		c.Redirect(http.StatusSeeOther, "/phone/signin")
		return
	}
	web.Show(c, http.StatusOK, view.HomePage(p.homeView(c, who)))
}

// all watches every cart, since a phone may be linked to any.
type all []shopping.Shopping

// Watch implements live.Source.
func (a all) Watch() (<-chan struct{}, func()) { return live.Merge(a...) }

func (p *pages) live(c *gin.Context) {
	who, ok := p.who(c)
	if !ok {
		c.Status(http.StatusNoContent)
		return
	}
	var idle *view.Home // its QR code stays the same while it is good and nothing is linked
	var made time.Time
	live.Stream(c.Writer, c.Request, all(p.Carts()), func(ctx context.Context) (uint64, templ.Component) {
		if cart, l := p.mine(who); cart != nil {
			if idle != nil && l.State.Active() { // the cart has just read this phone's code
				if err := p.along(ctx, cart, who); err != nil {
					_ = c.Error(err) // the cart is linked; all of it can be added again
				}
				l = cart.Live()
			}
			h := p.homeView(c, who)
			idle = nil
			return l.Version, view.HomePart(h)
		}
		if idle == nil || p.now().Sub(made) > codeFresh {
			h := p.homeView(c, who)
			idle, made = &h, p.now()
		}
		return 0, view.HomePart(*idle)
	})
}

// codeFresh is how long the code for a cart's scanner is shown before the next:
// less than the two minutes for which it is good, by more than carts stay quiet.
const codeFresh = 75 * time.Second

// shared is the shopper's list: the trip's while one is under way, else the
// account's.
func (p *pages) shared(c *gin.Context, who trip.Shopper) ([]trip.ListItem, shopping.Shopping, error) {
	if cart, l := p.mine(who); cart != nil && l.State.Active() {
		return slices.Clone(l.State.Trip.List), cart, nil
	}
	list, err := p.Accounts.List(c.Request.Context(), who.ID)
	return list, nil, err
}

func (p *pages) list(c *gin.Context) {
	who, ok := p.who(c)
	if !ok {
		c.Redirect(http.StatusSeeOther, "/phone/signin?next=/phone/list")
		return
	}
	list, _, err := p.shared(c, who)
	if err != nil {
		p.fail(c, err)
		return
	}
	web.Show(c, http.StatusOK, view.ListPage(view.Home{Page: p.page(c, "list"), List: list}))
}

func (p *pages) changeList(c *gin.Context) {
	who, ok := p.who(c)
	if !ok {
		c.Redirect(http.StatusSeeOther, "/phone/signin?next=/phone/list")
		return
	}
	list, cart, err := p.shared(c, who)
	if err != nil {
		p.fail(c, err)
		return
	}
	if text := strings.TrimSpace(c.PostForm("add")); text != "" && len(text) <= 200 && len(list) < 200 {
		list = append(list, listed(p.Catalogue(), text))
	}
	for i := range list {
		if list[i].ID == c.PostForm("tick") {
			list[i].Done = !list[i].Done
		}
	}
	list = slices.DeleteFunc(list, func(i trip.ListItem) bool { return i.ID == c.PostForm("remove") })
	if cart != nil {
		err = cart.Do(c.Request.Context(), "", trip.Actor{Kind: trip.ByPhone, ID: who.ID, Name: who.Name}, trip.SetList{List: list})
	}
	if err == nil {
		err = p.Accounts.SaveList(c.Request.Context(), who.ID, list)
	}
	if err != nil {
		p.fail(c, err)
		return
	}
	c.Redirect(http.StatusSeeOther, "/phone/list")
}

// listed makes an entry of what was written; what the catalogue knows gets its
// place in the store.
func listed(cat *catalog.Catalogue, text string) trip.ListItem {
	i := trip.ListItem{ID: rand.Text()[:8], Text: text}
	for _, h := range cat.Search(text, "", 1) {
		switch {
		case h.Product != nil:
			i.Item.GTIN = h.Product.GTIN
		case h.Produce != nil:
			i.Item.PLU = h.Produce.PLU
		}
	}
	return i
}

func (p *pages) receipts(c *gin.Context) {
	who, ok := p.who(c)
	if !ok {
		c.Redirect(http.StatusSeeOther, "/phone/signin?next=/phone/receipts")
		return
	}
	all, err := p.Accounts.Receipts(c.Request.Context(), who.ID)
	if err != nil {
		p.fail(c, err)
		return
	}
	v := p.page(c, "receipts")
	var rows []view.ReceiptRow
	for _, r := range all {
		rows = append(rows, view.ReceiptRow{Number: r.Number, Total: v.Money(r.Total), At: r.At.In(p.Store().Location)})
	}
	web.Show(c, http.StatusOK, view.ReceiptsPage(v, rows))
}

func (p *pages) receipt(c *gin.Context) {
	who, ok := p.who(c)
	if !ok {
		c.Redirect(http.StatusSeeOther, "/phone/signin")
		return
	}
	if r, ok := p.receiptOf(c, who.ID); ok {
		r.At = r.At.In(p.Store().Location)
		web.Show(c, http.StatusOK, view.ReceiptPage(p.page(c, "receipts"), r))
	}
}

// receiptOf finds the receipt that is asked for among a shopper's own. Where
// there is none it has answered, as if there were no such receipt at all.
func (p *pages) receiptOf(c *gin.Context, shopper string) (pricing.Receipt, bool) {
	all, err := p.Accounts.Receipts(c.Request.Context(), shopper)
	if err != nil {
		p.fail(c, err)
		return pricing.Receipt{}, false
	}
	for _, r := range all {
		if r.Number == c.Param("number") {
			return r, true
		}
	}
	if p.Foreign != nil {
		p.Foreign(c.ClientIP(), shopper, c.Param("number"))
	}
	p.problem(c, http.StatusNotFound, "p-no-receipts")
	return pricing.Receipt{}, false
}

func (p *pages) pdf(c *gin.Context) {
	who, ok := p.who(c)
	if !ok {
		c.Redirect(http.StatusSeeOther, "/phone/signin")
		return
	}
	if _, ok := p.receiptOf(c, who.ID); !ok {
		return
	}
	doc, err := p.Accounts.ReceiptPDF(c.Request.Context(), who.ID, c.Param("number"))
	if err != nil {
		p.fail(c, err)
		return
	}
	c.Header("Content-Disposition", fmt.Sprintf(`inline; filename="receipt-%s.pdf"`, c.Param("number")))
	c.Data(http.StatusOK, "application/pdf", doc)
}
