// Package cart draws the touchscreen: one screen for each state of cart and
// trip, in the language of the shopper.
package cart

import (
	"fmt"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/floor"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
	"github.com/dashcart/dashcart/views/words"
)

// Screen is everything one drawing of the touchscreen shows.
type Screen struct {
	Cart, Number, Store string
	Lang                string
	Unit                string // of the store's scales, for unit prices
	Owner               bool   // may be touched here
	Now                 State
	Tab                 string // which tab is open over the basket: produce, coupons, list, map, help, pay
	Query, Category     string
	Key                 string // makes the touches of this drawing repeatable
	QR                  string // SVG path of the code to show
	QRSize              int
	Tiles               []Tile
	Picked              *Tile // produce chosen, not yet announced
	Plan                *Plan
	Next                *Next
	Lanes               []Lane
	Containers          []Container // to weigh in
	Bag                 pricing.Fee // what one of the store's bags costs, where they do
	Handover            string      // SVG path of the cashier's code
	HandSize            int
	Correct             int // the line that is being corrected, 0 for none
	Attendant           *Attendant
	Spares              []Spare
}

// State is the part of Screen that the cart itself says.
type State struct {
	trip.State
	Receipt     pricing.Receipt
	Weight      evidence.Indication
	Notice      evidence.Notice
	Noticed     pricing.Line // the thing the notice speaks of
	Power       evidence.PowerReading
	Fill        []float64
	Refusal     string
	Stopped     []catalog.Stopped // to be given back
	Closed      bool
	Online      bool
	Busy        bool
	Warn        string
	Unexplained float64 // grams on the scale that the basket does not hold; see shopping.Live
	Blind       bool    // a camera is down
	Container   bool    // the empty container of what was announced is to be put in
	Unwritten   bool    // the cart cannot write anything down: its disk is full
	Version     uint64
}

// Tile is produce to choose.
type Tile struct {
	PLU, Name, Price, Picture string
	Each                      bool
}

// Container is what loose goods may be weighed in.
type Container struct{ ID, Name string }

// Plan is the floor plan with the way to go.
type Plan struct {
	*floor.Plan
	Here, There floor.Point
	Way         []floor.Point
	To          string
	Metres      int
}

// Next is the next thing on the list.
type Next struct{ Text, Where, Picture string }

// Lane is a lane one may check out at.
type Lane struct {
	ID, Name, Code string
	Metres         int
	Here           bool // the cart stands in it
	Attended       bool // somebody of the staff is there
}

// T is a sentence in the screen's language.
func (s Screen) T(key string, args ...any) string { return words.T(s.Lang, key, args...) }

// Greeting greets by name; a guest has none.
func (s Screen) Greeting() string {
	if n := s.Trip().Shopper.Name; n != "" {
		return s.T("hi", n)
	}
	return s.T("welcome")
}

// Money writes an amount.
func (s Screen) Money(a money.Amount) string { return a.Format(words.Locale(s.Lang)) }

// Trip is the trip, never nil.
func (s Screen) Trip() trip.Trip {
	if s.Now.Trip == nil {
		return trip.Trip{}
	}
	return *s.Now.Trip
}

// Name is a line's name in the screen's language.
func (s Screen) Name(l pricing.Line) string {
	if s.Lang == "es" && l.NameES != "" {
		return l.NameES
	}
	return l.Name
}

// Path is the touchscreen's own address with a tab open.
func (s Screen) Path(tab string) string {
	p := "/cart/" + s.Cart
	if tab != "" {
		p += "?tab=" + tab
	}
	return p
}

// Live is the address of the stream that keeps this drawing fresh.
func (s Screen) Live() string {
	p := "/cart/" + s.Cart + "/live?tab=" + s.Tab
	if s.Category != "" {
		p += "&cat=" + s.Category
	}
	if s.Query != "" {
		p += "&q=" + templEscape(s.Query)
	}
	if s.Picked != nil {
		p += "&plu=" + s.Picked.PLU
	}
	if s.Correct > 0 {
		p += fmt.Sprintf("&line=%d", s.Correct)
	}
	return p
}

// Do is the address of an action.
func (s Screen) Do(action string) string { return "/cart/" + s.Cart + "/do/" + action }

// Question is the open question to show, if any: the first not put off.
func (s Screen) Question() *trip.Question {
	t := s.Trip()
	for i := range t.Questions {
		if !t.Questions[i].Later {
			return &t.Questions[i]
		}
	}
	return nil
}

// asksAll reports that the open question offers goods and, since something was
// put in, also that it is the shopper's own.
func (s Screen) asksAll() bool {
	q := s.Question()
	return q != nil && len(q.Choices) > 0 && q.Direction != evidence.Take
}

