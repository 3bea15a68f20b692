package scanner

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver"
	"github.com/dashcart/dashcart/sensors/driver/serial"
)

// SerialOptions are those of a scanner of type serial, which sends a line for
// each code. Prefix and Suffix are what the scanner was set to put around a
// code besides CR or LF; lines without them are dropped.
type SerialOptions struct {
	serial.Options `yaml:",inline"`
	Prefix         string `yaml:"prefix,omitempty"`
	Suffix         string `yaml:"suffix,omitempty"`
}

// longestCode is beyond any code that a checkout meets.
const longestCode = 400

type serialScanner struct{ o SerialOptions }

// Serial makes the driver of a scanner at a serial port.
func Serial(_ string, raw []byte) (Source, error) {
	var o SerialOptions
	if err := driver.Options(raw, &o); err != nil {
		return nil, err
	}
	var err error
	if o.Options, err = o.Options.Checked(); err != nil {
		return nil, err
	}
	for name, s := range map[string]string{"prefix": o.Prefix, "suffix": o.Suffix} {
		if strings.ContainsAny(s, "\r\n") {
			return nil, fmt.Errorf("%s: CR and LF end a line anyway; leave them out", name)
		}
	}
	return serialScanner{o}, nil
}

// Run emits each code at the time that its line ended. A scanner may be silent
// for as long as nobody scans.
func (s serialScanner) Run(ctx context.Context, emit func(evidence.ScanReading)) error {
	began := time.Now()
	return serial.Talk{}.Run(ctx, s.o.Options, codeLines{s.o, func(r evidence.ScanReading) {
		r.At = evidence.Millis(time.Since(began).Milliseconds())
		emit(r)
	}})
}

// codeLines makes readings of lines.
type codeLines struct {
	o    SerialOptions
	emit func(evidence.ScanReading)
}

// Next takes one line. Lines that hold what no scanner sends are dropped: a
// wrong speed or parity must not become a code.
func (c codeLines) Next(waiting []byte) (serial.Step, error) {
	end := bytes.IndexAny(waiting, "\r\n")
	if end < 0 {
		return serial.Step{}, nil
	}
	step := serial.Step{Used: end + 1}
	line, pre := strings.CutPrefix(string(waiting[:end]), c.o.Prefix)
	line, post := strings.CutSuffix(line, c.o.Suffix)
	if pre && post && printed(line) {
		c.emit(identify(line))
		step.Good = true
	}
	return step, nil
}

// printed reports whether a line is what a code may hold: text, with the
// separator of GS1 element strings.
func printed(line string) bool {
	if line == "" || len(line) > longestCode {
		return false
	}
	for _, r := range line {
		if (r < ' ' || r == 0x7f || r == '\ufffd') && r != '\x1d' {
			return false
		}
	}
	return true
}
