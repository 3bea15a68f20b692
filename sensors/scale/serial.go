package scale

import (
	"context"
	"fmt"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver"
	"github.com/dashcart/dashcart/sensors/driver/serial"
)

// SerialOptions are those of a scale of type serial.
type SerialOptions struct {
	serial.Options `yaml:",inline"`
	Protocol       string        `yaml:"protocol,omitempty"` // lines (default), sics, nci or cas
	Poll           bool          `yaml:"poll,omitempty"`     // ask for each reading, where the scale could also stream
	Every          time.Duration `yaml:"every,omitempty"`    // between polls, 100ms unless said otherwise
	Silence        time.Duration `yaml:"silence,omitempty"`  // without a reading the scale has failed, 3s unless said otherwise
	Unit           string        `yaml:"unit,omitempty"`     // of lines that name none: kg, g, lb or oz
}

// dialect is how one protocol asks, and what it understands.
type dialect struct {
	greet, poll string
	decode      func(o SerialOptions, emit func(evidence.ScaleReading)) serial.Decoder
}

// dialects by protocol; the second of each pair serves poll: true. A protocol
// without a streaming form is always polled.
var dialects = map[string][2]dialect{
	"lines": {{decode: newLines}, {}},
	"sics":  {{greet: sicsStream, decode: newSICS(true)}, {poll: sicsOnce, decode: newSICS(false)}},
	"nci":   {{poll: nciWeight, decode: newNCI}, {poll: nciWeight, decode: newNCI}},
	"cas":   {{poll: casEnquiry, decode: newCAS}, {poll: casEnquiry, decode: newCAS}},
}

// serialScale is a scale at a serial port.
type serialScale struct {
	o SerialOptions
	d dialect
}

// Serial makes the driver of a scale at a serial port.
func Serial(_ string, raw []byte) (Source, error) {
	o := SerialOptions{Protocol: "lines", Every: 100 * time.Millisecond, Silence: 3 * time.Second}
	if err := driver.Options(raw, &o); err != nil {
		return nil, err
	}
	var err error
	if o.Options, err = o.Options.Checked(); err != nil {
		return nil, err
	}
	both, ok := dialects[o.Protocol]
	d := both[0]
	if o.Poll {
		d = both[1]
	}
	switch {
	case !ok:
		return nil, fmt.Errorf("protocol: %q is none of lines, sics, nci, cas", o.Protocol)
	case d.decode == nil:
		return nil, fmt.Errorf("poll: the protocol %q is streamed only", o.Protocol)
	case o.Unit != "" && massUnits[o.Unit] == 0:
		return nil, fmt.Errorf("unit: %q is none of kg, g, lb, oz", o.Unit)
	case o.Every < time.Millisecond || o.Silence <= o.Every:
		return nil, fmt.Errorf("every (%v) must be at least 1ms, and silence (%v) longer than it", o.Every, o.Silence)
	}
	return serialScale{o, d}, nil
}

// Run emits what the scale says, at the time that it came.
func (s serialScale) Run(ctx context.Context, emit func(evidence.ScaleReading)) error {
	began := time.Now()
	t := serial.Talk{Greet: []byte(s.d.greet), Every: s.o.Every, Silence: s.o.Silence}
	if s.d.poll != "" {
		t.Poll = []byte(s.d.poll)
	}
	return t.Run(ctx, s.o.Options, s.d.decode(s.o, func(r evidence.ScaleReading) {
		r.At = evidence.Millis(time.Since(began).Milliseconds())
		emit(r)
	}))
}
