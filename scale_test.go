package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// A store larger than most: what its pages must bear.
const (
	scaleProducts = 50_000
	scaleTrips    = 50_000
	scaleEvents   = 20 // of a trip
)

// What the pages promise at that scale.
const (
	pageLimit   = 50 * time.Millisecond // 95th percentile
	importLimit = 10 * time.Second
	memoryLimit = 400 << 20 // bytes that the process holds at the end
)

// TestStaffPagesAtScale measures a generated store of 50,000 products and
// 1,000,000 events through the pages' own handler, and prints a table. It takes
// minutes: make bench-admin runs it.
func TestStaffPagesAtScale(t *testing.T) {
	if os.Getenv("DASHCART_SCALE") == "" {
		t.Skip("takes minutes; make bench-admin runs it")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(50)) // as serve has it
	s := newSite(t)
	rng := rand.New(rand.NewPCG(1, 2))
	csv, gtins := scaleCSV(rng, scaleProducts)

	format := s.app.side.catalogue.Format()
	format.Lenient = true
	by := trip.Actor{Kind: trip.ByStaff, ID: "m", Name: "Olivia Owner"}
	began, busy := time.Now(), processor()
	part := catalog.Read("list.csv", csv, format)
	preview, err := s.app.side.catalogue.Preview(t.Context(), part)
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	in, err := s.app.side.catalogue.ImportTold(t.Context(), by, part, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	whole := time.Since(began)
	if len(in.Changes) != scaleProducts || len(preview.Changes) != scaleProducts || in.Bad != 0 {
		t.Fatalf("%d of %d products came in, %d bad", len(in.Changes), scaleProducts, in.Bad)
	}
	t.Logf("import of %d products: %v, of it the preview %v; %v of processor time", scaleProducts, whole.Round(time.Millisecond), took.Round(time.Millisecond), (processor() - busy).Round(time.Millisecond))
	if whole > importLimit {
		t.Errorf("the import took %v, more than %v", whole, importLimit)
	}

	t.Logf("after the import: %s", resident())

	began = time.Now()
	last := scaleKeep(t, s.app.side.db, rng, gtins)
	t.Logf("%d events of %d trips kept in %v", scaleTrips*scaleEvents, scaleTrips, time.Since(began).Round(time.Second))

	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "page\tp50 ms\tp95 ms\tbytes\t")
	for _, p := range scalePages(rng, gtins, last) {
		half, most, size := scaleMeasure(s, p.address)
		ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
		fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%d\t\n", p.name, ms(half), ms(most), size)
		if most > pageLimit {
			t.Errorf("%s: 95 of 100 answers within %v, more than %v", p.name, most, pageLimit)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", table.String())

	debug.FreeOSMemory()
	t.Logf("memory: %s", resident())
	if held := residentBytes(); held > memoryLimit {
		t.Errorf("the process holds %d MB, more than %d MB", held>>20, memoryLimit>>20)
	}
}

// processor is the processor time that this process has used: where others keep
// the machine busy, it says more than the clock.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// resident is what the kernel says of the process, with what C libraries hold.
func resident() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "no /proc"
	}
	var out []string
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmHWM") || strings.HasPrefix(line, "Rss") {
			out = append(out, strings.Join(strings.Fields(line), " "))
		}
	}
	return strings.Join(out, ", ")
}

// residentBytes is the memory that the process occupies now, its own code and
// that of C libraries included; 0 where the kernel does not say.
func residentBytes() int64 {
	var pages, held int64
	if f, err := os.ReadFile("/proc/self/statm"); err == nil {
		if _, err := fmt.Sscan(string(f), &pages, &held); err != nil {
			return 0
		}
	}
	return held * int64(os.Getpagesize())
}

