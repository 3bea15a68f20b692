package admin

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/chain"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
	"github.com/dashcart/dashcart/views/words"
)

// Chain is what a head office's pages work on besides.
type Chain interface {
	Sites() []chain.Site
	Heard(store string) Heard
	Overrides() []chain.Override
	// Override refuses what would make an entry wrong in a store.
	Override(ctx context.Context, by trip.Actor, o chain.Override) error
	End(ctx context.Context, o chain.Override) error
	Sales(ctx context.Context, from, until time.Time) ([]chain.Sales, error)
	Invite(ctx context.Context, store string) (code string, err error)
	Addr() string
}

// Heard is when a store was last heard of, with which catalogue; Current says
// that it is the one it should have.
type Heard struct {
	At       time.Time
	Revision string
	Current  bool
}

var chainRoutes = []route{
	{"GET", "/admin/chain", See, (*pages).chain},
	{"POST", "/admin/chain/override", Reload, (*pages).override},
	{"POST", "/admin/chain/end", Reload, (*pages).endOverride},
	{"POST", "/admin/chain/stores/:id/invite", JoinCarts, (*pages).inviteStore},
}

// headOffice says no where there is no chain.
func (p *pages) headOffice(c *gin.Context, m Member) bool {
	if p.Chain == nil {
		f := p.frame(c, m, "c-title", "")
		p.show(c, http.StatusNotFound, view.Message(f, f.T("c-none"), "/admin"))
	}
	return p.Chain != nil
}

func (p *pages) chain(c *gin.Context, m Member) {
	if p.headOffice(c, m) {
		p.showChain(c, m, http.StatusOK, view.Chain{}, "")
	}
}

// showChain draws the page; typed is the form as it was sent, with its problem.
func (p *pages) showChain(c *gin.Context, m Member, status int, typed view.Chain, problem string) {
	ctx, f, v := c.Request.Context(), p.frame(c, m, "c-title", "/admin/chain"), typed
	f.Problem = problem
	now := time.Now().In(p.Zone)
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, p.Zone)
	sales := map[string][2]chain.Sales{}
	for i, from := range []time.Time{midnight, midnight.AddDate(0, 0, -6)} {
		all, err := p.Chain.Sales(ctx, from, now.Add(time.Hour))
		if err != nil {
			p.fail(c, m, err)
			return
		}
		for _, s := range all {
			both := sales[s.Store]
			both[i] = s
			sales[s.Store] = both
		}
	}
	currency := p.Catalogue.Current().Currency()
	amount := func(minor int64) string { return money.New(minor, currency).Format(words.Locale(f.Lang)) }
	names := map[chain.Scope]string{}
	for _, s := range p.Chain.Sites() {
		names[chain.Store(s.ID)] = s.Name
		both, heard := sales[s.ID], p.Chain.Heard(s.ID)
		row := view.Branch{ID: s.ID, Name: s.Name, Region: s.Region, Current: heard.Current, Trips: both[0].Trips, Today: amount(both[0].Minor), Week: amount(both[1].Minor)}
		if !heard.At.IsZero() {
			row.Heard = heard.At.In(p.Zone).Format("2006-01-02 15:04")
		}
		v.Stores = append(v.Stores, row)
	}
	for _, scope := range chain.Scopes(p.Chain.Sites()) {
		label := names[scope]
		if label == "" {
			label = f.T("c-region", strings.TrimPrefix(string(scope), "region "))
			names[scope] = label
		}
		v.Scopes = append(v.Scopes, view.Option{Value: string(scope), Label: label})
	}
	for _, o := range p.Chain.Overrides() {
		x := view.Override{List: o.List, Key: o.Key, Scope: string(o.Scope), Where: cmp.Or(names[o.Scope], string(o.Scope)), Field: o.Field, What: f.T("c-not-sold"), Who: o.Who, At: o.At.In(p.Zone).Format("2006-01-02 15:04"), Name: p.named(o.Ref)}
		if o.Field != "" {
			x.What, x.Value = f.T("g-col-"+o.Field), specOf(o.List, o.Field).show(o.Value, currency)
		}
		v.Overrides = append(v.Overrides, x)
	}
	v.Fields = []view.Option{{Value: "", Label: f.T("c-not-sold")}}
	for _, list := range []string{"products", "produce", "offers", "coupons"} {
		for _, s := range fieldsOf[list] {
			if s.kind != "key" && !slices.ContainsFunc(v.Fields, func(o view.Option) bool { return o.Value == s.column }) {
				v.Fields = append(v.Fields, view.Option{Value: s.column, Label: f.T("g-col-" + s.column)})
			}
		}
	}
	v.Addr = p.Chain.Addr()
	p.show(c, status, view.ChainPage(f, v))
}

