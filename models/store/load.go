package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/catalog/strict"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/evidence"
)

// Problem is one thing wrong, with its file, line, path and reason.
type Problem = catalog.Problem

// Errors is everything wrong with a store file and the files that it names.
type Errors = catalog.Problems

// Load reads a store file and its catalogue. Where anything is wrong the error
// is Errors, which holds all of it; the store and catalogue are then nil.
func Load(path string) (*Store, *catalog.Catalogue, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, Errors{{File: path, Reason: "cannot be read: " + reason(err)}}
	}
	l := &loader{path: path, dir: filepath.Dir(path)}
	var problems []strict.Problem
	problems, l.at = strict.Decode(src, &l.file)
	wrong := map[string]bool{}
	for _, p := range problems {
		l.problems = append(l.problems, Problem{File: path, Line: p.Line, Column: p.Column, Path: p.Path, Reason: p.Reason})
		wrong[p.Path] = true
	}
	l.wrong = wrong
	l.store()
	parts := l.parts()
	contents, between := catalog.Join(l.file.Currency, parts, l.references())
	l.problems = append(l.problems, between...)
	l.out.SaleHours = l.saleHours(contents.Departments)
	if len(l.problems) > 0 {
		return nil, nil, l.sorted(parts)
	}
	return l.out, catalog.New(contents), nil
}

type loader struct {
	path, dir string
	file      file
	at        *strict.Positions
	wrong     map[string]bool // paths that the decoder found wrong
	problems  Errors
	out       *Store
}

// add reports a problem at a path, unless the decoder did at it or above it.
func (l *loader) add(path, format string, args ...any) {
	for p := path; p != ""; {
		if l.wrong[p] {
			return
		}
		i := strings.LastIndexAny(p, ".[")
		p = p[:max(i, 0)]
	}
	p := l.at.Problem(path, fmt.Sprintf(format, args...))
	l.problems = append(l.problems, Problem{File: l.path, Line: p.Line, Column: p.Column, Path: p.Path, Reason: p.Reason})
}

