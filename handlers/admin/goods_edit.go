package admin

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/money"
	view "github.com/dashcart/dashcart/views/admin"
)

// BadPicture says why an upload is no picture for the catalogue: too-large,
// not-a-picture, too-many-pixels.
type BadPicture struct{ Why string }

// Error names the reason.
func (b *BadPicture) Error() string { return "the picture was refused: " + b.Why }

// historyShown is how many changes of an entry its page lists.
const historyShown = 20

// editGoods shows one entry with its form and its history.
func editGoods(list string) func(*pages, *gin.Context, Member) {
	return func(p *pages, c *gin.Context, m Member) {
		r := ref(list, c)
		if r.Key == "new" {
			p.showGoods(c, m, http.StatusOK, catalog.Item{Ref: r}, map[string]string{}, nil, "")
			return
		}
		x, ok := p.goodsItem(c, m, r)
		if !ok {
			return
		}
		typed := map[string]string{}
		for _, s := range fieldsOf[list] {
			typed[s.column] = s.show(r.Get(x.Entry, s.column), p.Catalogue.Format().Currency)
		}
		p.showGoods(c, m, http.StatusOK, x, typed, nil, "")
	}
}

func (p *pages) goodsItem(c *gin.Context, m Member, r catalog.Ref) (catalog.Item, bool) {
	x, ok, err := p.Goods.Records.CatalogueItem(c.Request.Context(), r)
	if err != nil {
		p.fail(c, m, err)
		return x, false
	}
	if !ok {
		f := p.frame(c, m, "g-not-there", "/admin/"+r.List)
		p.show(c, http.StatusNotFound, view.Message(f, f.T("g-not-there-text", r.Key), "/admin/"+r.List))
	}
	return x, ok
}

// showGoods draws the entry with the form as typed and each error beside its
// field.
func (p *pages) showGoods(c *gin.Context, m Member, status int, x catalog.Item, typed, wrong map[string]string, problem string) {
	fresh := x.Version == 0
	f := p.frame(c, m, "g-new-"+x.List, "/admin/"+x.List)
	f.Problem = problem
	v := view.GoodsEdit{List: x.List, Key: x.Key, New: fresh, Version: x.Version, Back: backTo(c, x.List), Changed: x.Changed,
		Picture: x.Ref.Get(x.Entry, "picture"), Photos: catalog.StaffPhotos(x.Ref.Get(x.Entry, "photos")), Stop: x.Ref.Get(x.Entry, "stop"), StopReason: x.Ref.Get(x.Entry, "stop_reason"),
		Goods: x.List == "products" || x.List == "produce", May: m.Role.May(goodsLists[x.List])}
	if !fresh {
		f.Title = x.Ref.Get(x.Entry, "name")
		if q := c.Query("done"); q != "" {
			f.Notice = f.T("g-done-" + q)
			if who := c.Query("who"); who != "" {
				f.Notice = f.T("g-done-"+q, who)
			}
		}
		if v.Goods && v.May {
			shots, err := p.shotPart(c, m)
			if err != nil {
				p.fail(c, m, err)
				return
			}
			v.Shots = &shots
		}
		if v.Goods {
			known, err := p.knownOf(c.Request.Context(), f, x.Key)
			if err != nil {
				p.fail(c, m, err)
				return
			}
			v.Known = &known
		}
		revisions, changes, err := p.Goods.Records.History(c.Request.Context(), x.Ref, historyShown)
		if err != nil {
			p.fail(c, m, err)
			return
		}
		for i, rev := range revisions {
			v.History = append(v.History, p.revisionRow(f, rev, changes[i:i+1]))
		}
		for _, pl := range p.Catalogue.Planned() {
			if pl.Ref == x.Ref {
				v.Planned = append(v.Planned, view.PlannedRow{ID: pl.ID, Text: p.plannedWords(f, pl), Who: pl.Who, Now: pl.Active(time.Now())})
			}
		}
		if x.List == "products" {
			grams, err := p.Goods.Records.Weighed(c.Request.Context(), x.Ref, weighings)
			if err != nil {
				p.fail(c, m, err)
				return
			}
			v.Weights = p.weightPlot(x, grams)
			if w, used, ok := p.Catalogue.Learned(x.Ref); ok && v.Weights != nil {
				key := "g-learned-off"
				if used {
					key = "g-learned"
				}
				v.Weights.Learned = f.T(key, fmt.Sprintf("%.1f", w.Grams), fmt.Sprintf("%.1f", w.SD), w.Voters)
			}
		}
	}
	for _, s := range fieldsOf[x.List] {
		v.Fields = append(v.Fields, s.field(p, f, typed[s.column], wrong[s.column], fresh))
	}
	p.show(c, status, view.EditGoods(f, v))
}

