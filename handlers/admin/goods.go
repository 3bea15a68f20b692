package admin

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
	"github.com/dashcart/dashcart/views/words"
)

// Catalogue is the live catalogue and every way to change it.
type Catalogue interface {
	Current() *catalog.Catalogue
	Live() catalog.Contents
	Format() catalog.Format
	Head() int64
	Save(ctx context.Context, by trip.Actor, r catalog.Ref, version int64, typed catalog.Entry) (hub.Saved, error)
	Restore(ctx context.Context, by trip.Actor, revision int64, only catalog.Ref) (int, error)
	Reload(ctx context.Context, by trip.Actor) (int, error)
	Disputes() []hub.Dispute
	Settle(ctx context.Context, by trip.Actor, verdicts []hub.Verdict) (int, error)
	Preview(ctx context.Context, part *catalog.Part) (hub.Incoming, error)
	ImportTold(ctx context.Context, by trip.Actor, part *catalog.Part, told func(done, total int)) (hub.Incoming, error)
	Plan(ctx context.Context, by trip.Actor, p catalog.Planned) error
	Unplan(ctx context.Context, id int64) error
	Planned() []catalog.Planned
	// Learned is the weight that paid trips taught, and whether carts use it.
	Learned(r catalog.Ref) (w catalog.Weight, used, ok bool)
}

// Goods are the records that lists are searched in.
type Goods interface {
	FindCatalogue(ctx context.Context, q catalog.Find) ([]catalog.Item, int, error)
	CatalogueItem(ctx context.Context, r catalog.Ref) (catalog.Item, bool, error)
	Revisions(ctx context.Context, offset, limit int) ([]catalog.Revision, int, error)
	Revision(ctx context.Context, n int64) (catalog.Revision, bool, error)
	CatalogueChanges(ctx context.Context, after, upTo int64) ([]catalog.EntryChange, error)
	History(ctx context.Context, r catalog.Ref, limit int) ([]catalog.Revision, []catalog.EntryChange, error)
	UsedCoupons(ctx context.Context) (map[string]int, error)
	// OffersGiven is what offers gave in settled trips, by their IDs.
	OffersGiven(ctx context.Context, shopper string) (map[string]pricing.Given, error)
	Weighed(ctx context.Context, r catalog.Ref, limit int) ([]float64, error)
}

// GoodsDeps is what the pages of goods need beside the catalogue. Pictures
// keeps an uploaded picture and returns its file name; an error of its own
// words is a *BadPicture.
type GoodsDeps struct {
	Records  Goods
	Rules    func(now time.Time) pricing.Rules
	Tax      []string // classes
	Unit     evidence.Unit
	Pictures func(data []byte) (string, error)
}

// goodsLists are the lists that have pages, with the action that changes them.
var goodsLists = map[string]Action{"products": Products, "produce": Produce, "offers": Coupons, "coupons": Coupons}

// goodsList draws one list: searched, filtered, sorted and paged by its address.
func goodsList(list string) func(*pages, *gin.Context, Member) {
	return func(p *pages, c *gin.Context, m Member) {
		f := p.frame(c, m, "g-"+list, "/admin/"+list)
		t := table(c, goodsFilters(f, list)...)
		v := view.GoodsList{Table: t, List: list, Department: c.Query("department"), Action: string(goodsLists[list])}
		q := catalog.Find{List: list, Words: p.Catalogue.Current().QueryWords(t.Query), Filter: t.Filter, Department: v.Department, Sort: t.Sort, Offset: (t.Page - 1) * pageSize, Limit: pageSize}
		if list == "produce" && t.Filter == "" {
			q.Filter = "sold"
		}
		items, n, err := p.Goods.Records.FindCatalogue(c.Request.Context(), q)
		if err != nil {
			p.fail(c, m, err)
			return
		}
		v.Total, v.Pages = n, max(1, (n+pageSize-1)/pageSize)
		for _, d := range p.Catalogue.Current().Departments() {
			v.Departments = append(v.Departments, view.Option{Value: d.ID, Label: d.Named(f.Lang)})
		}
		used, err := p.Goods.Records.UsedCoupons(c.Request.Context())
		if err != nil {
			p.fail(c, m, err)
			return
		}
		planned := p.Catalogue.Planned()
		for _, x := range items {
			v.Rows = append(v.Rows, p.goodsRow(f, x, planned, used))
		}
		if list == "offers" {
			given, err := p.Goods.Records.OffersGiven(c.Request.Context(), "")
			if err != nil {
				p.fail(c, m, err)
				return
			}
			for i, x := range items {
				p.givenWords(f, &v.Rows[i], x, given[x.Key])
			}
		}
		if list == "offers" || list == "coupons" {
			v.Calendar = p.calendar(f, list)
		}
		p.show(c, http.StatusOK, view.Goods(f, v))
	}
}

