package admin

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/shopping"
	view "github.com/dashcart/dashcart/views/admin"
)

// recognition is how carts fared with one product, counted by what it proved
// to be.
type recognition struct {
	once   int64 // put into the basket at once, and left so
	asked  int64 // a shopper was asked and chose it
	missed int64 // something else was put into the basket, and corrected to it
}

func (r recognition) times() int64 { return r.once + r.asked + r.missed }

// share is the part that was recognised, 0 to 1.
func (r recognition) share() float64 { return float64(r.once) / float64(max(r.times(), 1)) }

// recognitions are those of all products, by their codes.
type recognitions map[string]recognition

// recognitionMetrics are the sums that recognitions are made of, in their order.
var recognitionMetrics = []string{"recognised", "answered", "confused"}

// note adds a sum of one of the metrics.
func (s recognitions) note(metric string, x shopping.Figure) {
	add := func(code string, once, asked, missed int64) {
		r := s[code]
		// What was put before the period began may be corrected in it.
		s[code] = recognition{max(r.once+once, 0), r.asked + asked, r.missed + missed}
	}
	switch metric {
	case "recognised":
		add(x.Key, x.N, 0, 0)
	case "answered":
		add(x.Key, 0, x.N, 0)
	case "confused":
		was, is, _ := strings.Cut(x.Key, ">")
		add(was, -x.N, 0, 0)
		add(is, 0, 0, x.N)
	}
}

// worst are the codes, the worst recognised first, and of equally bad ones the
// one that is met more often.
func (s recognitions) worst() []string {
	codes := slices.Sorted(maps.Keys(s))
	slices.SortStableFunc(codes, func(a, b string) int {
		return cmp.Or(cmp.Compare(s[a].share(), s[b].share()), cmp.Compare(s[b].times(), s[a].times()))
	})
	return codes
}

// recognitions sums a period by the code of the product.
func (p *pages) recognitions(ctx context.Context, from, until time.Time) (recognitions, error) {
	sums := recognitions{}
	for _, metric := range recognitionMetrics {
		figures, err := p.Trips.Figures(ctx, metric, from, until)
		if err != nil {
			return nil, err
		}
		for _, x := range figures {
			sums.note(metric, x)
		}
	}
	maps.DeleteFunc(sums, func(code string, r recognition) bool { return code == "" || r.times() == 0 })
	return sums, nil
}

// recognised reports how well each product is recognised.
func (p *pages) recognised(ctx context.Context, f view.Frame, v *view.Report, from, until time.Time) error {
	sums, err := p.recognitions(ctx, from, until)
	if err != nil {
		return err
	}
	v.Unit = "%"
	v.All = "/admin/recognised"
	for _, code := range sums.worst() {
		r := sums[code]
		exact := fmt.Sprintf("%.2f", 100*r.share())
		v.Rows = append(v.Rows, view.ReportRow{Key: code, Label: p.called(f, code), Count: f.T("r-of", r.once, r.times()),
			Value: exact + " %", Exact: exact, Part: r.share(), Trips: url.Values{"q": {code}}})
	}
	return nil
}
