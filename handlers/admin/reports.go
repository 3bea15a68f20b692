package admin

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/shopping"
	view "github.com/dashcart/dashcart/views/admin"
	"github.com/dashcart/dashcart/views/words"
)

// Figures are the sums that reports are made of.
type Figures interface {
	Figures(ctx context.Context, metric string, from, until time.Time) ([]shopping.Figure, error)
	// FiguresOf are those of one key alone.
	FiguresOf(ctx context.Context, metric, key string, from, until time.Time) ([]shopping.Figure, error)
}

// measure is what a report's second number is.
type measure int

const (
	counted measure = iota // nothing beside the count
	amount                 // minor units
	each                   // minor units for one
	waited                 // milliseconds for one
)

// report is one page of figures: the sums of a metric, gathered by a key.
type report struct {
	name, metric string
	second       measure
	key          func(p *pages, x shopping.Figure) string
	label        func(p *pages, f view.Frame, key string) string
	trips        func(key string) url.Values // the search for the trips behind a row
	byKey        bool                        // in the order of the keys, else the largest first
}

func ownKey(_ *pages, x shopping.Figure) string { return x.Key }

func hour(p *pages, x shopping.Figure) string { return x.At.In(p.Zone).Format("15") + ":00" }

func plain(_ *pages, f view.Frame, key string) string { return cmp.Or(key, f.T("r-none")) }

// worded labels a key with a sentence, where there is one.
func worded(prefix string) func(*pages, view.Frame, string) string {
	return func(_ *pages, f view.Frame, key string) string {
		if s := f.T(prefix + key); s != prefix+key {
			return s
		}
		return key
	}
}

func filtered(filter string) func(string) url.Values {
	return func(string) url.Values { return url.Values{"filter": {filter}} }
}

// reports are in the order of the page; rates and recognised are made
// apart, of several metrics.
var reports = []report{
	{name: "hours", metric: "sales", second: amount, key: hour, label: plain, byKey: true},
	{name: "departments", metric: "sales", second: amount, key: ownKey, label: plain},
	{name: "baskets", metric: "basket", second: each, key: ownKey, label: worded("r-basket-"), trips: filtered("paid"), byKey: true},
	{name: "ends", metric: "trips", key: ownKey, label: worded("t-status-"), trips: func(k string) url.Values {
		return filtered(map[string]string{"released": "paid", "handed_over": "handed", "abandoned": "abandoned"}[k])(k)
	}},
	{name: "rates"},
	{name: "gates", metric: "asked", key: ownKey, label: plain, trips: filtered("asked")},
	{name: "confused", metric: "confused", key: ownKey, label: confusion, trips: func(k string) url.Values {
		_, is, _ := strings.Cut(k, ">")
		return url.Values{"filter": {"corrected"}, "q": {is}}
	}},
	{name: "recognised"},
	{name: "helped", metric: "helped", key: ownKey, label: plain, trips: filtered("helped")},
	{name: "coupons", metric: "coupon", second: amount, key: ownKey, label: plain},
	{name: "offers", metric: "offer", second: amount, key: ownKey, label: plain},
	{name: "lanes", metric: "lane", second: waited, key: ownKey, label: plain},
	{name: "findings", metric: "finding", key: ownKey, label: plain},
	{name: "loss", metric: "loss", second: amount, key: ownKey, label: worded("r-loss-")},
	{name: "refunds", metric: "refund", second: amount, key: ownKey, label: worded("r-refund"), trips: filtered("refunded")},
}

// confusion names what was taken for what.
func confusion(p *pages, f view.Frame, key string) string {
	was, is, _ := strings.Cut(key, ">")
	return f.T("r-for", p.called(f, was), p.called(f, is))
}

// longest is the longest period of a report, so that nobody reads all years at once.
const longest = 366

// showReports draws all reports of a period.
func (p *pages) showReports(c *gin.Context, m Member) {
	f := p.frame(c, m, "r-title", "/admin/reports")
	from, until, days := p.reportDays(c)
	f.Problem = days.problem(f)
	page := view.Reports{From: from.Format(time.DateOnly), Until: until.AddDate(0, 0, -1).Format(time.DateOnly)}
	for _, r := range reports {
		v, err := p.report(c.Request.Context(), f, r, from, until)
		if err != nil {
			p.fail(c, m, err)
			return
		}
		page.Reports = append(page.Reports, v)
	}
	p.show(c, http.StatusOK, view.ReportsPage(f, page))
}