func goodsFilters(f view.Frame, list string) []view.Option {
	keys := []string{"changed"}
	switch list {
	case "products":
		keys = []string{"changed", "stopped", "nopicture", "noweight"}
	case "produce":
		keys = []string{"all", "changed", "stopped", "nopicture"}
	}
	all := "g-filter-every"
	if list == "produce" {
		all = "g-filter-sold"
	}
	out := []view.Option{{Value: "", Label: f.T(all)}}
	for _, k := range keys {
		out = append(out, view.Option{Value: k, Label: f.T("g-filter-" + k)})
	}
	return out
}

func (p *pages) goodsRow(f view.Frame, x catalog.Item, planned []catalog.Planned, used map[string]int) view.GoodsRow {
	get := func(column string) string { return x.Ref.Get(x.Entry, column) }
	name := get("name")
	if f.Lang == "es" && get("name_es") != "" {
		name = get("name_es")
	}
	r := view.GoodsRow{Key: x.Key, Name: name, Brand: get("brand"), Size: get("size"), Picture: get("picture"), Stop: get("stop"), Changed: x.Changed,
		Price: p.moneyWords(f, get("price_cents")), Unit: get("sold_by"), Weight: weightWords(get("weight_g"), get("weight_sd_g")), Season: get("season")}
	if r.Weight == "" {
		r.Weight = weightWords(get("typical_g"), get("typical_sd_g"))
	}
	if d, ok := p.Catalogue.Current().Department(get("department")); ok {
		r.Department = d.Named(f.Lang)
	}
	for _, pl := range planned {
		if pl.Ref == x.Ref {
			r.Planned = p.plannedWords(f, pl)
		}
	}
	if x.List == "offers" || x.List == "coupons" {
		r.Gives, r.On = p.givesWords(f, x), p.onWords(f, x)
		r.Valid, r.State = p.validWords(f, get("from"), get("until"))
		r.Once, r.Used = get("once") == "true", used[x.Key]
		r.Limit = get("limit") + get("units")
	}
	return r
}

// givenWords says what an offer gave, of its budget where it has one.
func (p *pages) givenWords(f view.Frame, r *view.GoodsRow, x catalog.Item, given pricing.Given) {
	r.Used = given.Trips
	r.Given = money.New(given.Minor, p.Catalogue.Format().Currency).Format(words.Locale(f.Lang))
	budget := x.Ref.Get(x.Entry, "budget_cents")
	if budget == "" {
		return
	}
	r.Given = f.T("g-given-of", r.Given, p.moneyWords(f, budget))
	minor, err := strconv.ParseInt(budget, 10, 64)
	r.UsedUp = err == nil && minor > 0 && given.Minor >= minor
}

func (p *pages) moneyWords(f view.Frame, minor string) string {
	if minor == "" {
		return ""
	}
	a, err := money.Parse(decimalOf(minor, p.Catalogue.Format().Currency), p.Catalogue.Format().Currency)
	if err != nil {
		return minor
	}
	return a.Format(words.Locale(f.Lang))
}