var (
	scaleKinds  = []string{"milk", "bread", "rigatoni", "tomato sauce", "yoghurt", "green tea", "apple juice", "oat flakes", "olive oil", "dish soap", "dark chocolate", "rice", "black beans", "corn chips", "sparkling water"}
	scaleBrands = []string{"Meadow Lane", "Stone Mill", "Softleaf", "BrightHome", "Copper Cup", "Sunfield", "Harbour", "Old Orchard"}
	scaleFirst  = []string{"Ana", "Bo", "Chris", "Dana", "Eva", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Kofi", "Lena", "Marta", "Nils", "Olga", "Pablo", "Quinn", "Rosa", "Sven", "Tara", "Umar", "Vera", "Wei", "Ximena", "Yara"}
	scaleLast   = []string{"Ruiz", "Lind", "Okafor", "Weiss", "Novak", "Haddad", "Kim", "Silva", "Berg", "Costa", "Diaz", "Ek", "Fischer", "Garcia", "Hansen", "Ito", "Jansen", "Kaya", "Lopez", "Mbeki", "Nguyen", "Olsen", "Park", "Rossi", "Smith"}
	scaleParts  = []string{"dairy", "pantry", "household"}
)

// scaleCSV is a price list of n products.
func scaleCSV(rng *rand.Rand, n int) (csv []byte, gtins []string) {
	var b bytes.Buffer
	b.WriteString("gtin,brand,name,size,department,price_cents,weight_g,weight_sd_g,sold_by\n")
	for i := range n {
		body := fmt.Sprintf("952%09d", 100_000_000+i)
		gtin := body + string(gs1.CheckDigit(body))
		gtins = append(gtins, gtin)
		fmt.Fprintf(&b, "%s,%s,%s no. %d,%d oz,%s,%d,%d,%.1f,each\n", gtin, scaleBrands[rng.IntN(len(scaleBrands))], scaleKinds[rng.IntN(len(scaleKinds))], i, 1+rng.IntN(64),
			scaleParts[rng.IntN(len(scaleParts))], 49+rng.IntN(2500), 20+rng.IntN(4000), 0.5+rng.Float64()*20)
	}
	return b.Bytes(), gtins
}

// scaleKeep keeps the events of many trips over ninety days on forty carts, and
// returns the last trip.
func scaleKeep(t *testing.T, db interface {
	KeepBatches(context.Context, []shopping.Batch) (map[string]int64, error)
}, rng *rand.Rand, gtins []string) (last string) {
	t.Helper()
	const carts, atOnce = 40, 5 // trips of one cart in one transaction
	start := time.Date(2026, 8, 20, 8, 0, 0, 0, time.UTC)
	seq := make([]int64, carts)
	for first := 0; first < scaleTrips; first += carts * atOnce {
		var batches []shopping.Batch
		for c := range carts {
			b := shopping.Batch{Cart: fmt.Sprintf("cart-%d", c+1)}
			for k := range atOnce {
				n := first + c*atOnce + k
				last = fmt.Sprintf("trip-%06d", n)
				at := start.Add(time.Duration(n) * 90 * 24 * time.Hour / scaleTrips)
				for i, e := range scaleTrip(t, rng, last, n, gtins) {
					seq[c]++
					b.Records = append(b.Records, trip.Record{Seq: seq[c], Key: fmt.Sprint(last, "-", i), Trip: last, At: at.Add(time.Duration(i) * 40 * time.Second), Event: e})
				}
			}
			batches = append(batches, b)
		}
		if _, err := db.KeepBatches(t.Context(), batches); err != nil {
			t.Fatal(err)
		}
	}
	return last
}

// scaleTrip is one trip of scaleEvents events.
func scaleTrip(t *testing.T, rng *rand.Rand, id string, n int, gtins []string) []trip.Event {
	t.Helper()
	events := []trip.Event{
		trip.TripLinked{Trip: id, Shopper: trip.Shopper{ID: fmt.Sprint("s", n%5000), Name: scaleFirst[n%len(scaleFirst)] + " " + scaleLast[n/7%len(scaleLast)]}, Currency: "USD"},
		trip.ShoppingStarted{},
	}
	for len(events) < scaleEvents-4 {
		if n%7 == 0 && len(events) == 5 {
			events = append(events, trip.QuestionAsked{}, trip.QuestionClosed{How: "answered"})
			continue
		}
		gtin, err := gs1.ParseGTIN(gtins[rng.IntN(len(gtins))])
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, trip.LinePut{Line: pricing.Line{ID: len(events), Item: evidence.Item{GTIN: gtin}, Name: "a thing", Quantity: 1}})
	}
	receipt := pricing.Receipt{Total: money.New(int64(500+rng.IntN(9000)), "USD")}
	numbered := receipt
	numbered.Number = fmt.Sprintf("%08d", n+1)
	return append(events, trip.LaneEntered{Lane: "dash-1"}, trip.AuditDone{Receipt: receipt}, trip.ReceiptIssued{Receipt: numbered}, trip.TripReleased{Lane: "dash-1"})
}

