package journal

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// figuresStep makes what lists and reports read: each trip's own figures, the
// words that find it, and sums over quarters of an hour that are kept up as
// events come in. A report then reads a few thousand rows of its period,
// however many events there are.
var figuresStep = Migration{"figures", []string{
	`ALTER TABLE trips ADD COLUMN shopper_id TEXT NOT NULL DEFAULT ''`,
	`ALTER TABLE trips ADD COLUMN training INTEGER NOT NULL DEFAULT 0`,
	`ALTER TABLE trips ADD COLUMN minor INTEGER NOT NULL DEFAULT 0`,
	`ALTER TABLE trips ADD COLUMN corrections INTEGER NOT NULL DEFAULT 0`,
	`ALTER TABLE trips ADD COLUMN helps INTEGER NOT NULL DEFAULT 0`,
	`ALTER TABLE trips ADD COLUMN help_at INTEGER NOT NULL DEFAULT 0`,
	`ALTER TABLE trips ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0`,
	`ALTER TABLE trips ADD COLUMN lane TEXT NOT NULL DEFAULT ''`,
	`ALTER TABLE trips ADD COLUMN lane_at INTEGER NOT NULL DEFAULT 0`,
	`ALTER TABLE trips ADD COLUMN loss INTEGER NOT NULL DEFAULT 0`,
	`CREATE INDEX trips_status ON trips (status, started)`,
	`CREATE INDEX trips_shopper ON trips (shopper_id, started)`,
	`CREATE INDEX trips_asked ON trips (started) WHERE questions > 0`,
	`CREATE INDEX trips_corrected ON trips (started) WHERE corrections > 0`,
	`CREATE INDEX trips_helped ON trips (started) WHERE helps > 0`,
	`CREATE INDEX trips_refunded ON trips (started) WHERE refunded > 0`,
	`CREATE INDEX trips_training ON trips (started) WHERE training > 0`,
	`CREATE INDEX receipts_at ON receipts (at)`,
	`CREATE TABLE trip_words (word TEXT NOT NULL, started INTEGER NOT NULL, trip TEXT NOT NULL, PRIMARY KEY (word, started, trip)) WITHOUT ROWID`,
	`CREATE INDEX trip_words_trip ON trip_words (trip)`,
	`CREATE TABLE figures (metric TEXT NOT NULL, quarter INTEGER NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, minor INTEGER NOT NULL, PRIMARY KEY (metric, quarter, key)) WITHOUT ROWID`,
}}

// figuresKeyStep finds the sums of one thing without reading those of all. It
// holds all that is asked for: else SQLite reads the period of every thing.
var figuresKeyStep = Migration{"figures by key", []string{`CREATE INDEX figures_key ON figures (metric, key, quarter, n, minor)`}}

// Names of the sums. A key tells what of; n counts, and minor is an amount in
// minor units unless the name says milliseconds.
const (
	figSales      = "sales"      // by department: things and net amount
	figBasket     = "basket"     // by size of the basket: trips and totals
	figTrips      = "trips"      // by how they ended
	figDecided    = "decided"    // by put or take: decisions of the senses
	figAsked      = "asked"      // by gate: questions
	figCorrected  = "corrected"  // by who: corrections of a line
	figConfused   = "confused"   // by "was>is", two items' codes
	figRecognised = "recognised" // by item's code: put into the basket without a question
	figAnswered   = "answered"   // by item's code: chosen when asked
	figHelped     = "helped"     // by reason: calls; milliseconds until somebody went
	figCoupon     = "coupon"     // by code: times and amounts
	figOffer      = "offer"      // by offer: times and amounts
	figLane       = "lane"       // by lane: carts; milliseconds from entering to leaving
	figFinding    = "finding"    // by kind: what the audit found
	figLoss       = "loss"       // by kind: estimated loss
)

// Quarter is the number of the quarter of an hour that an instant lies in:
// every time zone in use is a whole number of them from UTC.
func Quarter(t time.Time) int64 { return t.Unix() / 900 }

// tally adds to the sums, in the transaction that keeps the event.
type tally struct {
	tx *gorm.DB
	at time.Time
}

func (f tally) add(metric, key string, n, minor int64) error {
	return f.tx.Exec(`INSERT INTO figures (metric, quarter, key, n, minor, change) VALUES (?, ?, ?, ?, ?, (SELECT COALESCE(MAX(change), 0) + 1 FROM figures))
		ON CONFLICT (metric, quarter, key) DO UPDATE SET n = figures.n + excluded.n, minor = figures.minor + excluded.minor, change = excluded.change`, metric, Quarter(f.at), key, n, minor).Error
}