// sorted orders problems by file, the store's first, and line.
func (l *loader) sorted(parts []*catalog.Part) Errors {
	order := map[string]int{l.path: 0}
	for i, p := range parts {
		order[p.File] = i + 1
	}
	slices.SortStableFunc(l.problems, func(a, b Problem) int {
		if a.File != b.File {
			return order[a.File] - order[b.File]
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return l.problems
}

// parts reads the files of the catalogue; their paths are relative to the
// store file's folder.
func (l *loader) parts() []*catalog.Part {
	var out []*catalog.Part
	format := catalog.Format{Currency: l.file.Currency, Location: l.location()}
	for i, name := range l.file.Catalogue.Files {
		path := filepath.Join(l.dir, name)
		src, err := os.ReadFile(path)
		if err != nil {
			l.add(fmt.Sprintf("catalogue.files[%d]", i), "%s cannot be read: %s", name, reason(err))
			continue
		}
		p := catalog.Read(path, src, format)
		l.problems = append(l.problems, p.Problems...)
		out = append(out, p)
	}
	return out
}

// coupons reads the master offer file, of which the ending of its name says
// what it is.
func (l *loader) coupons() coupon.Book {
	f := l.file.Coupons
	book := coupon.Book{Retailer: f.Retailer}
	if f.Retailer != "" && (strings.Trim(f.Retailer, "0123456789") != "" || len(f.Retailer) < 6 || len(f.Retailer) > 13) {
		l.add("manufacturers_coupons.retailer", "%.40q is not a GS1 company prefix or GLN: 6 to 13 digits", f.Retailer)
	}
	if f.MasterOffers == "" {
		return book
	}
	const at = "manufacturers_coupons.master_offers"
	read := coupon.ReadMasterJSON
	switch ext := strings.ToLower(filepath.Ext(f.MasterOffers)); ext {
	case ".json":
	case ".csv":
		read = coupon.ReadMasterCSV
	default:
		l.add(at, "%s ends in neither .json nor .csv", f.MasterOffers)
		return book
	}
	src, err := os.Open(filepath.Join(l.dir, f.MasterOffers))
	if err != nil {
		l.add(at, "%s cannot be read: %s", f.MasterOffers, reason(err))
		return book
	}
	defer src.Close()
	if book.Master, err = read(src); err != nil {
		l.add(at, "%s: %s", f.MasterOffers, err)
	}
	return book
}

// references says which names the store has. What could not be decoded at all
// takes any name, so that one slip is not reported a thousand times.
func (l *loader) references() (r catalog.References) {
	if taxes := l.file.Prices.Taxes; taxes != nil {
		r.TaxClass = func(class string) bool { _, ok := taxes[class]; return ok }
		r.Deposit = func(name string) bool { _, ok := l.file.Prices.Deposits[name]; return ok }
	}
	if plan := &l.file.Floor; len(plan.Zones) > 0 {
		r.Place = func(zone, shelf string) (bool, bool) {
			_, zoneKnown := plan.Zone(zone)
			s, ok := plan.Shelf(shelf)
			return zoneKnown, ok && s.Zone == zone
		}
	}
	if l.file.Catalogue.Pictures == "" {
		return r
	}
	entries, err := os.ReadDir(filepath.Join(l.dir, l.file.Catalogue.Pictures))
	if err != nil {
		l.add("catalogue.pictures", "%s cannot be read: %s", l.file.Catalogue.Pictures, reason(err))
		return r
	}
	there := map[string]bool{}
	for _, e := range entries {
		there[e.Name()] = true
	}
	r.Picture = func(name string) bool { return there[name] }
	return r
}

func (l *loader) location() *time.Location {
	if l.file.TimeZone.Location == nil {
		return time.UTC
	}
	return l.file.TimeZone.Location
}

// store checks what the decoder cannot and makes the Store.
func (l *loader) store() {
	l.check()
	f := &l.file
	s := &Store{
		Name: f.Name, Address: f.Address, Phone: f.Phone, Location: l.location(), Currency: f.Currency,
		Languages: f.Languages, WeightUnit: evidence.Unit(f.WeightUnit), PublicURL: strings.TrimSuffix(f.PublicURL, "/"), Records: f.Records, Events: f.Events, Chain: f.Chain, SignIn: f.SignIn, Fiscal: f.Fiscal,
		Mail: f.Mail, Payment: Payment{f.Payment.Provider, f.Payment.Options.YAML}, Floor: f.Floor, Capacity: f.Capacity,
		Recorder:    f.Recorder.filled(),
		Containers:  f.Containers,
		Codes:       l.codes(),
		Coupons:     l.coupons(),
		Recognition: l.recognition(),
		Policies:    f.Policies.policies(f.Currency),
		Prices:      f.Prices.prices(f.Currency, l.location()),
		File:        l.path, Pictures: filepath.Join(l.dir, f.Catalogue.Pictures),
	}
	s.Loyalty = l.loyalty(s.Codes)
	for _, h := range f.Hours {
		days := make([]time.Weekday, len(h.Days))
		for i, d := range h.Days {
			days[i] = time.Weekday(d)
		}
		s.Hours = append(s.Hours, Hours{days, int(h.Open), int(h.Close)})
	}
	for _, x := range f.Lanes {
		s.Lanes = append(s.Lanes, Lane{x.ID, x.Name, x.Kind == "dash", x.At, x.Code, x.AuditRate, x.Attended, x.Open, x.Carts})
	}
	for i, c := range f.Carts {
		cart := Cart{ID: c.ID, Number: c.Number}
		for j, x := range c.Sensors {
			line, _ := l.at.Of(fmt.Sprintf("carts[%d].sensors[%d]", i, j))
			cart.Sensors = append(cart.Sensors, Sensor{x.Kind, x.Role, x.Name, x.Type, x.Options.YAML, line})
		}
		s.Carts = append(s.Carts, cart)
	}
	l.out = s
}