// scalePage is a list or a search with a new address at each call.
type scalePage struct {
	name    string
	address func() string
}

func scalePages(rng *rand.Rand, gtins []string, lastTrip string) []scalePage {
	q := url.QueryEscape
	pick := func(from []string) string { return from[rng.IntN(len(from))] }
	fixed := func(s string) func() string { return func() string { return s } }
	pages := func(at string, n int) func() string {
		return func() string { return fmt.Sprintf("%s&page=%d", at, 1+rng.IntN(n)) }
	}
	slipped := func() string { // one letter left out
		w := pick(scaleKinds)
		i := 1 + rng.IntN(len(w)-2)
		return w[:i] + w[i+1:]
	}
	return []scalePage{
		{"products", fixed("/admin/products")},
		{"products, any page", pages("/admin/products?sort=name", 1000)},
		{"products by price, any page", pages("/admin/products?sort=-price", 1000)},
		{"products by brand", pages("/admin/products?sort=brand", 1000)},
		{"products, last changed", pages("/admin/products?sort=-changed", 1000)},
		{"products of a department", func() string { return "/admin/products?department=" + pick(scaleParts) }},
		{"products without a picture", pages("/admin/products?filter=nopicture", 1000)},
		{"products by a word", func() string { return "/admin/products?q=" + q(pick(scaleKinds)) }},
		{"products by word and brand", func() string { return "/admin/products?q=" + q(pick(scaleKinds)+" "+pick(scaleBrands)) }},
		{"products, misspelt", func() string { return "/admin/products?q=" + q(slipped()) }},
		{"products by GTIN", func() string { return "/admin/products?q=" + pick(gtins) }},
		{"one product", func() string { return "/admin/products/" + pick(gtins) }},
		{"produce", fixed("/admin/produce")},
		{"produce by a word", fixed("/admin/produce?q=banana")},
		{"offers", fixed("/admin/offers")},
		{"coupons", fixed("/admin/coupons")},
		{"revisions", fixed("/admin/revisions")},
		{"trips", fixed("/admin/trips")},
		{"trips, any page", pages("/admin/trips?sort=", 1000)},
		{"trips by a first name", func() string { return "/admin/trips?q=" + q(pick(scaleFirst)) }},
		{"trips by a whole name", func() string { return "/admin/trips?q=" + q(pick(scaleFirst)+" "+pick(scaleLast)) }},
		{"trips by a receipt", func() string { return fmt.Sprintf("/admin/trips?q=%08d", 1+rng.IntN(scaleTrips)) }},
		{"trips with questions", fixed("/admin/trips?filter=asked")},
		{"one trip", fixed("/admin/trips/" + lastTrip)},
		{"floor", fixed("/admin")},
		{"carts", fixed("/admin/carts")},
		{"log", fixed("/admin/audit")},
	}
}

// scaleMeasure asks for a page a hundred times and returns the median, the 95th
// percentile and the largest answer.
func scaleMeasure(s *site, address func() string) (half, most time.Duration, size int) {
	s.Helper()
	const times = 100
	var took []time.Duration
	for range times {
		at := address()
		began := time.Now()
		w := s.ask(account.Owner, http.MethodGet, at, nil)
		took = append(took, time.Since(began))
		if w.Code != http.StatusOK {
			s.Fatalf("%s: %d %.200s", at, w.Code, w.Body)
		}
		size = max(size, w.Body.Len())
	}
	slices.Sort(took)
	return took[times/2], took[times*95/100], size
}