// saveGoods takes the form in.
func saveGoods(list string) func(*pages, *gin.Context, Member) {
	return func(p *pages, c *gin.Context, m Member) {
		r := ref(list, c)
		f := p.frame(c, m, "g-"+list, "")
		fresh := r.Key == "new"
		x := catalog.Item{Ref: r}
		if !fresh {
			var ok bool
			if x, ok = p.goodsItem(c, m, r); !ok {
				return
			}
		}
		entry, typed, wrong := p.typedEntry(c, f, x)
		version, err := strconv.ParseInt(c.PostForm("version"), 10, 64)
		if err != nil && !fresh {
			version = x.Version
		}
		if fresh {
			r, version = catalog.RefOf(list, entry), 0
		}
		if len(wrong) > 0 {
			x.Version = version
			p.showGoods(c, m, http.StatusUnprocessableEntity, x, typed, wrong, f.T("g-mend"))
			return
		}
		saved, err := p.Catalogue.Save(c.Request.Context(), actor(m), r, version, entry)
		var stale *hub.Stale
		var bad *hub.Wrong
		switch {
		case errors.As(err, &stale):
			for _, k := range stale.Conflicts {
				wrong[k.Field] = f.T("g-stale-field", stale.Who, p.columnWords(f, list, k.Field, k.Live))
			}
			x.Version = stale.Version
			p.showGoods(c, m, http.StatusConflict, x, typed, wrong, f.T("g-stale", stale.Who))
		case errors.As(err, &bad):
			for _, w := range bad.Faults {
				wrong[w.Field] = p.faultWords(f, w)
			}
			x.Version = version
			p.showGoods(c, m, http.StatusUnprocessableEntity, x, typed, wrong, f.T("g-mend"))
		case err != nil:
			p.failGoods(c, m, "/admin/"+list, err)
		case saved.Merged != "":
			p.doneGoods(c, r, "merged", "who", saved.Merged)
		default:
			p.doneGoods(c, r, "saved")
		}
	}
}

// typedEntry is the entry with what the form says of it.
func (p *pages) typedEntry(c *gin.Context, f view.Frame, x catalog.Item) (entry catalog.Entry, typed, wrong map[string]string) {
	typed, wrong = map[string]string{}, map[string]string{}
	entry = x.Entry
	for _, s := range fieldsOf[x.List] {
		text, sent := c.GetPostForm(s.column)
		if s.kind == "key" && x.Version > 0 || !sent {
			typed[s.column] = s.show(x.Ref.Get(x.Entry, s.column), p.Catalogue.Format().Currency)
			continue
		}
		typed[s.column] = text
		value, bad := s.read(text, p.Catalogue.Format().Currency)
		if bad != "" {
			wrong[s.column] = f.T(bad)
		}
		entry = x.Ref.With(entry, s.column, value)
	}
	// Seen as of the version that the person edits, the columns that the form
	// does not show are as they are now.
	return entry, typed, wrong
}

// columnWords is a column's text as a person reads it.
func (p *pages) columnWords(f view.Frame, list, column, text string) string {
	for _, s := range fieldsOf[list] {
		if s.column == column {
			text = s.show(text, p.Catalogue.Format().Currency)
		}
	}
	if text == "" {
		return f.T("g-nothing")
	}
	return text
}

func (p *pages) faultWords(f view.Frame, w catalog.Fault) string {
	if w.Reason == "is missing" {
		return f.T("g-wrong-missing")
	}
	if w.Reason == "is there already" {
		return f.T("g-wrong-twice")
	}
	return f.T("g-wrong-other", w.Reason)
}

// doneGoods goes back to the entry with a sentence of what was done.
func (p *pages) doneGoods(c *gin.Context, r catalog.Ref, what string, more ...string) {
	v := url.Values{"done": {what}, "back": {backTo(c, r.List)}}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	c.Redirect(http.StatusSeeOther, "/admin/"+r.List+"/"+url.PathEscape(r.Key)+"?"+v.Encode())
}

