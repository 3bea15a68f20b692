package evidence

// Action is what a decision does to the basket.
type Action string

// Actions of a Decision. Only the first three reach the trip.
const (
	Put    Action = "put"
	Take   Action = "take"
	Ask    Action = "ask"
	Ignore Action = "ignore"
)

// Candidate is one possible answer with its probability, 0 to 1.
type Candidate struct {
	Item Item    `json:"item"`
	P    float64 `json:"p"`
	// Label is what a code on the thing said, where one spoke for the item.
	Label *Label `json:"label,omitempty"`
}

// Step is a change of load: it began at At, was measured until Until, and is
// Grams ± SD (positive when load was added). A step is reported early with a
// wide SD and again, with the same ID, as it narrows; Settled marks the last
// report. Alternatives holds other readings of the same stretch of signal: two
// things within a second and a half, say. Hint names what a person or a
// hand would look like ("person", "lean", "bump"), empty for goods.
type Step struct {
	ID           int     `json:"id"`
	At           Millis  `json:"t_ms"`
	Until        Millis  `json:"until_ms"`
	Grams        float64 `json:"grams"`
	SD           float64 `json:"sd"`
	Settled      bool    `json:"settled"`
	Plateau      bool    `json:"plateau,omitempty"` // the load stood still at a level after the change; without it the platform still rings
	Moving       bool    `json:"moving,omitempty"`
	Withdrawn    bool    `json:"withdrawn,omitempty"` // it was no change after all: the load went back
	Hint         string  `json:"hint,omitempty"`
	Alternatives []Parts `json:"alternatives,omitempty"`
	Weight       Weight  `json:"weight,omitzero"` // indicated difference between two stable readings, less tare; zero until both were stable
	Tare         Weight  `json:"tare,omitzero"`   // that Weight leaves out
}

// Parts is one reading of a step as several masses put or taken one after
// another, with its probability.
type Parts struct {
	Grams []float64 `json:"grams"`
	P     float64   `json:"p"`
}

// CodeSeen is a code read by a camera or a scanner.
type CodeSeen struct {
	At        Millis  `json:"t_ms"`
	Source    string  `json:"source"` // the sensor's name
	Symbology string  `json:"symbology"`
	Text      string  `json:"text"`
	P         float64 `json:"p"` // how likely the reading is right; 1 for a strict reader
}

// LookSeen is how likely each product is, from how a moving thing looks.
type LookSeen struct {
	At         Millis      `json:"t_ms"`
	Source     string      `json:"source"`
	Candidates []Candidate `json:"candidates"`
	Flat       Item        `json:"flat,omitzero"`     // the best by geometry, zero where none was compared
	Inliers    int         `json:"inliers,omitempty"` // of it
	Second     int         `json:"second_inliers,omitempty"`
}

// Direction says which way a moving thing passed the rim.
type Direction string

// Directions of a Motion; DirectionUnknown when the camera cannot tell.
const (
	DirectionIn      Direction = "put"
	DirectionOut     Direction = "take"
	DirectionUnknown Direction = ""
)

// Motion is something moving under a camera.
type Motion struct {
	At        Millis    `json:"t_ms"`
	Source    string    `json:"source"`
	Direction Direction `json:"direction,omitempty"`
	Area      float64   `json:"area"` // of the frame, 0 to 1
}

// Decision is what fusion concludes about a change of load. Two things put at
// once are two decisions with one At. A decision may replace an earlier one,
// named by Revises. Answers names the question whose answer led to it, zero if
// none did.
type Decision struct {
	ID         int         `json:"id"`
	Revises    int         `json:"revises,omitempty"`
	Answers    int         `json:"answers,omitempty"`
	At         Millis      `json:"t_ms"`
	Decided    Millis      `json:"decided_ms"`
	Action     Action      `json:"action"`
	Direction  Action      `json:"direction"` // Put or Take, also when asking
	Item       Item        `json:"item,omitzero"`
	Quantity   int         `json:"quantity"`
	Grams      float64     `json:"grams"` // positive
	SD         float64     `json:"sd,omitempty"`
	Confidence float64     `json:"confidence"`
	Gate       string      `json:"gate"`
	Candidates []Candidate `json:"candidates,omitempty"` // up to three, best first; none means "show me again"
	Weight     Weight      `json:"weight,omitzero"`      // indicated net weight of the step, for goods sold by weight
	Tare       Weight      `json:"tare,omitzero"`        // that Weight leaves out
	Label      *Label      `json:"label,omitempty"`      // what the code on the thing said of it
	Because    Because     `json:"because,omitzero"`
}

// Because is the evidence kept with a decision so that staff, a test and a bug
// report can follow it.
type Because struct {
	Step   Step       `json:"step,omitzero"`
	Codes  []CodeSeen `json:"codes,omitempty"`
	Looks  []LookSeen `json:"looks,omitempty"`
	Motion []Motion   `json:"motion,omitempty"`
	Note   string     `json:"note,omitempty"`
	Flags  []string   `json:"flags,omitempty"` // "code-weight-mismatch", "no-weight", …: for the audit
}
