package admin

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/shopping"
	view "github.com/dashcart/dashcart/views/admin"
)

const (
	knownDays  = 90 // over which the page of a thing tells how it is recognised
	mixedShown = 8  // other things that it was mixed up with
)

// knownOf is how well one thing was recognised lately, by its code. Of
// confusions, which are few, it reads those of all things.
func (p *pages) knownOf(ctx context.Context, f view.Frame, code string) (view.Recognition, error) {
	until := time.Now()
	from := until.AddDate(0, 0, -knownDays)
	until = until.Add(15 * time.Minute) // the quarter of an hour that is under way
	sums, takenFor, taken := recognitions{}, map[string]int64{}, map[string]int64{}
	for _, metric := range recognitionMetrics {
		read := func() ([]shopping.Figure, error) { return p.Trips.FiguresOf(ctx, metric, code, from, until) }
		if metric == "confused" {
			read = func() ([]shopping.Figure, error) { return p.Trips.Figures(ctx, metric, from, until) }
		}
		figures, err := read()
		if err != nil {
			return view.Recognition{}, err
		}
		for _, x := range figures {
			sums.note(metric, x)
			if was, is, ok := strings.Cut(x.Key, ">"); ok && is == code {
				takenFor[was] += x.N
			} else if ok && was == code {
				taken[is] += x.N
			}
		}
	}
	r := sums[code]
	return view.Recognition{Days: knownDays, Once: r.once, Times: r.times(), Asked: r.asked, Missed: r.missed,
		TakenFor: p.mixed(f, takenFor), Taken: p.mixed(f, taken)}, nil
}

// mixed names the things that something was mixed up with, the most often first.
func (p *pages) mixed(f view.Frame, n map[string]int64) (out []view.Mixed) {
	for code, times := range n {
		out = append(out, view.Mixed{Code: code, Name: p.called(f, code), N: times})
	}
	slices.SortFunc(out, func(a, b view.Mixed) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Code, b.Code)) })
	return out[:min(len(out), mixedShown)]
}

// recognisedRows are the things that a search asks for, the worst first.
func (p *pages) recognisedRows(ctx context.Context, f view.Frame, query string, from, until time.Time) ([]view.RecognisedRow, error) {
	sums, err := p.recognitions(ctx, from, until)
	if err != nil {
		return nil, err
	}
	confused, err := p.Trips.Figures(ctx, "confused", from, until)
	if err != nil {
		return nil, err
	}
	takenFor := map[string]map[string]int64{}
	for _, x := range confused {
		was, is, _ := strings.Cut(x.Key, ">")
		if takenFor[is] == nil {
			takenFor[is] = map[string]int64{}
		}
		takenFor[is][was] += x.N
	}
	var rows []view.RecognisedRow
	for _, code := range sums.worst() {
		r := sums[code]
		row := view.RecognisedRow{Code: code, Name: p.called(f, code), Once: r.once, Times: r.times(), Asked: r.asked, Missed: r.missed, Share: r.share()}
		if !strings.Contains(strings.ToLower(row.Name+" "+code), strings.ToLower(query)) {
			continue
		}
		if ref, ok := refByCode(p.Catalogue.Current(), code); ok {
			row.Page = "/admin/" + ref.List + "/" + url.PathEscape(ref.Key)
		}
		if all := p.mixed(f, takenFor[code]); len(all) > 0 {
			row.TakenFor = fmt.Sprintf("%s ×%d", all[0].Name, all[0].N)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// recognisedList lists how well things are recognised; its state is in the
// address.
func (p *pages) recognisedList(c *gin.Context, m Member) {
	f := p.frame(c, m, "r-recognised", "/admin/reports")
	from, until, days := p.reportDays(c)
	f.Problem = days.problem(f)
	t := view.RecognisedTable{Table: table(c), From: from.Format(time.DateOnly), Until: until.AddDate(0, 0, -1).Format(time.DateOnly)}
	rows, err := p.recognisedRows(c.Request.Context(), f, t.Query, from, until)
	if err != nil {
		p.fail(c, m, err)
		return
	}
	t.Total, t.Pages = len(rows), max(1, (len(rows)+pageSize-1)/pageSize)
	t.Page = min(t.Page, t.Pages)
	t.Rows = rows[(t.Page-1)*pageSize : min(t.Page*pageSize, len(rows))]
	p.show(c, http.StatusOK, view.Recognised(f, t))
}

// recognisedFile sends the same list whole as CSV.
func (p *pages) recognisedFile(c *gin.Context, m Member) {
	f := p.frame(c, m, "r-recognised", "/admin/reports")
	from, until, _ := p.reportDays(c)
	rows, err := p.recognisedRows(c.Request.Context(), f, strings.TrimSpace(c.Query("q")), from, until)
	if err != nil {
		p.fail(c, m, err)
		return
	}
	c.Header("Content-Type", "text/csv; charset=utf-8")
	c.Header("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "recognised-"+from.Format(time.DateOnly)+"-"+until.AddDate(0, 0, -1).Format(time.DateOnly)+".csv"))
	w := csv.NewWriter(c.Writer)
	_ = w.Write([]string{"code", "name", "times", "at_once", "asked", "corrected", "share", "taken_for"})
	for _, r := range rows {
		_ = w.Write([]string{cell(r.Code), cell(r.Name), fmt.Sprint(r.Times), fmt.Sprint(r.Once), fmt.Sprint(r.Asked), fmt.Sprint(r.Missed), fmt.Sprintf("%.4f", r.Share), cell(r.TakenFor)})
	}
	w.Flush()
	if err := w.Error(); err != nil {
		_ = c.Error(err)
	}
}

// refByCode is the entry of a GTIN or produce code.
func refByCode(cat *catalog.Catalogue, code string) (catalog.Ref, bool) {
	hit, ok := goodsByCode(cat, code)
	switch {
	case !ok:
		return catalog.Ref{}, false
	case hit.Product != nil:
		return catalog.Ref{List: "products", Key: hit.Product.GTIN.String()}, true
	}
	return catalog.Ref{List: "produce", Key: hit.Produce.PLU.String()}, true
}
