package evidence

import "image"

// Millis is an instant or a span in milliseconds on the loop's clock.
type Millis int64

// Tick lets time pass to At without a reading.
type Tick struct{ At Millis }

// ScaleStatus is what a scale says of its own reading.
type ScaleStatus string

// The states a scale indicates.
const (
	ScaleStable ScaleStatus = "stable"
	ScaleMotion ScaleStatus = "motion"
	ScaleOver   ScaleStatus = "over"
	ScaleUnder  ScaleStatus = "under"
	ScaleFault  ScaleStatus = "fault"
)

// ScaleReading is one sample of a scale: the gross load in grams since its
// last zero. Status is empty where the device does not tell. Cells holds the
// grams of each load cell (front left, front right, rear left, rear right)
// where the device tells them apart.
type ScaleReading struct {
	At     Millis      `json:"t_ms"`
	Scale  string      `json:"scale,omitempty"`
	Grams  float64     `json:"grams"`
	Status ScaleStatus `json:"status,omitempty"`
	Cells  []float64   `json:"cells,omitempty"`
}

// Frame is one picture of a camera, cropped to the basket. Image may be empty
// (0x0), never nil. File names the picture where it came from a recording.
// Encoded is the JPEG that Image was decoded from, where it is at hand.
type Frame struct {
	At      Millis
	Camera  string
	Image   image.Image
	File    string
	Encoded []byte
}

// ScanReading is one line of a scanner, as it read it.
type ScanReading struct {
	At        Millis `json:"t_ms"`
	Scanner   string `json:"scanner,omitempty"` // its name
	Symbology string `json:"symbology,omitempty"`
	Text      string `json:"text"`
}

// PositionKind says how a position was sensed.
type PositionKind string

// How a cart may learn where it is.
const (
	PositionMarker PositionKind = "marker" // a code fixed to a place, seen by camera or scanner
	PositionBeacon PositionKind = "beacon"
	PositionZone   PositionKind = "zone" // a zone's name, from a locating system
)

// PositionReading says that the cart is at a marker, a beacon or a zone.
type PositionReading struct {
	At    Millis       `json:"t_ms"`
	Kind  PositionKind `json:"kind"`
	Value string       `json:"value"`
}

// PowerReading is the state of the battery; Percent is 0 to 100. Celsius is
// how warm the cart's computer is, where Thermal says that something measures
// it.
type PowerReading struct {
	At       Millis  `json:"t_ms"`
	Percent  float64 `json:"percent"`
	Charging bool    `json:"charging"`
	Thermal  bool    `json:"thermal,omitempty"`
	Celsius  float64 `json:"celsius,omitempty"`
}
