package admin

import (
	"net/url"
	"time"

	"github.com/a-h/templ"

	"github.com/dashcart/dashcart/models/catalog"
)

// GoodsList is one list of the catalogue; its state is in the address. Action
// is what changing it needs.
type GoodsList struct {
	Table
	List        string
	Action      string
	Department  string
	Departments []Option
	Rows        []GoodsRow
	Calendar    *Calendar
}

// GoodsRow is one product, produce code, offer or coupon.
type GoodsRow struct {
	Key, Name, Brand, Size, Department, Picture string
	Price, Unit, Weight, Season                 string
	Stop, Planned                               string
	Gives, On, Valid, State, Limit              string
	Given                                       string // what an offer gave, of its budget
	Once, UsedUp                                bool
	Used                                        int
	Changed                                     bool
}

// Self is the list's own address, with one value changed; another page than
// the first only where it is asked for.
func (l GoodsList) Self(key, value string) templ.SafeURL {
	v := url.Values{}
	for k, x := range map[string]string{"q": l.Query, "filter": l.Filter, "sort": l.Sort, "department": l.Department} {
		if x != "" {
			v.Set(k, x)
		}
	}
	if v.Del(key); value != "" {
		v.Set(key, value)
	}
	if len(v) == 0 {
		return templ.SafeURL(l.Path)
	}
	return templ.SafeURL(l.Path + "?" + v.Encode())
}

// Edit is the address of an entry's page, which leads back to the list as it is.
func (l GoodsList) Edit(key string) templ.SafeURL {
	back := string(l.Self("page", ""))
	return templ.SafeURL(l.Path + "/" + url.PathEscape(key) + "?" + url.Values{"back": {back}}.Encode())
}

// Calendar is when offers or coupons are good, day by day from Start.
type Calendar struct {
	Months []CalendarMonth
	Days   int
	Today  int
	Rows   []CalendarRow
}

// CalendarMonth is a month's name above its days.
type CalendarMonth struct {
	Name     string
	At, Days int
}

// CalendarRow is one bar, From and Until counted in days from the start and cut
// at the edges.
type CalendarRow struct {
	Key, Name   string
	From, Until int
	Open        bool // no last day
}

// GoodsEdit is one entry with its form.
type GoodsEdit struct {
	List, Key, Back  string
	New, Goods, May  bool
	Changed          bool
	Version          int64
	Fields           []Field
	Picture          string
	Photos           []string // files of the reference photos
	Stop, StopReason string
	Planned          []PlannedRow
	History          []RevisionRow
	Weights          *WeightPlot
	Known            *Recognition // nil where the thing is nothing that carts see
	Shots            *ShotPart    // nil where the thing may not be changed
}

// ShotPart is where a cart's camera is looked through for a reference photo.
type ShotPart struct {
	Carts []Option
	Cart  string // whose camera is looked through, "" for none yet
	Shots []Shot
}

// Shot is a frame of a cart's camera, Wide by High pixels.
type Shot struct {
	ID, Camera string
	Wide, High int
}

// Path is the entry's own address.
func (e GoodsEdit) Path(more string) templ.SafeURL {
	key := e.Key
	if e.New {
		key = "new"
	}
	return templ.SafeURL("/admin/" + e.List + "/" + url.PathEscape(key) + more)
}

// PlannedRow is a price set for later, in words.
type PlannedRow struct {
	ID   int64
	Text string
	Who  string
	Now  bool
}

// WeightPlot is what carts measured of one piece, in grams, beside what the
// catalogue says: Mean and SD, zero where it says nothing.
type WeightPlot struct {
	Grams    []float64
	Mean, SD float64
	Seen     float64 // mean of what was measured
	Spread   float64
	Learned  string // what carts make of it, empty while nothing
}

// RevisionRow is one numbered change.
type RevisionRow struct {
	Number           int64
	At               time.Time
	Who, Cause, Note string
	Entries          int
	Changes          []ChangeRow
}

// ChangeRow is what a revision made of one entry.
type ChangeRow struct {
	List, ListName, Key, Name string
	New, Gone, Link           bool
	Fields                    []FieldRow
}

// FieldRow is one column before and after.
type FieldRow struct{ Name, Before, After string }

// RevisionPage is one revision, or what lies between two.
type RevisionPage struct {
	Row      RevisionRow
	Head     int64
	Total    int
	Compared bool
}

// CataloguePage is where files come in, go out and are settled with staff.
type CataloguePage struct {
	Head     int64
	Lists    []string
	Disputes []Dispute
}

// Dispute is one thing that a file and staff changed differently.
type Dispute struct {
	Source, SourceName, List, Key, Name, Field, FieldName, Kind string
	Was, File, Live                                             string
}

// ID is how the form names it.
func (d Dispute) ID() string { return d.Source + "|" + d.List + "|" + d.Key + "|" + d.Field }

// ImportPage is a file on its way in. State is waits, runs, done or failed.
type ImportPage struct {
	ID, File, State                    string
	Done, Total                        int
	New, Changed, Same, Bad, Conflicts int
	Changes                            []ChangeRow
	Kept                               []Dispute
	Problems                           catalog.Problems
	ProblemsInAll                      int
}

// TryPage is a basket of one's choice with today's offers and without.
type TryPage struct {
	Basket, Coupons, Day string
	Problems             []string
	Priced               bool
	With, Without, Saved string
	Rows                 []TryRow
}

// TryRow is one line of it.
type TryRow struct {
	Name, Quantity, Before, After string
	Why                           []string
}
