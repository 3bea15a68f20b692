package position

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver"
	"github.com/dashcart/dashcart/sensors/driver/serial"
)

// SerialOptions are those of a reader of beacons of type serial, which sends a
// line for each beacon that it hears. Line is a regular expression whose first
// group is the beacon's name, and whose second, if there is one, its strength;
// weaker beacons than Weakest do not count.
type SerialOptions struct {
	serial.Options `yaml:",inline"`
	Line           string  `yaml:"line,omitempty"`    // ^([0-9A-Za-z:_-]+)(?:[ ,](-?[0-9]+))?$ unless said otherwise
	Weakest        float64 `yaml:"weakest,omitempty"` // -70 (dBm) unless said otherwise
}

type serialReader struct {
	o    SerialOptions
	line *regexp.Regexp
}

// Serial makes the driver of a reader of beacons at a serial port.
func Serial(_ string, raw []byte) (Source, error) {
	o := SerialOptions{Line: `^([0-9A-Za-z:_-]+)(?:[ ,](-?[0-9]+))?$`, Weakest: -70}
	if err := driver.Options(raw, &o); err != nil {
		return nil, err
	}
	var err error
	if o.Options, err = o.Options.Checked(); err != nil {
		return nil, err
	}
	line, err := regexp.Compile(o.Line)
	if err != nil {
		return nil, fmt.Errorf("line: %w", err)
	}
	if n := line.NumSubexp(); n < 1 || n > 2 {
		return nil, errors.New("line: want one group that is the beacon's name, and perhaps a second that is its strength")
	}
	return serialReader{o, line}, nil
}

// Run emits each beacon at the time that its line ended.
func (s serialReader) Run(ctx context.Context, emit func(evidence.PositionReading)) error {
	began := time.Now()
	return serial.Talk{}.Run(ctx, s.o.Options, beacons{s, func(name string) {
		emit(evidence.PositionReading{At: evidence.Millis(time.Since(began).Milliseconds()), Kind: evidence.PositionBeacon, Value: name})
	}})
}

// beacons makes readings of lines.
type beacons struct {
	serialReader
	emit func(name string)
}

// Next takes one line; one that is not as expected is dropped.
func (b beacons) Next(waiting []byte) (serial.Step, error) {
	end := bytes.IndexAny(waiting, "\r\n")
	if end < 0 {
		return serial.Step{}, nil
	}
	step := serial.Step{Used: end + 1}
	m := b.line.FindSubmatch(waiting[:end])
	if m == nil {
		return step, nil
	}
	if len(m) == 3 && len(m[2]) > 0 {
		var strength float64
		if _, err := fmt.Sscan(string(m[2]), &strength); err != nil || strength < b.o.Weakest {
			return step, nil
		}
	}
	b.emit(string(m[1]))
	step.Good = true
	return step, nil
}
