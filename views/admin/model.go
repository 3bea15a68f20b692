// Package admin draws the staff's pages from plain values.
package admin

import (
	"net/url"
	"time"

	"github.com/a-h/templ"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/floor"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/views/words"
)

// Frame is what stands around every page: who works here and where they are.
type Frame struct {
	Store   string
	Lang    string // en or es
	Path    string // of this page, with what is asked of it
	Title   string
	At      string // the path of the section, for the menu
	Who     string
	Role    string
	Waiting int  // requests for help
	Chain   bool // this is a head office
	Notice  string
	Problem string
	May     func(action string) bool
}

// Can reports whether the signed-in person may do an action.
func (f Frame) Can(action string) bool { return f.May != nil && f.May(action) }

// T is a sentence in the reader's language.
func (f Frame) T(key string, args ...any) string { return words.T(f.Lang, key, args...) }

// Money writes an amount as readers of the page's language expect.
func (f Frame) Money(a money.Amount) string { return a.Format(words.Locale(f.Lang)) }

// Cart is one cart as staff see it.
type Cart struct {
	ID, Number  string
	Phase       string
	Why         string
	Shopper     string
	Lines       int
	Total       string
	Battery     float64
	Charging    bool
	Hot         bool // its computer is warmer than the store allows
	Help        string
	Taken       string
	HelpAt      time.Time
	Place       string
	At          floor.Point
	Readings    map[string]string // in words, by the kind of sensor
	Sensors     []evidence.Health
	Questions   int
	Trip        string // under way or the last
	Open        bool   // the trip is under way
	Online      bool
	Version     string     // of the software on it, empty where it has not said
	Differs     bool       // that is not the version of the store's program
	Temperature string     // of its computer
	TooHot      string     // the limit that it is above
	Recorded    bool       // its recording can be had from here
	Asked       []Question // of the shopper, and not answered yet
	Shelve      []Shelved
	Joins       bool    // a machine may join as it
	Basket      *Basket // what staff may decide about, nil where nothing can be changed
}

// Shelved is something of an abandoned cart that staff put back.
type Shelved struct {
	Name, Brand, Size, Picture string
	Much                       string // how many, or the weight
	Cold                       bool
	Zone, Shelf                string // its place; empty for what no catalogue holds
}

// Page is the address of the cart's own page.
func (c Cart) Page() templ.SafeURL { return templ.SafeURL("/admin/carts/" + url.PathEscape(c.ID)) }

// Busy reports whether somebody uses the cart.
func (c Cart) Busy() bool { return c.Open || c.Phase == "reserved" || c.Phase == "unloading" }

// Down counts sensors that do not work.
func (c Cart) Down() (n int) {
	for _, s := range c.Sensors {
		if s.State == evidence.HealthDown {
			n++
		}
	}
	return n
}

// Needs says in a word why the cart needs a person, empty if it does not.
func (c Cart) Needs() string {
	switch {
	case c.Help != "":
		return "help"
	case len(c.Shelve) > 0:
		return "shelve"
	case c.Phase == "out_of_service":
		return "out of service"
	case c.Down() > 0:
		return "sensor"
	case c.Battery > 0 && c.Battery < 15 && !c.Charging:
		return "battery"
	case c.Hot:
		return "hot"
	}
	return ""
}

// Lane is one lane as staff see it.
type Lane struct {
	ID, Name string
	Dash     bool
	Open     bool
	Attended bool
	Checked  string // the share of carts checked at random, in percent
	Gate     bool
	Carts    []string
	Paired   map[string]bool
	At       floor.Point
	Code     string
}

// Floor is the home page.
type Floor struct {
	Plan  *floor.Plan
	Carts []Cart
	Lanes []Lane
}

// Waiting lists the carts that need a person, those who called first.
func (f Floor) Waiting() []Cart {
	var calls, rest []Cart
	for _, c := range f.Carts {
		switch {
		case c.Help != "":
			calls = append(calls, c)
		case c.Needs() != "":
			rest = append(rest, c)
		}
	}
	return append(calls, rest...)
}

// Field is one field of a form with what is wrong with it.
type Field struct {
	Name, Label, Value, Kind, Hint, Error string
	Options                               []Option
}

// Option is one choice of a field.
type Option struct{ Value, Label string }

// Form is a form with its fields; Action is where it is sent.
type Form struct {
	Action string
	Submit string
	Back   string
	Fields []Field
}

// Table is a list that keeps its search, filter, order and page in the
// address.
type Table struct {
	Path    string
	Query   string
	Filter  string
	Sort    string
	Page    int
	Pages   int
	Total   int
	Filters []Option
}

// RoleRow is one row of the table of who may do what.
type RoleRow struct {
	Action, Label string
	Roles         map[string]bool
}