// tripRow is what the sums need to know of a trip.
type tripRow struct {
	ID, ShopperID, Lane     string
	Training                bool
	Started, HelpAt, LaneAt int64
}

// count adds what an event means to its trip's figures and to the sums. A
// training trip is found by its words, and counted nowhere.
func count(tx *gorm.DB, cart string, r trip.Record) error {
	if r.Trip == "" {
		return nil
	}
	if e, ok := r.Event.(trip.TripLinked); ok {
		return words(tx, r.Trip, nanos(r.At), e.Shopper.Name, cart, r.Trip)
	}
	var row tripRow
	if err := tx.Raw(`SELECT id, shopper_id, lane, training, started, help_at, lane_at FROM trips WHERE id = ?`, r.Trip).Scan(&row).Error; err != nil {
		return err
	}
	f := tally{tx, r.At}
	set := func(q string, args ...any) error {
		return tx.Exec(`UPDATE trips SET `+q+` WHERE id = ?`, append(args, r.Trip)...).Error
	}
	if err := f.own(set, row, r); err != nil || row.Training {
		return err
	}
	return f.sums(row, r)
}

// own keeps the trip's own figures.
func (f tally) own(set func(string, ...any) error, row tripRow, r trip.Record) error {
	switch e := r.Event.(type) {
	case trip.LineReplaced:
		if e.Kind == "corrected" || e.Kind == "adjusted" {
			return set(`corrections = corrections + 1`)
		}
	case trip.LineTaken:
		if e.Kind == "adjusted" || e.Kind == "not_in_cart" {
			return set(`corrections = corrections + 1`)
		}
	case trip.EffectReverted:
		return set(`corrections = corrections + 1`)
	case trip.HelpAsked:
		return set(`helps = helps + 1, help_at = ?`, nanos(r.At))
	case trip.HelpTaken, trip.HelpEnded:
		return set(`help_at = 0`)
	case trip.LaneEntered:
		return set(`lane = ?, lane_at = ?`, e.Lane, nanos(r.At))
	case trip.AuditDone:
		return set(`loss = ?`, estimate(e.Audit, e.Receipt))
	case trip.ReceiptIssued:
		if err := words(f.tx, r.Trip, row.Started, e.Receipt.Number); err != nil {
			return err
		}
		for _, l := range e.Receipt.Lines {
			if err := words(f.tx, r.Trip, row.Started, code(l.Item)); err != nil {
				return err
			}
		}
		return set(`minor = ?`, e.Receipt.Total.Minor())
	}
	return nil
}

// sums adds to the store's.
func (f tally) sums(row tripRow, r trip.Record) error {
	switch e := r.Event.(type) {
	case trip.LinePut:
		return f.put(e)
	case trip.LineTaken:
		if e.Evidence != nil {
			return f.add(figDecided, "take", 1, 0)
		}
	case trip.QuestionAsked:
		gate := ""
		if e.Evidence != nil {
			gate = e.Evidence.Gate
		}
		return f.add(figAsked, gate, 1, 0)
	case trip.EffectReverted:
		return f.add(figCorrected, string(r.Actor.Kind), 1, 0)
	case trip.LineReplaced:
		return f.replaced(r, e)
	case trip.HelpAsked:
		return f.add(figHelped, e.Help.Reason, 1, 0)
	case trip.HelpTaken:
		if row.HelpAt != 0 {
			return f.add(figHelped, "", 0, (nanos(r.At)-row.HelpAt)/int64(time.Millisecond))
		}
	case trip.AuditDone:
		for _, x := range e.Audit.Findings {
			if err := f.add(figFinding, x.Kind, 1, 0); err != nil {
				return err
			}
		}
	case trip.ReceiptIssued:
		return f.sold(e.Receipt)
	case trip.TripReleased:
		if err := f.add(figTrips, "released", 1, 0); err != nil {
			return err
		}
		return f.leftLane(row, r)
	case trip.TripHandedOver:
		if err := f.add(figTrips, "handed_over", 1, 0); err != nil {
			return err
		}
		return f.leftLane(row, r)
	case trip.TripAbandoned:
		return f.add(figTrips, "abandoned", 1, 0)
	}
	return nil
}

func (f tally) leftLane(row tripRow, r trip.Record) error {
	var loss int64
	if err := f.tx.Raw(`SELECT loss FROM trips WHERE id = ?`, r.Trip).Scan(&loss).Error; err != nil {
		return err
	}
	if loss > 0 {
		if err := f.add(figLoss, "unexplained", 1, loss); err != nil {
			return err
		}
	}
	if row.LaneAt == 0 {
		return nil
	}
	return f.add(figLane, row.Lane, 1, (nanos(r.At)-row.LaneAt)/int64(time.Millisecond))
}

