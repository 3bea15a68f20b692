package fusion

import "github.com/dashcart/dashcart/models/evidence"

// Event is one piece of evidence in time; at most one field beside At is set.
// An Event with none lets time pass to At. Events come in time order; one that
// comes late is taken as if it came now.
type Event struct {
	At     evidence.Millis
	Step   *evidence.Step
	Code   *evidence.CodeSeen
	Look   *evidence.LookSeen
	Faint  *Faint
	Motion *evidence.Motion
	Input  *evidence.Input
	// Scanned says of Code that the shopper read it with a scanner, on purpose;
	// a camera reads whatever passes.
	Scanned bool
	// Watching says that a camera sent a frame at At, so that its silence about a step means something.
	Watching bool
	// Rest, if set, is the load at a moment of rest.
	Rest *Rest
}

// Rest is the load of a still platform, in grams since its zero.
type Rest struct{ Grams, SD float64 }

// Good is what fusion must know of one kind of goods. Grams is the mean mass of
// one and SD its spread; both zero where nothing is known yet. ByWeight goods
// may weigh anything.
type Good struct {
	Item      evidence.Item
	Grams, SD float64
	ByWeight  bool
	Family    string // goods of one family, such as siblings of one brand, are easily confused
	Labelled  bool   // each has a label of its own, without which it has no price: only a code names it
	Precise   bool   // looks alone are known to name it rightly (by cross-validation)
	Siblings  string // goods of one name here cost the same and may stand for one another; empty: none may
}

// Settings are the store's choices. The zero value means the defaults.
type Settings struct {
	ScanWait     evidence.Millis // how long a scanned code waits for its weight (default 8 s)
	DecideWithin evidence.Millis // after the load first stood still (default 400 ms)
	Doubt        evidence.Millis // how long a step that no camera saw waits before it is asked about (default 2.2 s)
	MinPosterior float64         // of the gates that rest on it (default 0.95)
	AskTogether  float64         // of the best three, to ask which of them it is; else it is shown again (default 0.05)
	Gates        []string        // the gates in force; none means all
	MaxQuantity  int             // of one product in one step (default 3)
	Read         Reader          // what codes stand for; nil reads GTINs and nothing else
}

// Reader tells what a code's text stands for, false for what is no code of goods.
// It must answer the same for the same text while a recording is replayed.
type Reader func(symbology, text string) (Stands, bool)

// Stands is what a code stands for. A zero Item is a code of goods that must
// not be sold by; Barred says that not even the thing itself may be sold.
type Stands struct {
	Item   evidence.Item
	Label  *evidence.Label
	Barred bool
}

func (s Settings) filled() Settings {
	def := func(v *evidence.Millis, d evidence.Millis) {
		if *v <= 0 {
			*v = d
		}
	}
	def(&s.ScanWait, 8000)
	def(&s.DecideWithin, 400)
	def(&s.Doubt, 2200)
	if s.MinPosterior <= 0 {
		s.MinPosterior = 0.95
	}
	if s.AskTogether <= 0 {
		s.AskTogether = 0.05
	}
	if s.MaxQuantity <= 0 {
		s.MaxQuantity = 3
	}
	return s
}