// Unsettled counts questions that are still open, the put-off ones too.
func (s Screen) Unsettled() int {
	n := len(s.Trip().Questions)
	for _, l := range s.Trip().Lines {
		if l.Sold == pricing.SoldUnpriced {
			n++
		}
	}
	return n
}

// Mood is the voice of the panel: got, please, or nothing.
func (s Screen) Mood() string {
	switch {
	case s.Question() != nil, s.Trip().Announced != nil, s.Trip().Hold != nil, s.Full() >= 100, s.Now.Warn == "idle", s.Now.Refusal != "", s.Differs(), s.Now.Notice.Kind != "" && s.Now.Notice.Kind != evidence.NoticeResidual:
		return "please"
	case s.Now.Unwritten:
		return "please"
	case s.Trip().Just.Kind == "put", s.Trip().Just.Kind == "answered", s.Trip().Just.Kind == "coupon", s.Trip().Just.Kind == "loyalty", s.Trip().Just.Kind == "corrected":
		return "got"
	}
	return "quiet"
}

// tight reports that the panel has more to say than what happened last, which
// then gives up its large picture.
func (s Screen) tight() bool {
	return s.Next != nil || s.Now.Blind || s.Now.Unwritten || s.Full() >= 80 || s.Now.Warn != "" || s.Now.Refusal != "" || !s.Owner || s.Trip().Prefs.LargeText
}

// justWord is the key of what happened last.
func justWord(s Screen) string {
	switch s.Trip().Just.Kind {
	case "take":
		return "just-taken"
	case "corrected":
		return "just-corrected"
	}
	return "just-added"
}

func justIcon(s Screen) string {
	if s.Trip().Just.Kind == "take" {
		return "undo-2"
	}
	return "circle-check"
}

// JustPrice is what the thing just put in costs: of goods by weight, what was
// weighed comes first.
func (s Screen) JustPrice() string {
	l := s.Trip().Just.Line
	if l.Sold == pricing.SoldByWeight && !l.Weight.IsZero() {
		if cost, err := l.UnitPrice.ByWeight(l.Weight.Milli()); err == nil {
			return fmt.Sprintf("%s · %s", l.Weight, s.Money(cost))
		}
	}
	return s.Money(l.UnitPrice)
}

// FindingText is a finding of the audit in the screen's language; the
// attendant reads the details.
func (s Screen) FindingText(f trip.Finding) string {
	if key := "find-" + f.Kind; words.Has(key) {
		return s.T(key)
	}
	return f.Text
}

// Event names what the sound was made for, so that it sounds once.
func (s Screen) Event() string {
	id := 0
	if q := s.Question(); q != nil {
		id = q.ID
	}
	return fmt.Sprintf("%s-%d-%d-%s-%s", s.Mood(), s.Trip().Just.At.UnixMilli(), id, s.Now.Refusal, s.Now.Notice.Kind)
}

// Detail is the small print of a receipt line: size, count or weight.
func (s Screen) Detail(l pricing.ReceiptLine) string {
	switch {
	case l.Sold == pricing.SoldUnpriced:
		return s.T("unpriced")
	case l.Sold == pricing.SoldByWeight:
		return words.Weighed(s.Lang, l.Line, s.Money(l.UnitPrice))
	case l.Charge != "":
		return countOf(l)
	}
	text := countOf(l)
	if per := words.PerUnit(s.Lang, l.UnitPrice, l.Size, s.Unit); per != "" {
		text += " · " + per
	}
	return text
}

// countOf is a line's size, and how many there are of it where that is not one.
func countOf(l pricing.ReceiptLine) string {
	if l.Quantity > 1 {
		return fmt.Sprintf("%s  ×%d", l.Size, l.Quantity)
	}
	return l.Size
}

// LabelNote is what the label on the thing said of it, empty for most lines.
func (s Screen) LabelNote(l pricing.ReceiptLine) string { return words.LabelNote(s.Lang, l.Line) }

// HintFor is the offer that a line belongs to and nearly earns, and what is
// still missing for it.
func (s Screen) HintFor(line int) string {
	for _, h := range s.Now.Receipt.Hints {
		if h.Line == line {
			text := s.missing(h)
			if offer := h.Named(s.Lang); offer != "" {
				return offer + ": " + text
			}
			return text
		}
	}
	return ""
}

// missing says what is still to be bought for an offer.
func (s Screen) missing(h pricing.Hint) string {
	switch saves := h.Save.Sign() > 0; {
	case h.Missing > 0 && saves:
		return s.T("one-more", h.Missing, s.Money(h.Save))
	case h.Spend.Sign() > 0 && saves:
		return s.T("spend-more", s.Money(h.Spend), s.Money(h.Save))
	case h.Spend.Sign() > 0:
		return s.T("spend-for-gift", s.Money(h.Spend))
	}
	return s.T("goes-with")
}
