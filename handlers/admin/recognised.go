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

// recognitions sums a period by the code of the product.
func (p *pages) recognitions(ctx context.Context, from, until time.Time) (map[string]recognition, error) {
	sums := map[string]recognition{}
	for _, x := range []struct {
		metric string
		add    func(key string, n int64)
	}{
		{"recognised", func(key string, n int64) { r := sums[key]; r.once += n; sums[key] = r }},
		{"answered", func(key string, n int64) { r := sums[key]; r.asked += n; sums[key] = r }},
		{"confused", func(key string, n int64) {
			was, is, _ := strings.Cut(key, ">")
			// What was put before the period began may be corrected in it.
			r := sums[was]
			r.once = max(r.once-n, 0)
			sums[was] = r
			r = sums[is]
			r.missed += n
			sums[is] = r
		}},
	} {
		figures, err := p.Trips.Figures(ctx, x.metric, from, until)
		if err != nil {
			return nil, err
		}
		for _, f := range figures {
			x.add(f.Key, f.N)
		}
	}
	maps.DeleteFunc(sums, func(code string, r recognition) bool { return code == "" || r.times() == 0 })
	return sums, nil
}

// recognised reports how well each product is recognised, the worst first,
// and of equally bad ones the one that is met more often.
func (p *pages) recognised(ctx context.Context, f view.Frame, v *view.Report, from, until time.Time) error {
	sums, err := p.recognitions(ctx, from, until)
	if err != nil {
		return err
	}
	v.Unit = "%"
	codes := slices.Sorted(maps.Keys(sums))
	slices.SortStableFunc(codes, func(a, b string) int {
		return cmp.Or(cmp.Compare(sums[a].share(), sums[b].share()), cmp.Compare(sums[b].times(), sums[a].times()))
	})
	for _, code := range codes {
		r := sums[code]
		exact := fmt.Sprintf("%.2f", 100*r.share())
		v.Rows = append(v.Rows, view.ReportRow{Key: code, Label: p.called(f, code), Count: f.T("r-of", r.once, r.times()),
			Value: exact + " %", Exact: exact, Part: r.share(), Trips: url.Values{"q": {code}}})
	}
	return nil
}
