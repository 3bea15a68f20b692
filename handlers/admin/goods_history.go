package admin

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/hub"
	view "github.com/dashcart/dashcart/views/admin"
)

// changesShown is how many entries a revision's page lists.
const changesShown = 200

// revisionRow is a revision in words; changes are those that the page shows.
func (p *pages) revisionRow(f view.Frame, r catalog.Revision, changes []catalog.EntryChange) view.RevisionRow {
	v := view.RevisionRow{Number: r.Number, At: r.At.In(p.Zone), Who: r.Who, Cause: f.T("g-cause-" + string(r.Cause)), Note: r.Note, Entries: r.Changes}
	if r.Cause == catalog.Restored {
		v.Note = f.T("g-to-revision", r.Note)
	}
	for _, c := range changes[:min(len(changes), changesShown)] {
		v.Changes = append(v.Changes, p.changeRow(f, c))
	}
	return v
}

func (p *pages) changeRow(f view.Frame, c catalog.EntryChange) view.ChangeRow {
	v := view.ChangeRow{List: c.List, ListName: f.T("g-" + c.List), Key: c.Key, New: c.Before == nil, Gone: c.After == nil}
	if !v.Gone {
		v.Link = goodsLists[c.List] != ""
	}
	for _, x := range c.Fields() {
		v.Fields = append(v.Fields, view.FieldRow{Name: f.T("g-col-" + x.Field), Before: p.columnWords(f, c.List, x.Field, x.Before), After: p.columnWords(f, c.List, x.Field, x.After)})
	}
	v.Name = p.nameOf(f, c.Key)
	if v.Name == c.Key {
		v.Name = c.Ref.Get(c.After, "name") + c.Ref.Get(c.Before, "name")
	}
	return v
}

// nameOf is what a code is called.
func (p *pages) nameOf(f view.Frame, code string) string {
	cat := p.Catalogue.Current()
	if x, ok := goodsByCode(cat, code); ok {
		if x.Product != nil {
			return x.Product.Named(f.Lang)
		}
		return x.Produce.Named(f.Lang)
	}
	if k, ok := cat.Coupon(code); ok {
		return k.Named(f.Lang)
	}
	for _, o := range cat.Offers() {
		if o.ID == code {
			return o.Named(f.Lang)
		}
	}
	return code
}

// revisions lists them, the latest first.
func (p *pages) revisions(c *gin.Context, m Member) {
	t := table(c)
	found, n, err := p.Goods.Records.Revisions(c.Request.Context(), (t.Page-1)*pageSize, pageSize)
	if err != nil {
		p.fail(c, m, err)
		return
	}
	t.Total, t.Pages = n, max(1, (n+pageSize-1)/pageSize)
	f := p.frame(c, m, "g-revisions", "/admin/revisions")
	var rows []view.RevisionRow
	for _, r := range found {
		rows = append(rows, p.revisionRow(f, r, nil))
	}
	p.show(c, http.StatusOK, view.Revisions(f, t, rows))
}

// revision shows what one revision changed or, with to in the address, what
// lies between two.
func (p *pages) revision(c *gin.Context, m Member) {
	n, err := strconv.ParseInt(c.Param("n"), 10, 64)
	if err != nil {
		n = -1
	}
	r, ok, err := p.Goods.Records.Revision(c.Request.Context(), n)
	if err != nil {
		p.fail(c, m, err)
		return
	}
	f := p.frame(c, m, "g-revisions", "/admin/revisions")
	if !ok {
		p.show(c, http.StatusNotFound, view.Message(f, f.T("g-no-revision", c.Param("n")), "/admin/revisions"))
		return
	}
	after, upTo := n-1, n
	if to, err := strconv.ParseInt(c.Query("to"), 10, 64); err == nil {
		after, upTo = min(n, to), max(n, to)
	}
	changes, err := p.Goods.Records.CatalogueChanges(c.Request.Context(), after, upTo)
	if err != nil {
		p.fail(c, m, err)
		return
	}
	f.Title = f.T("g-revision", n)
	v := view.RevisionPage{Row: p.revisionRow(f, r, nil), Head: p.Catalogue.Head()}
	if upTo-after > 1 || after != n-1 {
		f.Title = f.T("g-between", after, upTo)
		v.Compared = true
	}
	changes = folded(changes)
	v.Total = len(changes)
	for _, x := range changes[:min(len(changes), changesShown)] {
		v.Row.Changes = append(v.Row.Changes, p.changeRow(f, x))
	}
	p.show(c, http.StatusOK, view.Revision(f, v))
}

