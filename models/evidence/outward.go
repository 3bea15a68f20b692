package evidence

// Output is what the loop emits on its one outbound channel. Exactly one field
// is set.
type Output struct {
	Decision *Decision        `json:"decision,omitempty"`
	Code     *CodeSeen        `json:"code,omitempty"` // not goods: a coupon, a phone's token, a lane's marker
	Weight   *Indication      `json:"weight,omitempty"`
	Position *PositionReading `json:"position,omitempty"`
	Power    *PowerReading    `json:"power,omitempty"`
	Health   *Health          `json:"health,omitempty"`
	Notice   *Notice          `json:"notice,omitempty"`
}

// Indication is what the scale shows now. Net is Gross less what lay on the
// platform when weighing was announced, less tare. GramsTotal is the filtered
// load in grams and GramsSD its uncertainty: for audits and pages, never for a
// price. Empty says that the platform is empty and still.
type Indication struct {
	At         Millis      `json:"t_ms"`
	Scale      string      `json:"scale,omitempty"`
	Status     ScaleStatus `json:"status"`
	Gross      Weight      `json:"gross"`
	Net        Weight      `json:"net"`           // of the weighing under way, else the gross
	Tare       Weight      `json:"tare,omitzero"` // of its container, as it is taken off Net
	Weighing   bool        `json:"weighing,omitempty"`
	GramsTotal float64     `json:"grams_total"`
	GramsSD    float64     `json:"grams_sd"`
	Cells      []float64   `json:"cells,omitempty"`
	Empty      bool        `json:"empty"`
}

// HealthState is a sensor's.
type HealthState string

// States of a sensor under its supervisor.
const (
	HealthOK       HealthState = "ok"
	HealthDegraded HealthState = "degraded" // works, but covered, dirty, noisy
	HealthDown     HealthState = "down"
)

// Health is how one sensor fares; Err is the last error in words.
type Health struct {
	At       Millis      `json:"t_ms"`
	Sensor   string      `json:"sensor"` // its name in store.yaml
	Kind     string      `json:"kind"`   // scale, camera, scanner, position, power
	State    HealthState `json:"state"`
	Err      string      `json:"err,omitempty"`
	LastGood Millis      `json:"last_good_ms"`
	Restarts int         `json:"restarts"`
}

// NoticeKind names something the pipeline saw that is no decision.
type NoticeKind string

// Kinds of Notice.
const (
	NoticePerson   NoticeKind = "person"    // a load no product has, or one that moves by itself
	NoticeResidual NoticeKind = "residual"  // the scale and the basket differ at rest; Grams says by how much
	NoticeHand     NoticeKind = "hand"      // someone leans on the cart
	NoticeWaiting  NoticeKind = "waiting"   // a code was scanned and waits for its weight; Code says which
	NoticeNoWeight NoticeKind = "noweight"  // a scanned code whose weight never came: the shopper may confirm
	NoticePastBest NoticeKind = "past-best" // what was put in is past its best-before day
	NoticeShowMe   NoticeKind = "unread"    // something passed that nothing could read
)

// Notice is told to the shopper calmly and changes no basket.
type Notice struct {
	At    Millis     `json:"t_ms"`
	Kind  NoticeKind `json:"kind"`
	Grams float64    `json:"grams,omitempty"`
	SD    float64    `json:"sd,omitempty"`
	Item  Item       `json:"item,omitzero"`
	Label *Label     `json:"label,omitempty"` // of the code that it is about
}