// setGoods saves an entry with columns set, on the version that the form was
// drawn from.
func (p *pages) setGoods(c *gin.Context, m Member, r catalog.Ref, what string, set map[string]string) {
	x, ok := p.goodsItem(c, m, r)
	if !ok {
		return
	}
	e := x.Entry
	for column, text := range set {
		e = r.With(e, column, text)
	}
	if _, err := p.Catalogue.Save(c.Request.Context(), actor(m), r, x.Version, e); err != nil {
		p.failGoods(c, m, "/admin/"+r.List+"/"+url.PathEscape(r.Key), err)
		return
	}
	p.doneGoods(c, r, what)
}

// stopGoods stops the sale of a thing, recalls it, or sells it again.
func stopGoods(list string) func(*pages, *gin.Context, Member) {
	return func(p *pages, c *gin.Context, m Member) {
		stop, reason := c.PostForm("stop"), c.PostForm("reason")
		if stop == "" {
			reason = ""
		}
		p.setGoods(c, m, ref(list, c), map[bool]string{true: "resumed", false: "stopped"}[stop == ""], map[string]string{"stop": stop, "stop_reason": reason})
	}
}

// removeGoods takes an entry out of the catalogue.
func removeGoods(list string) func(*pages, *gin.Context, Member) {
	return func(p *pages, c *gin.Context, m Member) {
		r := ref(list, c)
		x, ok := p.goodsItem(c, m, r)
		if !ok {
			return
		}
		if _, err := p.Catalogue.Save(c.Request.Context(), actor(m), r, x.Version, nil); err != nil {
			p.failGoods(c, m, "/admin/"+list, err)
			return
		}
		c.Redirect(http.StatusSeeOther, backTo(c, list))
	}
}

// planGoods sets a price for later.
func planGoods(list string) func(*pages, *gin.Context, Member) {
	return func(p *pages, c *gin.Context, m Member) {
		r := ref(list, c)
		x, ok := p.goodsItem(c, m, r)
		if !ok {
			return
		}
		f := p.frame(c, m, "g-not-done", "/admin/"+list)
		back := "/admin/" + list + "/" + url.PathEscape(r.Key)
		wrong := func(key string) {
			p.show(c, http.StatusUnprocessableEntity, view.Message(f, f.T(key), back))
		}
		price, err := money.Parse(c.PostForm("price"), p.Catalogue.Format().Currency)
		if err != nil || price.Sign() <= 0 {
			wrong("g-wrong-money")
			return
		}
		at := func(name string) (time.Time, bool) {
			text := c.PostForm(name)
			if text == "" {
				return time.Time{}, true
			}
			t, err := time.ParseInLocation("2006-01-02T15:04", text, p.Zone)
			return t, err == nil
		}
		from, ok := at("from")
		until, okToo := at("until")
		if !ok || !okToo {
			wrong("g-wrong-time")
			return
		}
		if from.IsZero() {
			from = time.Now()
		}
		if err := p.Catalogue.Plan(c.Request.Context(), actor(m), catalog.Planned{Ref: x.Ref, Price: price.Minor(), From: from, Until: until}); err != nil {
			p.failGoods(c, m, back, err)
			return
		}
		p.doneGoods(c, r, "planned")
	}
}

// unplanGoods takes a planned price back.
func unplanGoods(list string) func(*pages, *gin.Context, Member) {
	return func(p *pages, c *gin.Context, m Member) {
		r := ref(list, c)
		if _, ok := p.goodsItem(c, m, r); !ok {
			return
		}
		back := "/admin/" + list + "/" + url.PathEscape(r.Key)
		id, err := strconv.ParseInt(c.PostForm("id"), 10, 64)
		if err != nil {
			f := p.frame(c, m, "g-not-done", "/admin/"+list)
			p.show(c, http.StatusUnprocessableEntity, view.Message(f, f.T("g-unplan-which"), back))
			return
		}
		if err := p.Catalogue.Unplan(c.Request.Context(), id); err != nil {
			p.failGoods(c, m, back, err)
			return
		}
		p.doneGoods(c, r, "unplanned")
	}
}