// folded makes of several changes of an entry the one from the first before to
// the last after.
func folded(changes []catalog.EntryChange) []catalog.EntryChange {
	var order []catalog.Ref
	of := map[catalog.Ref]catalog.EntryChange{}
	for _, c := range changes {
		was, known := of[c.Ref]
		if !known {
			order = append(order, c.Ref)
			of[c.Ref] = c
			continue
		}
		of[c.Ref] = was.Then(c)
	}
	var out []catalog.EntryChange
	for _, r := range order {
		if c := of[r]; (c.Before == nil) != (c.After == nil) || len(c.Fields()) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// restore goes back to a revision, in all entries or in one.
func (p *pages) restore(c *gin.Context, m Member) {
	n, err := strconv.ParseInt(c.Param("n"), 10, 64)
	if err != nil {
		n = -1
	}
	if _, ok, err := p.Goods.Records.Revision(c.Request.Context(), n); err != nil || !ok {
		f := p.frame(c, m, "g-revisions", "/admin/revisions")
		p.show(c, http.StatusNotFound, view.Message(f, f.T("g-no-revision", c.Param("n")), "/admin/revisions"))
		return
	}
	only := catalog.Ref{List: c.PostForm("list"), Key: c.PostForm("key")}
	if _, err := p.Catalogue.Restore(c.Request.Context(), actor(m), n, only); err != nil {
		p.failGoods(c, m, "/admin/revisions", err)
		return
	}
	if only.Key != "" {
		p.doneGoods(c, only, "restored")
		return
	}
	c.Redirect(http.StatusSeeOther, "/admin/revisions")
}

// catalogue is the page of the files: reload, conflicts, import and export.
func (p *pages) catalogue(c *gin.Context, m Member) {
	f := p.frame(c, m, "g-catalogue", "/admin/catalogue")
	if q := c.Query("done"); q != "" {
		f.Notice = f.T("g-done-"+q, c.Query("n"))
	}
	v := view.CataloguePage{Head: p.Catalogue.Head(), Lists: []string{"products", "produce", "offers", "coupons", "departments"}}
	for _, d := range p.Catalogue.Disputes() {
		row := view.Dispute{Source: d.Source, List: d.List, Key: d.Key, Field: d.Field, Name: p.nameOf(f, d.Key), Kind: string(d.Kind), SourceName: f.T("g-source-" + d.Source)}
		if d.Field != "" {
			row.FieldName = f.T("g-col-" + d.Field)
			row.Was, row.File, row.Live = p.columnWords(f, d.List, d.Field, d.Was), p.columnWords(f, d.List, d.Field, d.File), p.columnWords(f, d.List, d.Field, d.Live)
		} else {
			row.FieldName = f.T("g-whole")
			row.Was, row.File, row.Live = d.Was, d.File, d.Live
		}
		v.Disputes = append(v.Disputes, row)
	}
	p.show(c, http.StatusOK, view.Catalogue(f, v))
}

// settle decides the conflicts that the form names as "source|list|key|field",
// or all.
func (p *pages) settle(c *gin.Context, m Member) {
	take := c.PostForm("take")
	if take != "file" && take != "live" {
		f := p.frame(c, m, "g-not-done", "/admin/catalogue")
		p.show(c, http.StatusUnprocessableEntity, view.Message(f, f.T("g-settle-which"), "/admin/catalogue"))
		return
	}
	var verdicts []hub.Verdict
	for _, text := range c.PostFormArray("conflict") {
		parts := strings.SplitN(text, "|", 4)
		if len(parts) == 4 {
			verdicts = append(verdicts, hub.Verdict{Source: parts[0], Ref: catalog.Ref{List: parts[1], Key: parts[2]}, Field: parts[3], TakeFile: take == "file"})
		}
	}
	n, err := p.Catalogue.Settle(c.Request.Context(), actor(m), verdicts)
	if err != nil {
		p.failGoods(c, m, "/admin/catalogue", err)
		return
	}
	c.Redirect(http.StatusSeeOther, "/admin/catalogue?done=settled&n="+strconv.Itoa(n))
}

// reload reads the files again.
func (p *pages) reload(c *gin.Context, m Member) {
	n, err := p.Catalogue.Reload(c.Request.Context(), actor(m))
	if err != nil {
		p.failGoods(c, m, "/admin/catalogue", err)
		return
	}
	c.Redirect(http.StatusSeeOther, "/admin/catalogue?done=reloaded&n="+strconv.Itoa(n))
}

// export writes one list as CSV, or all of it as YAML.
func (p *pages) export(c *gin.Context, m Member) {
	name := c.Param("file")
	f := p.Catalogue.Format()
	list, isCSV := strings.CutSuffix(name, ".csv")
	switch {
	case name == "catalogue.yaml":
		c.Header("Content-Type", "application/yaml; charset=utf-8")
	case isCSV && slices.Contains(catalog.Lists, list):
		c.Header("Content-Type", "text/csv; charset=utf-8")
	default:
		v := p.frame(c, m, "g-not-done", "/admin/catalogue")
		p.show(c, http.StatusNotFound, view.Message(v, v.T("g-no-file", name), "/admin/catalogue"))
		return
	}
	c.Header("Content-Disposition", `attachment; filename="`+name+`"`)
	var err error
	if isCSV {
		err = f.WriteCSV(c.Writer, list, p.Catalogue.Live())
	} else {
		err = f.WriteYAML(c.Writer, p.Catalogue.Live())
	}
	if err != nil {
		_ = c.Error(err)
	}
}
