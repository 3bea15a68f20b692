// Package lane decides, without doing anything, whether a cart may pay by
// itself: which carts a lane takes and what an attendant must look at first.
package lane

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
)

// Kinds of findings.
const (
	FindWeight   = "weight"
	FindQuestion = "question"
	FindAge      = "age"
	FindUnpriced = "unpriced"
	FindCapacity = "capacity"
	FindDisputed = "disputed"
	FindFlagged  = "flagged"
	FindRandom   = "random"
	FindAmount   = "amount"
	FindOwn      = "own"
)

// Load is what the scale says at the freeze: grams with the standard
// deviation of that figure.
type Load struct {
	Grams, SD float64
	Stable    bool
}

// Rules of the audit. Sigmas is how many standard deviations of the expected
// mass the measured one may be off, MinGrams what is never looked at, Random
// the share of carts checked anyway. FullAt is the fill from which someone
// looks, Limit the total from which someone looks too, none when it is zero.
// OwnGrams is what shoppers may say on the way to be their own: a coat, a bag.
// Draw is a number in [0, 1) drawn for this trip; it is kept with the audit by
// its outcome.
type Rules struct {
	Sigmas   float64
	MinGrams float64
	Random   float64
	FullAt   float64
	OwnGrams float64
	Draw     float64
	Limit    money.Amount
}

// DefaultRules are those of a store that names none: at 3.5 standard
// deviations and 15 g an honest basket of 30 lines is stopped about once in
// two thousand trips by its weight.
func DefaultRules() Rules { return Rules{Sigmas: 3.5, MinGrams: 15, FullAt: 1.1, OwnGrams: 2000} }

// Audit compares what the scale says with what the trip's lines explain, each
// by its own measured mass, and lists what an attendant must decide about it
// and about the total.
func Audit(t *trip.Trip, total money.Amount, load Load, fill []float64, r Rules, now time.Time) trip.Audit {
	a := trip.Audit{Measured: load.Grams, At: now, Random: r.Draw < r.Random}
	variance := load.SD * load.SD
	a.Expected = t.Own
	for _, l := range t.Lines {
		a.Expected += l.Grams
		variance += l.SD * l.SD
	}
	a.SD = math.Sqrt(variance)
	add := func(f trip.Finding) {
		f.ID = len(a.Findings) + 1
		a.Findings = append(a.Findings, f)
	}
	// A question that is open explains its own mass: it is asked about as a
	// question, not again as a difference of weight.
	for _, q := range t.Questions {
		grams := q.Grams
		if q.Direction == "take" {
			grams = -grams
		}
		a.Expected += grams
		add(trip.Finding{Kind: FindQuestion, Text: fmt.Sprintf("Something of %.0f g was never settled", q.Grams), Grams: grams})
	}
	if off := a.Measured - a.Expected; math.Abs(off) > math.Max(r.MinGrams, r.Sigmas*a.SD) {
		add(trip.Finding{Kind: FindWeight, Text: fmt.Sprintf("The scale shows %+.0f g against the list", off), Grams: off})
	}
	if t.Disputed != 0 {
		add(trip.Finding{Kind: FindDisputed, Text: fmt.Sprintf("The shopper says that %.0f g is not in the cart", math.Abs(t.Disputed)), Grams: t.Disputed})
	}
	if r.OwnGrams > 0 && t.OwnLater > r.OwnGrams {
		add(trip.Finding{Kind: FindOwn, Text: fmt.Sprintf("The shopper says that %.0f g put in on the way is theirs", t.OwnLater), Grams: t.OwnLater})
	}
	for _, l := range t.Lines {
		lineFindings(l, func(f trip.Finding) {
			if f.Kind == FindAge && t.Age != nil && t.Age.Age >= l.AgeLimit {
				f.Resolved, f.Staff, f.Reason = true, t.Age.Staff, "proof of age seen on the way"
			}
			add(f)
		})
	}
	for _, f := range fill {
		if r.FullAt > 0 && f > r.FullAt {
			add(trip.Finding{Kind: FindCapacity, Text: fmt.Sprintf("The bags are at %.0f%%", 100*f)})
			break
		}
	}
	if c, err := total.Cmp(r.Limit); r.Limit.Sign() > 0 && (err != nil || c > 0) {
		add(trip.Finding{Kind: FindAmount, Text: fmt.Sprintf("The total is above %s", r.Limit.Format("en-US"))})
	}
	if a.Random {
		add(trip.Finding{Kind: FindRandom, Text: "A check at random"})
	}
	return a
}

func lineFindings(l pricing.Line, add func(trip.Finding)) {
	if l.Sold == pricing.SoldUnpriced {
		add(trip.Finding{Kind: FindUnpriced, Line: l.ID, Text: fmt.Sprintf("An item of %.0f g has no price", l.Grams), Grams: l.Grams})
	}
	if l.AgeLimit > 0 {
		add(trip.Finding{Kind: FindAge, Line: l.ID, Text: fmt.Sprintf("%s: the shopper must be %d", l.Name, l.AgeLimit)})
	}
	for _, f := range []string{pricing.FlagMismatch, pricing.FlagNoWeight} {
		if slices.Contains(l.Flags, f) {
			add(trip.Finding{Kind: FindFlagged, Line: l.ID, Text: l.Name + ": " + flagText(f), Grams: l.Grams})
		}
	}
}

func flagText(f string) string {
	if f == pricing.FlagMismatch {
		return "its weight is not what its code says"
	}
	return "scanned, and too light or too big to weigh"
}

// Carry keeps what an attendant decided in an earlier audit of the same trip:
// a finding of the same kind, line and (to 10 g) mass stays resolved.
func Carry(a trip.Audit, before *trip.Audit) trip.Audit {
	if before == nil {
		return a
	}
	a.Findings = slices.Clone(a.Findings)
	for i, f := range a.Findings {
		for _, old := range before.Findings {
			if old.Resolved && old.Kind == f.Kind && old.Line == f.Line && math.Abs(old.Grams-f.Grams) <= 10 {
				a.Findings[i].Resolved, a.Findings[i].Staff, a.Findings[i].Reason = true, old.Staff, old.Reason
			}
		}
	}
	return a
}

// Takes reports whether a lane that is paired with carts takes this one; a
// lane paired with none takes all.
func Takes(paired []string, cart string) bool {
	return len(paired) == 0 || slices.Contains(paired, cart)
}

// State is what staff made of a lane. Where they said nothing of an attendant
// or of the share of carts checked at random (0 to 1), both are nil and the
// store file counts.
type State struct {
	Open      bool
	Paired    []string
	Attended  *bool
	AuditRate *float64
}
