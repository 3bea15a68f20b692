package scale

import (
	"bytes"
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver/serial"
)

// lines understands scales that stream a line for each reading: the 22-byte and
// 10-byte formats of CAS and the 18-byte format of A&D ("ST,GS,…,  1.234 kg",
// from the indicators' manuals), and the bare "1.234 kg" of many others. Net
// weights are taken as they come: a tare of the scale's own shifts all readings
// alike, and changes of load are what counts.
type lines struct {
	unit string
	emit func(evidence.ScaleReading)
}

func newLines(o SerialOptions, emit func(evidence.ScaleReading)) serial.Decoder {
	return lines{o.Unit, emit}
}

// Next takes one line.
func (l lines) Next(waiting []byte) (serial.Step, error) {
	line, used := cutLine(waiting)
	if used == 0 {
		return serial.Step{}, nil
	}
	r, ok := l.read(string(line))
	if ok {
		l.emit(r)
	}
	return serial.Step{Used: used, Good: ok}, nil
}

// read understands one line; false for garbage.
func (l lines) read(line string) (evidence.ScaleReading, bool) {
	var r evidence.ScaleReading
	head, rest, fields := strings.Cut(line, ",")
	mass := line
	if fields {
		switch strings.TrimSpace(head) {
		case "ST":
			r.Status = evidence.ScaleStable
		case "US":
			r.Status = evidence.ScaleMotion
		case "OL":
			return unread(true), true
		default:
			return r, false
		}
		kind, after, _ := strings.Cut(rest, ",")
		if kind != "GS" && kind != "NT" {
			return r, false
		}
		mass = after[strings.LastIndexByte(after, ',')+1:]
	}
	g, err := parseMass(mass, l.unit)
	r.Grams = g
	return r, err == nil
}

// cutLine returns the first line that is complete and how many bytes it takes
// with the CR and LF around it; zero while it is not complete.
func cutLine(waiting []byte) (line []byte, used int) {
	start := 0
	for start < len(waiting) && (waiting[start] == '\r' || waiting[start] == '\n') {
		start++
	}
	end := bytes.IndexAny(waiting[start:], "\r\n")
	if end < 0 {
		return nil, start
	}
	return waiting[start : start+end], start + end + 1
}
