package catalog

import (
	"slices"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// OfferKind says what an offer gives.
type OfferKind string

// Kinds of offers.
const (
	// OfferNFor is Quantity things for Price together; with OtherQuantity
	// things of the other group beside them where that is named.
	OfferNFor OfferKind = "n-for"
	// OfferBuyGet is Percent off Get things for each Quantity bought: the
	// cheapest of all of them, or things of the other group where that is named.
	OfferBuyGet OfferKind = "buy-get"
	// OfferPrice is each for Price, which by weight is that of the legal unit.
	OfferPrice OfferKind = "price"
	// OfferAmount and OfferPercent are off each.
	OfferAmount  OfferKind = "amount"
	OfferPercent OfferKind = "percent"
	// OfferThreshold is Amount or Percent off all of its goods together once
	// they cost Minimum before offers; where another group is named, Percent
	// off Get things of that: a gift at 100%, which does not count for Minimum.
	OfferThreshold OfferKind = "threshold"
)

// Group is goods that belong together; whatever is in one of the lists.
type Group struct {
	GTINs       []gs1.GTIN `json:"gtins,omitempty"`
	PLUs        []gs1.PLU  `json:"plus,omitempty"`
	Departments []string   `json:"departments,omitempty"`
	Brands      []string   `json:"brands,omitempty"`
}

// Empty reports whether no list names anything.
func (g Group) Empty() bool {
	return len(g.GTINs)+len(g.PLUs)+len(g.Departments)+len(g.Brands) == 0
}

// Holds reports whether a thing of these codes, department and brand belongs.
func (g Group) Holds(gtin gs1.GTIN, plu gs1.PLU, department, brand string) bool {
	return !gtin.IsZero() && slices.Contains(g.GTINs, gtin) || !plu.IsZero() && slices.Contains(g.PLUs, plu) ||
		department != "" && slices.Contains(g.Departments, department) || brand != "" && slices.Contains(g.Brands, brand)
}

// Offer is a reduction that needs no coupon. Whatever is in one of its lists
// belongs to it. A thing counts for one offer, whichever are best together,
// beside those that say Combine.
type Offer struct {
	ID            string       `json:"id"`
	Name          string       `json:"name"`
	NameES        string       `json:"name_es,omitempty"`
	Kind          OfferKind    `json:"kind"`
	GTINs         []gs1.GTIN   `json:"gtins,omitempty"`
	PLUs          []gs1.PLU    `json:"plus,omitempty"`
	Departments   []string     `json:"departments,omitempty"`
	Brands        []string     `json:"brands,omitempty"`
	Everything    bool         `json:"everything,omitempty"` // instead of lists: the whole basket
	Other         Group        `json:"other,omitzero"`
	Quantity      int          `json:"quantity,omitempty"`
	OtherQuantity int          `json:"other_quantity,omitempty"`
	Get           int          `json:"get,omitempty"`
	Price         money.Amount `json:"price,omitzero"`
	Amount        money.Amount `json:"amount,omitzero"`
	Percent       money.Rate   `json:"percent,omitzero"`
	Minimum       money.Amount `json:"minimum,omitzero"`
	Limit         int          `json:"limit,omitempty"`       // times a trip, zero for any
	PerShopper    int          `json:"per_shopper,omitempty"` // trips in which one shopper may have it
	Budget        money.Amount `json:"budget,omitzero"`       // once all shoppers together saved so much, it is over
	Members       bool         `json:"members,omitempty"`     // for shoppers with an account or a loyalty card
	// Combine says that it is given on top of other offers and of coupons, off
	// what is left to pay; a threshold that does not say so excludes the other
	// thresholds, of which the best is given.
	Combine bool      `json:"combine,omitempty"`
	Days    []string  `json:"days,omitempty"`  // mon … sun, none for all
	Hours   string    `json:"hours,omitempty"` // 16:00-18:00, empty for all
	From    time.Time `json:"from,omitzero"`
	Until   time.Time `json:"until,omitzero"`
}

// Named returns the name in a language.
func (o Offer) Named(lang string) string { return named(o.Name, o.NameES, lang) }

// Group returns the goods that belong to it, without the other group.
func (o Offer) Group() Group { return Group{o.GTINs, o.PLUs, o.Departments, o.Brands} }

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// On reports whether the offer is given at an instant in the store's time zone.
func (o Offer) On(now time.Time) bool {
	if !o.From.IsZero() && now.Before(o.From) || !o.Until.IsZero() && !now.Before(o.Until) {
		return false
	}
	if len(o.Days) > 0 && !slices.Contains(o.Days, weekdays[now.Weekday()]) {
		return false
	}
	if o.Hours == "" {
		return true
	}
	from, until, ok := hoursOf(o.Hours)
	at := now.Hour()*60 + now.Minute()
	return ok && from <= at && at < until
}

// hoursOf reads 16:00-18:00 as minutes after midnight; 24:00 is the midnight
// after.
func hoursOf(s string) (from, until int, ok bool) {
	a, b, found := strings.Cut(s, "-")
	from, okFrom := minutesOf(a)
	until, okUntil := minutesOf(b)
	return from, until, found && okFrom && okUntil && from < until
}

func minutesOf(s string) (int, bool) {
	if s == "24:00" {
		return 24 * 60, true
	}
	t, err := time.Parse("15:04", s)
	return t.Hour()*60 + t.Minute(), err == nil && len(s) == 5
}
