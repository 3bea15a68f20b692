package hub_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/journal/postgrestest"
	"github.com/dashcart/dashcart/models/trip"
)

// shelf is a catalogue on a file, with files and a clock of its own.
type shelf struct {
	testing.TB
	*hub.Catalogue
	db    *journal.Store
	files string // as CSV
	clock func() time.Time
	path  string
}

const head = "gtin,name,name_es,brand,price_cents,sold_by\n"

var (
	ana  = trip.Actor{Kind: trip.ByStaff, ID: "a", Name: "Ana"}
	bo   = trip.Actor{Kind: trip.ByStaff, ID: "b", Name: "Bo"}
	milk = catalog.Ref{List: "products", Key: "4006381333931"}
	eggs = catalog.Ref{List: "products", Key: "7350001047294"}
)

func newShelf(t testing.TB) *shelf {
	s := &shelf{TB: t, clock: func() time.Time { return time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC) }, path: postgrestest.Place(t),
		files: head + "4006381333931,Milk,Leche,Meadow,399,each\n7350001047294,Eggs,Huevos,Hen,250,each\n"}
	s.open()
	t.Cleanup(func() { s.db.Close() })
	return s
}

func (s *shelf) open() {
	s.Helper()
	if s.db != nil {
		s.db.Close()
	}
	var err error
	if s.db, err = journal.OpenStore(s.path); err != nil {
		s.Fatal(err)
	}
	s.Catalogue, err = hub.OpenCatalogue(context.Background(), hub.CatalogueConfig{
		Format: catalog.Format{Currency: "USD"}, Records: s.db, Clock: func() time.Time { return s.clock() },
		Files: func() (catalog.Contents, error) {
			p := s.part(s.files)
			return p.Contents, p.Problems.Err()
		},
	})
	if err != nil {
		s.Fatal(err)
	}
}

func (s *shelf) part(csv string) *catalog.Part {
	return catalog.Read("list.csv", []byte(csv), catalog.Format{Currency: "USD", Lenient: true})
}

func (s *shelf) item(r catalog.Ref) catalog.Item {
	s.Helper()
	x, ok, err := s.db.CatalogueItem(context.Background(), r)
	if err != nil || !ok {
		s.Fatalf("%s: %v %v", r, ok, err)
	}
	return x
}

// edit changes one field as somebody who saw the entry as it is.
func (s *shelf) edit(by trip.Actor, r catalog.Ref, field, text string) {
	s.Helper()
	x := s.item(r)
	if _, err := s.Save(context.Background(), by, r, x.Version, r.With(x.Entry, field, text)); err != nil {
		s.Fatal(err)
	}
}

func (s *shelf) says(r catalog.Ref, field, want string) {
	s.Helper()
	x := s.item(r)
	if got := r.Get(x.Entry, field); got != want {
		s.Fatalf("%s %s is %q, want %q", r, field, got, want)
	}
}

func TestFileAndStaffLiveTogether(t *testing.T) {
	s := newShelf(t)
	s.edit(ana, milk, "price_cents", "429")
	s.files = strings.Replace(s.files, "Milk,Leche", "Whole milk,Leche entera", 1)
	if n, err := s.Reload(ctx, ana); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	s.says(milk, "price_cents", "429")
	s.says(milk, "name", "Whole milk")
	s.files = strings.Replace(s.files, "399", "389", 1)
	s.open() // merged at the start too
	s.says(milk, "price_cents", "429")
	d := s.Disputes()
	if len(d) != 1 || d[0].Field != "price_cents" || d[0].Was != "399" || d[0].File != "389" || d[0].Live != "429" || d[0].Source != catalog.FromFiles {
		t.Fatalf("%+v", d)
	}
	s.open() // and found again
	if len(s.Disputes()) != 1 {
		t.Fatalf("%+v", s.Disputes())
	}
	if n, err := s.Settle(ctx, bo, []hub.Verdict{{Source: catalog.FromFiles, Ref: milk, Field: "price_cents", TakeFile: true}}); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	s.says(milk, "price_cents", "389")
	s.open()
	if len(s.Disputes()) != 0 || s.item(milk).Changed {
		t.Fatalf("%+v %+v", s.Disputes(), s.item(milk))
	}
}

