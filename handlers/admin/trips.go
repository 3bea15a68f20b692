package admin

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
)

// Trips are the store's records of trips.
type Trips interface {
	// FindTrips returns a page of the trips that fit a search, the latest first,
	// and how many fit.
	FindTrips(ctx context.Context, q shopping.TripSearch) ([]shopping.TripRow, int, error)
	TripByID(ctx context.Context, id string) (shopping.TripRow, bool, error)
	TripEvents(ctx context.Context, id string) ([]trip.Record, error)
	Refunds
	Accounts
	Figures
	Persons
	Pictures
}

// tripFilters are the lists of trips, in the order of their buttons.
var tripFilters = []string{"", "open", "paid", "handed", "abandoned", "asked", "corrected", "helped", "refunded", "training"}

// trips lists trips. What is searched for stands in the address.
func (p *pages) trips(c *gin.Context, m Member) {
	f := p.frame(c, m, "a-trips", "/admin/trips")
	var filters []view.Option
	for _, x := range tripFilters {
		filters = append(filters, view.Option{Value: x, Label: f.T("t-filter-" + x)})
	}
	days := p.days(c)
	t := view.TripTable{Table: table(c, filters...), From: days.from, Until: days.until}
	t.Page = min(t.Page, 1_000_000) // further pages hold nothing
	f.Problem = days.problem(f)
	found, n, err := p.Trips.FindTrips(c.Request.Context(), shopping.TripSearch{Text: t.Query, Filter: t.Filter, From: days.First, Until: days.End, Offset: (t.Page - 1) * pageSize, Limit: pageSize})
	if err != nil {
		p.fail(c, m, err)
		return
	}
	t.Total, t.Pages = n, max(1, (n+pageSize-1)/pageSize)
	for _, x := range found {
		t.Rows = append(t.Rows, p.tripRow(x))
	}
	p.show(c, http.StatusOK, view.Trips(f, t))
}

func (p *pages) tripRow(x shopping.TripRow) view.TripRow {
	return view.TripRow{ID: x.ID, Cart: x.Cart, Shopper: x.Shopper, Status: x.Status, Total: x.Total, Number: x.Number, Started: x.Started.In(p.Zone),
		Questions: x.Questions, Corrections: x.Corrections, Helps: x.Helps, Refunded: x.Refunded, Training: x.Training}
}

// period is a stretch of whole days in the store's zone, as a form gives it:
// from the first until the end of the last. What is left out is open.
type period struct {
	from, until string
	First, End  time.Time
	bad         bool
}

// days reads the period that an address asks for.
func (p *pages) days(c *gin.Context) period {
	d := period{from: c.Query("from"), until: c.Query("until")}
	read := func(text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		day, err := time.ParseInLocation(time.DateOnly, text, p.Zone)
		d.bad = d.bad || err != nil
		return day
	}
	d.First, d.End = read(d.from), read(d.until)
	if !d.End.IsZero() {
		d.End = d.End.AddDate(0, 0, 1)
	}
	if !d.First.IsZero() && !d.End.IsZero() && !d.First.Before(d.End) {
		d.bad = true
	}
	return d
}

// problem says what is wrong with the days, if anything.
func (d period) problem(f view.Frame) string {
	if d.bad {
		return f.T("t-bad-days")
	}
	return ""
}

// Pictures are the frames that decisions rest on, where a cart of this machine
// keeps them.
type Pictures interface {
	// PicturesOf lists the files of a trip's decisions, by the decision's ID.
	PicturesOf(trip string) (map[int][]string, error)
	// Picture is the path of one of them; false where the trip has no such.
	Picture(trip, name string) (path string, ok bool, err error)
}

// picture sends a frame that one of the trip's decisions rests on.
func (p *pages) picture(c *gin.Context, m Member) {
	path, ok, err := p.Trips.Picture(c.Param("id"), c.Param("name"))
	if err != nil {
		p.fail(c, m, err)
		return
	}
	if !ok {
		c.String(http.StatusNotFound, "%s\n", p.frame(c, m, "", "").T("t-no-picture"))
		return
	}
	c.Header("Cache-Control", "private, max-age=3600")
	c.Header("Content-Type", "image/jpeg")
	c.File(path)
}