// specOf is how a column is written and read.
func specOf(list, column string) fieldSpec {
	for _, s := range fieldsOf[list] {
		if s.column == column {
			return s
		}
	}
	return fieldSpec{column: column}
}

// named is what an entry is called.
func (p *pages) named(r catalog.Ref) string {
	e, ok := p.Catalogue.Format().EntryOf(p.Catalogue.Live(), r)
	if !ok {
		return r.Key
	}
	return cmp.Or(r.Get(e, "name"), r.Key)
}

// entryOf finds what a code stands for, in whichever list.
func (p *pages) entryOf(code string) (catalog.Ref, bool) {
	code = strings.TrimSpace(code)
	if g, err := gs1.ParseGTIN(code); err == nil {
		code = g.String()
	}
	live := p.Catalogue.Live()
	for _, list := range []string{"products", "produce", "offers", "coupons"} {
		r := catalog.Ref{List: list, Key: code}
		if _, ok := p.Catalogue.Format().EntryOf(live, r); ok {
			return r, true
		}
	}
	return catalog.Ref{}, false
}

func (p *pages) override(c *gin.Context, m Member) {
	if !p.headOffice(c, m) {
		return
	}
	typed := view.Chain{Code: c.PostForm("code"), Scope: c.PostForm("scope"), Field: c.PostForm("field"), Value: c.PostForm("value")}
	f := p.frame(c, m, "", "")
	r, ok := p.entryOf(typed.Code)
	if !ok {
		p.showChain(c, m, http.StatusUnprocessableEntity, typed, f.T("c-no-entry", typed.Code))
		return
	}
	o := chain.Override{Scope: chain.Scope(typed.Scope), Ref: r, Field: typed.Field}
	if !slices.Contains(chain.Scopes(p.Chain.Sites()), o.Scope) || o.Field != "" && !slices.Contains(catalog.Columns(r.List), o.Field) {
		p.showChain(c, m, http.StatusUnprocessableEntity, typed, f.T("c-no-field"))
		return
	}
	if o.Field != "" {
		var wrong string
		if o.Value, wrong = specOf(r.List, o.Field).read(typed.Value, p.Catalogue.Current().Currency()); wrong != "" {
			p.showChain(c, m, http.StatusUnprocessableEntity, typed, f.T(wrong))
			return
		}
	}
	if err := p.Chain.Override(c.Request.Context(), actor(m), o); err != nil {
		p.showChain(c, m, http.StatusUnprocessableEntity, typed, err.Error())
		return
	}
	c.Redirect(http.StatusSeeOther, "/admin/chain")
}

func (p *pages) endOverride(c *gin.Context, m Member) {
	if !p.headOffice(c, m) {
		return
	}
	o := chain.Override{Scope: chain.Scope(c.PostForm("scope")), Ref: catalog.Ref{List: c.PostForm("list"), Key: c.PostForm("key")}, Field: c.PostForm("field")}
	if err := p.Chain.End(c.Request.Context(), o); err != nil {
		p.fail(c, m, err)
		return
	}
	c.Redirect(http.StatusSeeOther, "/admin/chain")
}

func (p *pages) inviteStore(c *gin.Context, m Member) {
	if !p.headOffice(c, m) {
		return
	}
	code, err := p.Chain.Invite(c.Request.Context(), c.Param("id"))
	if err != nil {
		p.fail(c, m, err)
		return
	}
	p.showChain(c, m, http.StatusOK, view.Chain{Invited: c.Param("id"), JoinCode: code}, "")
}
