package admin

import (
	"fmt"
	"math"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
)

// TripRow is one trip in the list, with its start in the store's time zone.
type TripRow struct {
	ID, Cart, Shopper, Status, Total, Number string
	Started                                  time.Time
	Questions, Corrections, Helps            int
	Refunded                                 int64 // minor units
	Training                                 bool
}

// Page is the address of the trip's own page.
func (r TripRow) Page() templ.SafeURL { return templ.SafeURL("/admin/trips/" + url.PathEscape(r.ID)) }

// picture is the address of a frame that one of its decisions rests on.
func (r TripRow) picture(name string) string {
	return "/admin/trips/" + url.PathEscape(r.ID) + "/pictures/" + url.PathEscape(name)
}

// TripTable is a page of the list of trips with what was searched for.
type TripTable struct {
	Table
	From, Until string
	Rows        []TripRow
}

// address is the list's own address with one value changed; another page only
// where the page is what changes.
func (t TripTable) address(key, value string) templ.SafeURL {
	v := url.Values{}
	for k, x := range map[string]string{"q": t.Query, "filter": t.Filter, "from": t.From, "until": t.Until, key: value} {
		if x != "" {
			v.Set(k, x)
		}
	}
	if value == "" {
		v.Del(key)
	}
	if len(v) == 0 {
		return templ.SafeURL(t.Path)
	}
	return templ.SafeURL(t.Path + "?" + v.Encode())
}

// TripPage is one trip with all that happened.
type TripPage struct {
	Row     TripRow
	Events  []TripEvent
	Weights TripWeights
	Receipt *pricing.Receipt
	Refund  *RefundPart // nil where nothing was paid
}

// TripEvent is one event of the timeline in words, with its evidence.
type TripEvent struct {
	Seq        int64
	At         time.Time
	By         string
	What       string
	Detail     string
	Correction bool
	Decision   *evidence.Decision
	Pictures   []string // names of the frames that it rests on
	Code       string   // of what the decision's thing proved to be, "" where that is not known
	MayPhoto   bool     // a frame may become a reference photo
	Names      map[evidence.Item]string
}

// TripWeights is the load of a cart over a trip: it changes in steps.
type TripWeights struct {
	at    []time.Time
	grams []float64
	asked []bool
}

// Add notes the load after a step.
func (w *TripWeights) Add(at time.Time, grams float64, asked bool) {
	w.at, w.grams, w.asked = append(w.at, at), append(w.grams, grams), append(w.asked, asked)
}

// Empty reports whether nothing was weighed.
func (w TripWeights) Empty() bool { return len(w.at) == 0 }

// The plot's size in its own units; the lines lie inside.
const (
	weightsWide, weightsHigh = 600.0, 160.0
	weightsPad               = 12.0
)

// Top is the mass at the upper edge, a round number of grams.
func (w TripWeights) Top() float64 {
	top := 100.0
	for _, g := range w.grams {
		top = max(top, g)
	}
	unit := math.Pow(10, math.Floor(math.Log10(top)))
	return math.Ceil(top/unit) * unit
}

func (w TripWeights) x(at time.Time) float64 {
	span := w.at[len(w.at)-1].Sub(w.at[0]).Seconds()
	if span <= 0 {
		return weightsWide / 2
	}
	return weightsPad + (weightsWide-2*weightsPad)*at.Sub(w.at[0]).Seconds()/span
}

func (w TripWeights) y(grams float64) float64 {
	return weightsHigh - weightsPad - (weightsHigh-2*weightsPad)*max(grams, 0)/w.Top()
}

// Path is the load as a line of steps.
func (w TripWeights) Path() string {
	var b strings.Builder
	fmt.Fprintf(&b, "M0 %.1f", w.y(0))
	for i, at := range w.at {
		fmt.Fprintf(&b, "H%.1fV%.1f", w.x(at), w.y(w.grams[i]))
	}
	fmt.Fprintf(&b, "H%.0f", weightsWide)
	return b.String()
}

// WeightPoint is one step on the plot.
type WeightPoint struct {
	X, Y  float64
	Asked bool
	Text  string
}

// Points are the steps.
func (w TripWeights) Points() (out []WeightPoint) {
	for i, at := range w.at {
		out = append(out, WeightPoint{w.x(at), w.y(w.grams[i]), w.asked[i], fmt.Sprintf("%s: %.0f g", at.Format("15:04:05"), w.grams[i])})
	}
	return out
}

// dot fills a step's mark: a ring where the cart asked.
func dot(asked bool) string {
	if asked {
		return "none"
	}
	return "currentColor"
}

// name is what a candidate is called, as far as the trip tells.
func (e TripEvent) name(f Frame, c evidence.Candidate) string {
	switch n := e.Names[c.Item]; {
	case n != "":
		return n
	case !c.Item.PLU.IsZero():
		return c.Item.PLU.String()
	case !c.Item.GTIN.IsZero():
		return c.Item.GTIN.String()
	}
	return f.T("t-unknown")
}