func TestAConflictKeptForStaffStaysQuiet(t *testing.T) {
	s := newShelf(t)
	s.edit(ana, milk, "price_cents", "429")
	s.files = strings.Replace(s.files, "399", "389", 1)
	if _, err := s.Reload(ctx, ana); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Settle(ctx, bo, []hub.Verdict{{Source: catalog.FromFiles, Ref: milk, Field: "price_cents"}}); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	s.open()
	s.says(milk, "price_cents", "429")
	if len(s.Disputes()) != 0 || !s.item(milk).Changed {
		t.Fatalf("%+v %+v", s.Disputes(), s.item(milk))
	}
	revs, n, err := s.db.Revisions(ctx, 0, 10)
	if err != nil || n != 3 || revs[0].Cause != catalog.Settled || revs[0].Who != "Bo" || revs[1].Cause != catalog.Edited || revs[1].Who != "Ana" {
		t.Fatalf("%+v %v", revs, err)
	}
}

func TestTwoPeopleEditOneProduct(t *testing.T) {
	s := newShelf(t)
	seen := s.item(milk)
	save := func(by trip.Actor, field, text string, version int64) (hub.Saved, error) {
		return s.Save(ctx, by, milk, version, milk.With(seen.Entry, field, text))
	}
	if _, err := save(ana, "price_cents", "429", seen.Version); err != nil {
		t.Fatal(err)
	}
	out, err := save(bo, "name", "Fresh milk", seen.Version)
	if err != nil || out.Merged != "Ana" {
		t.Fatalf("%+v %v", out, err)
	}
	s.says(milk, "price_cents", "429")
	s.says(milk, "name", "Fresh milk")
	var stale *hub.Stale
	if _, err = save(bo, "price_cents", "379", seen.Version); !errors.As(err, &stale) || stale.Who != "Bo" || stale.Conflicts[0].Live != "429" {
		t.Fatalf("%+v %v", stale, err)
	}
	s.says(milk, "price_cents", "429")
	now := s.item(milk)
	if _, err = s.Save(ctx, bo, milk, stale.Version, milk.With(now.Entry, "price_cents", "379")); err != nil {
		t.Fatal(err)
	}
	s.says(milk, "price_cents", "379")
}

func TestAnyRevisionIsRestored(t *testing.T) {
	s := newShelf(t)
	before := s.Current().Revision()
	at := s.Head()
	s.edit(ana, milk, "price_cents", "429")
	if _, err := s.Save(ctx, ana, eggs, s.item(eggs).Version, nil); err != nil {
		t.Fatal(err)
	}
	bread := catalog.Ref{List: "products", Key: "9520101011138"}
	e := bread.With(bread.With(bread.With(bread.With(nil, "gtin", bread.Key), "name", "Bread"), "price_cents", "199"), "sold_by", "each")
	if _, err := s.Save(ctx, ana, bread, 0, e); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Restore(ctx, bo, at, catalog.Ref{}); n != 3 || err != nil {
		t.Fatal(n, err)
	}
	f := s.Format()
	all, order := f.Entries(s.Current().Contents())
	slices.SortFunc(order, func(a, b catalog.Ref) int { return strings.Compare(a.Key, b.Key) })
	back, err := f.Contents(all, order)
	if err != nil || catalog.New(back).Revision() != before || len(order) != 2 {
		t.Fatalf("%v %v", order, err)
	}
	if n, err := s.Restore(ctx, bo, s.Head()-1, catalog.Ref{}); n != 3 || err != nil { // undone is redone
		t.Fatal(n, err)
	}
	s.says(milk, "price_cents", "429")
}

func TestAnImportTakesTheGoodRows(t *testing.T) {
	s := newShelf(t)
	s.edit(ana, eggs, "price_cents", "275")
	part := s.part(head + "4006381333931,Milk,Leche,Meadow,419,each\n7350001047294,Eggs,Huevos,Hen,260,each\n7350001047295,Bad,,,1,each\n9520101011138,Bread,Pan,Mill,199,each\n")
	in, err := s.Preview(ctx, part)
	if err != nil || len(in.Changes) != 2 || len(in.Conflicts) != 1 || in.Bad != 1 || len(in.Problems) != 1 || in.Problems[0].Line != 4 {
		t.Fatalf("%+v %v", in, err)
	}
	s.says(milk, "price_cents", "399") // a preview changes nothing
	if _, err := s.Import(ctx, bo, part); err != nil {
		t.Fatal(err)
	}
	s.says(milk, "price_cents", "419")
	s.says(eggs, "price_cents", "275")
	if d := s.Disputes(); len(d) != 1 || d[0].Source != catalog.FromImport || d[0].File != "260" {
		t.Fatalf("%+v", d)
	}
	s.open() // the files, read again, do not take the import back
	s.says(milk, "price_cents", "419")
	if again, err := s.Import(ctx, bo, part); err != nil || len(again.Changes) != 0 {
		t.Fatalf("%+v %v", again, err)
	}
	if d := s.Disputes(); len(d) != 1 {
		t.Fatalf("%+v", d)
	}
}

