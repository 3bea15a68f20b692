package admin

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	view "github.com/dashcart/dashcart/views/admin"
	"github.com/dashcart/dashcart/views/words"
)

// The calendar shows so many days, from the first of last month.
const calendarDays = 150

// calendar draws when the dated entries of a list are good.
func (p *pages) calendar(f view.Frame, list string) *view.Calendar {
	now := time.Now().In(p.Zone)
	start := time.Date(now.Year(), now.Month()-1, 1, 0, 0, 0, 0, p.Zone)
	day := func(t time.Time) int { return int(math.Round(t.Sub(start).Hours() / 24)) }
	v := &view.Calendar{Days: calendarDays, Today: day(now)}
	for m := start; day(m) < calendarDays; m = m.AddDate(0, 1, 0) {
		v.Months = append(v.Months, view.CalendarMonth{Name: words.T(f.Lang, "g-month-"+strconv.Itoa(int(m.Month()))), At: day(m)})
	}
	add := func(key, name string, from, until time.Time) {
		if from.IsZero() && until.IsZero() {
			return
		}
		r := view.CalendarRow{Key: key, Name: name, Until: calendarDays, Open: until.IsZero()}
		if !from.IsZero() {
			r.From = min(max(0, day(from)), calendarDays)
		}
		if !until.IsZero() {
			r.Until = min(max(0, day(until)), calendarDays)
		}
		if r.Until > 0 && r.From < calendarDays {
			v.Rows = append(v.Rows, r)
		}
	}
	cat := p.Catalogue.Current()
	if list == "offers" {
		for _, o := range cat.Offers() {
			add(o.ID, o.Named(f.Lang), o.From, o.Until)
		}
	} else {
		for _, k := range cat.Coupons() {
			add(k.Code, k.Named(f.Lang), k.From, k.Until)
		}
	}
	slices.SortStableFunc(v.Rows, func(a, b view.CalendarRow) int { return cmp.Compare(a.From, b.From) })
	return v
}

// weighings is how many weighings a product's plot shows, and how few are too
// few to show.
const weighings, fewWeighings = 200, 3

// weightPlot is what carts measured of a product, nil where that is little.
func (p *pages) weightPlot(x catalog.Item, grams []float64) *view.WeightPlot {
	if len(grams) < fewWeighings {
		return nil
	}
	number := func(column string) float64 {
		v, err := strconv.ParseFloat(x.Ref.Get(x.Entry, column), 64)
		if err != nil {
			return 0
		}
		return v
	}
	w := &view.WeightPlot{Grams: grams, Mean: number("weight_g"), SD: number("weight_sd_g")}
	for _, g := range grams {
		w.Seen += g / float64(len(grams))
	}
	for _, g := range grams {
		w.Spread += (g - w.Seen) * (g - w.Seen) / float64(len(grams)-1)
	}
	w.Spread = math.Sqrt(w.Spread)
	return w
}