// put counts how a thing came into the basket: by the senses or by an answer.
func (f tally) put(e trip.LinePut) error {
	switch {
	case e.Evidence != nil:
		if err := f.add(figDecided, "put", 1, 0); err != nil {
			return err
		}
		return f.add(figRecognised, code(e.Line.Item), 1, 0)
	case e.Kind == "answered":
		return f.add(figAnswered, code(e.Line.Item), 1, 0)
	}
	return nil
}

// replaced counts a correction, and what was taken for what.
func (f tally) replaced(r trip.Record, e trip.LineReplaced) error {
	if e.Kind != "corrected" && e.Kind != "adjusted" {
		return nil
	}
	if err := f.add(figCorrected, string(r.Actor.Kind), 1, 0); err != nil || e.Kind != "corrected" {
		return err
	}
	was, err := lineBefore(f.tx, r, e.Line.ID)
	if err != nil || was == e.Line.Item {
		return err
	}
	return f.add(figConfused, code(was)+">"+code(e.Line.Item), 1, 0)
}

// lineBefore is what a line was of before an event.
func lineBefore(tx *gorm.DB, r trip.Record, line int) (was evidence.Item, err error) {
	var rows []struct{ Kind, Data string }
	if err := tx.Raw(`SELECT kind, data FROM trip_events WHERE trip = ? AND at <= ? AND seq < ? AND kind IN ('LinePut', 'LineReplaced') ORDER BY at, seq`, r.Trip, nanos(r.At), r.Seq).Scan(&rows).Error; err != nil {
		return was, err
	}
	for _, x := range rows {
		e, err := trip.Decode(x.Kind, []byte(x.Data))
		if err != nil {
			return was, err
		}
		switch e := e.(type) {
		case trip.LinePut:
			if e.Line.ID == line {
				was = e.Line.Item
			}
		case trip.LineReplaced:
			if e.Line.ID == line {
				was = e.Line.Item
			}
		}
	}
	return was, nil
}

// sold counts a receipt.
func (f tally) sold(r pricing.Receipt) error {
	things := 0
	for _, l := range r.Goods() {
		things += l.Quantity
		if err := f.add(figSales, l.Department, int64(l.Quantity), l.Net.Minor()); err != nil {
			return err
		}
		for _, d := range l.Discounts {
			if d.Source == "offer" {
				if err := f.add(figOffer, d.Name, 1, d.Amount.Minor()); err != nil {
					return err
				}
			}
		}
	}
	for _, k := range r.Coupons {
		if k.Reason == "" {
			if err := f.add(figCoupon, k.Code, 1, k.Amount.Minor()); err != nil {
				return err
			}
		}
	}
	return f.add(figBasket, size(things), 1, r.Total.Minor())
}

// size names the class of a basket by the number of things in it.
func size(things int) string {
	for _, top := range []int{1, 5, 10, 20, 40} {
		if things <= top {
			return fmt.Sprintf("%03d", top)
		}
	}
	return "999"
}

// estimate is what the mass that no line explains may be worth, at the
// basket's own price by weight: no more than a hint, since what was not
// recognised has no price.
func estimate(a trip.Audit, r pricing.Receipt) int64 {
	over, grams := a.Measured-a.Expected-2*a.SD, 0.0
	for _, l := range r.Lines {
		grams += l.Grams
	}
	if over <= 0 || grams <= 0 {
		return 0
	}
	return int64(over / grams * float64(r.Subtotal.Minor()))
}

// code is an item's code as text, a PLU or a GTIN; empty for what nobody knows.
func code(i evidence.Item) string {
	if !i.PLU.IsZero() {
		return i.PLU.String()
	}
	if !i.GTIN.IsZero() {
		return i.GTIN.String()
	}
	return ""
}

// words notes what a trip is found by.
func words(tx *gorm.DB, id string, started int64, texts ...string) error {
	for _, text := range texts {
		for _, w := range split(text) {
			if err := tx.Exec(`INSERT INTO trip_words (word, started, trip) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, w, started, id).Error; err != nil {
				return err
			}
		}
	}
	return nil
}

// split cuts a text into words of letters and digits in lower case; a number
// is found with and without its leading zeros.
func split(text string) []string {
	list := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if whole := strings.ToLower(strings.TrimSpace(text)); len(list) > 1 {
		list = append(list, whole) // cart-1, as it is written
	}
	for _, w := range list {
		if n, err := strconv.ParseUint(w, 10, 64); err == nil && strconv.FormatUint(n, 10) != w {
			list = append(list, strconv.FormatUint(n, 10))
		}
	}
	return list
}