func TestWhatIsExportedImportsToNothing(t *testing.T) {
	s := newShelf(t)
	s.edit(ana, milk, "price_cents", "429")
	for _, name := range []string{"products.csv", "all.yaml"} {
		var b strings.Builder
		f := s.Format()
		err := f.WriteYAML(&b, s.Live())
		if name == "products.csv" {
			b.Reset()
			err = f.WriteCSV(&b, "products", s.Live())
		}
		if err != nil {
			t.Fatal(err)
		}
		in, err := s.Preview(ctx, catalog.Read(name, []byte(b.String()), f))
		if err != nil || len(in.Changes)+len(in.Conflicts)+len(in.Problems) != 0 {
			t.Errorf("%s: %+v %v", name, in, err)
		}
	}
}

func TestPlannedPricesComeAndLiftThemselves(t *testing.T) {
	s := newShelf(t)
	began := s.clock()
	plan := func(r catalog.Ref, price int64, from, until time.Duration) {
		p := catalog.Planned{Ref: r, Price: price, From: began.Add(from)}
		if until > 0 {
			p.Until = began.Add(until)
		}
		if err := s.Plan(ctx, ana, p); err != nil {
			t.Fatal(err)
		}
	}
	plan(milk, 299, time.Hour, 2*time.Hour)
	plan(eggs, 199, 90*time.Minute, 0)
	after := time.Duration(0)
	for _, step := range []struct {
		wait time.Duration
		want string
	}{{time.Hour, "3.99 2.50"}, {30 * time.Minute, "2.99 2.50"}, {30 * time.Minute, "2.99 1.99"}, {time.Hour, "3.99 1.99"}} {
		if after == 90*time.Minute {
			s.open() // plans outlive a restart
		}
		wait, err := s.Tick(ctx)
		if err != nil || wait != step.wait {
			t.Fatalf("after %v: the next in %v, %v; want %v", after, wait, err, step.wait)
		}
		var all []string
		for _, p := range s.Current().Products() {
			all = append(all, p.Price.Number())
		}
		if got := strings.Join(all, " "); got != step.want {
			t.Errorf("after %v: %q, want %q", after, got, step.want)
		}
		after += step.wait
		s.clock = func() time.Time { return began.Add(after) }
	}
	if left := s.Planned(); len(left) != 0 {
		t.Errorf("left over: %+v", left)
	}
	s.says(eggs, "price_cents", "199")
	s.says(milk, "price_cents", "399")
	revs, _, err := s.db.Revisions(ctx, 0, 1)
	if err != nil || revs[0].Cause != catalog.Scheduled || revs[0].Who != "Ana" {
		t.Errorf("%+v %v", revs, err)
	}
}

func TestWrongEditsChangeNothing(t *testing.T) {
	s := newShelf(t)
	head := s.Head()
	for _, c := range []struct {
		field, text, why string
	}{
		{"price_cents", "1.99", "not a whole number"}, {"price_cents", "-4", "below zero"}, {"name", "", "missing"},
		{"department", "toys", "no department"}, {"gtin", "4006381333932", "check digit"}, {"stop", "never", "neither recall"},
	} {
		x := s.item(milk)
		_, err := s.Save(ctx, ana, milk, x.Version, milk.With(x.Entry, c.field, c.text))
		var wrong *hub.Wrong
		if !errors.As(err, &wrong) || wrong.Faults[0].Field != c.field || !strings.Contains(wrong.Faults[0].Reason, c.why) {
			t.Errorf("%s %q: %v", c.field, c.text, err)
		}
	}
	if s.Head() != head {
		t.Error("a revision was made")
	}
	if err := s.Plan(ctx, ana, catalog.Planned{Ref: milk, Price: 0, From: s.clock()}); err == nil {
		t.Error("a price of nothing was planned")
	}
	if err := fmt.Sprint(s.Restore(ctx, ana, head, catalog.Ref{})); err != "0 <nil>" {
		t.Error(err)
	}
}