func weightWords(mean, sd string) string {
	if mean == "" {
		return ""
	}
	if sd == "" {
		return mean + " g"
	}
	return mean + " ± " + sd + " g"
}

func (p *pages) plannedWords(f view.Frame, x catalog.Planned) string {
	price := money.New(x.Price, p.Catalogue.Format().Currency).Format(words.Locale(f.Lang))
	const when = "2006-01-02 15:04"
	if x.Until.IsZero() {
		return f.T("g-planned-from", price, x.From.In(p.Zone).Format(when))
	}
	return f.T("g-planned-span", price, x.From.In(p.Zone).Format(when), x.Until.In(p.Zone).Format(when))
}

func (p *pages) givesWords(f view.Frame, x catalog.Item) string {
	get := func(column string) string { return x.Ref.Get(x.Entry, column) }
	switch get("kind") {
	case string(catalog.OfferNFor):
		return f.T("g-gives-n-for", get("quantity"), p.moneyWords(f, get("price_cents")))
	case string(catalog.OfferBuyGet):
		return f.T("g-gives-buy-get", get("quantity"), get("get"), get("percent"))
	case string(catalog.PercentOff):
		return f.T("g-gives-off", get("percent"))
	}
	return f.T("g-gives-off", p.moneyWords(f, get("amount_cents")))
}

func (p *pages) onWords(f view.Frame, x catalog.Item) string {
	get := func(column string) string { return x.Ref.Get(x.Entry, column) }
	cat := p.Catalogue.Current()
	var parts []string
	for _, id := range splitList(get("departments")) {
		if d, ok := cat.Department(id); ok {
			id = d.Named(f.Lang)
		}
		parts = append(parts, id)
	}
	parts = append(parts, splitList(get("brands"))...)
	for _, code := range append(splitList(get("gtins")), splitList(get("plus"))...) {
		parts = append(parts, p.nameOf(f, code))
	}
	if len(parts) == 0 {
		return f.T("g-on-basket")
	}
	if n := len(parts); n > 3 {
		return strings.Join(parts[:3], ", ") + " " + f.T("g-and-more", n-3)
	}
	return strings.Join(parts, ", ")
}

// validWords says when something is good, and whether it is today.
func (p *pages) validWords(f view.Frame, from, until string) (text, state string) {
	today := time.Now().In(p.Zone).Format(time.DateOnly)
	state = "good"
	switch {
	case from != "" && today < from:
		state = "not-yet"
	case until != "" && today > until:
		state = "over"
	}
	switch {
	case from != "" && until != "":
		text = from + " – " + until
	case from != "":
		text = f.T("g-from", from)
	case until != "":
		text = f.T("g-until", until)
	}
	return text, state
}

func splitList(text string) []string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == ',' || r == '\n' })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// ref is the entry that the address names.
func ref(list string, c *gin.Context) catalog.Ref {
	key, err := url.PathUnescape(c.Param("key"))
	if err != nil {
		key = c.Param("key")
	}
	return catalog.Ref{List: list, Key: key}
}

// backTo is the list that a person came from, if the address says so.
func backTo(c *gin.Context, list string) string {
	if b := c.Query("back") + c.PostForm("back"); strings.HasPrefix(b, "/admin/"+list) {
		return b
	}
	return "/admin/" + list
}

// failGoods answers what a change of the catalogue was refused for.
func (p *pages) failGoods(c *gin.Context, m Member, back string, err error) {
	f := p.frame(c, m, "g-not-done", back)
	var wrong *hub.Wrong
	var problems catalog.Problems
	switch {
	case errors.As(err, &wrong):
		p.show(c, http.StatusUnprocessableEntity, view.Message(f, wrong.Error(), back))
	case errors.As(err, &problems):
		p.show(c, http.StatusUnprocessableEntity, view.Problems(f, problems, back))
	case errors.Is(err, catalog.ErrBehind):
		p.show(c, http.StatusConflict, view.Message(f, f.T("g-behind"), back))
	default:
		p.fail(c, m, err)
	}
}