// reportFile sends one report as CSV.
func (p *pages) reportFile(c *gin.Context, m Member) {
	f := p.frame(c, m, "r-title", "/admin/reports")
	name, ok := strings.CutSuffix(c.Param("name"), ".csv")
	i := slices.IndexFunc(reports, func(r report) bool { return r.name == name })
	if !ok || i < 0 {
		p.show(c, http.StatusNotFound, view.Message(f, f.T("r-unknown"), "/admin/reports"))
		return
	}
	from, until, _ := p.reportDays(c)
	v, err := p.report(c.Request.Context(), f, reports[i], from, until)
	if err != nil {
		p.fail(c, m, err)
		return
	}
	c.Header("Content-Type", "text/csv; charset=utf-8")
	c.Header("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name+"-"+from.Format(time.DateOnly)+"-"+until.AddDate(0, 0, -1).Format(time.DateOnly)+".csv"))
	w := csv.NewWriter(c.Writer)
	_ = w.Write([]string{"key", "label", "count", "value", "unit"})
	for _, x := range v.Rows {
		_ = w.Write([]string{cell(x.Key), cell(x.Label), x.Count, x.Exact, v.Unit})
	}
	w.Flush()
	if err := w.Error(); err != nil {
		_ = c.Error(err)
	}
}

// reportDays is the period that is asked for, no longer than a year.
func (p *pages) reportDays(c *gin.Context) (from, until time.Time, days period) {
	if days = p.days(c); days.bad {
		from, until = period{}.orMonth(time.Now().In(p.Zone))
		return from, until, days
	}
	from, until = days.orMonth(time.Now().In(p.Zone))
	if first := until.AddDate(0, 0, -longest); from.Before(first) {
		from = first
	}
	return from, until, days
}

type sum struct{ n, minor int64 }

// report gathers one.
func (p *pages) report(ctx context.Context, f view.Frame, r report, from, until time.Time) (view.Report, error) {
	v := view.Report{Name: r.name, Unit: "", From: from.Format(time.DateOnly), Until: until.AddDate(0, 0, -1).Format(time.DateOnly)}
	if r.name == "rates" {
		return v, p.rates(ctx, f, &v, from, until)
	}
	if r.name == "recognised" {
		return v, p.recognised(ctx, f, &v, from, until)
	}
	figures, err := p.Trips.Figures(ctx, r.metric, from, until)
	if err != nil {
		return v, err
	}
	sums := map[string]sum{}
	for _, x := range figures {
		k := r.key(p, x)
		s := sums[k]
		sums[k] = sum{s.n + x.N, s.minor + x.Minor}
	}
	keys := slices.Sorted(maps.Keys(sums))
	if !r.byKey {
		slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(r.weigh(sums[b]), r.weigh(sums[a])) })
	}
	var top float64
	for _, s := range sums {
		top = max(top, r.weigh(s))
	}
	for _, k := range keys {
		s := sums[k]
		if s.n == 0 {
			continue // a sum of waiting, which counts nothing
		}
		row := view.ReportRow{Key: k, Label: r.label(p, f, k), Count: fmt.Sprint(s.n)}
		row.Value, row.Exact, v.Unit = p.second(f, r.second, s)
		if top > 0 {
			row.Part = r.weigh(s) / top
		}
		if r.trips != nil {
			row.Trips = r.trips(k)
		}
		v.Rows = append(v.Rows, row)
	}
	return v, nil
}

// weigh is the number that a row's bar shows.
func (r report) weigh(s sum) float64 {
	switch {
	case r.second == amount:
		return float64(s.minor)
	case r.second == waited && s.n > 0:
		return float64(s.minor) / float64(s.n)
	}
	return float64(s.n)
}

// second writes a row's second number, as a person and as a program reads it.
func (p *pages) second(f view.Frame, m measure, s sum) (text, exact, unit string) {
	switch {
	case m == counted || s.n == 0 && m != amount:
		return "", "", ""
	case m == waited:
		seconds := fmt.Sprintf("%.1f", float64(s.minor)/float64(s.n)/1000)
		return seconds + " s", seconds, "s"
	case m == each:
		s.minor /= s.n
	}
	a := money.New(s.minor, p.Catalogue.Current().Currency())
	return a.Format(words.Locale(f.Lang)), a.Number(), a.Currency()
}

// rates are how often carts asked, were corrected and needed help.
func (p *pages) rates(ctx context.Context, f view.Frame, v *view.Report, from, until time.Time) error {
	total := func(metric string) (n int64, err error) {
		all, err := p.Trips.Figures(ctx, metric, from, until)
		for _, x := range all {
			n += x.N
		}
		return n, err
	}
	v.Unit = "%"
	for _, x := range []struct{ key, part, whole, also string }{
		{"asked", "asked", "decided", "asked"}, {"corrected", "corrected", "decided", ""}, {"helped", "helped", "trips", ""},
	} {
		part, err := total(x.part)
		if err != nil {
			return err
		}
		whole, err := total(x.whole)
		if err != nil {
			return err
		}
		if x.also != "" { // a question is a decision that was not made
			whole += part
		}
		row := view.ReportRow{Key: x.key, Label: f.T("r-rate-" + x.key), Count: f.T("r-of", part, whole), Trips: url.Values{"filter": {x.key}}}
		if whole > 0 {
			row.Part = min(float64(part)/float64(whole), 1)
			row.Exact = fmt.Sprintf("%.2f", 100*float64(part)/float64(whole))
			row.Value = row.Exact + " %"
		}
		v.Rows = append(v.Rows, row)
	}
	return nil
}

// called is what the catalogue calls a code, or the code.
func (p *pages) called(f view.Frame, code string) string {
	now := p.Catalogue.Current()
	if n, err := gs1.ParsePLU(code); err == nil {
		if x, ok := now.ByPLU(n); ok {
			return x.Name
		}
	}
	if g, err := gs1.ParseGTIN(code); err == nil {
		if x, ok := now.ByGTIN(g); ok {
			return x.Name
		}
	}
	return cmp.Or(code, f.T("t-unknown"))
}
