package scale

import (
	"errors"
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver/serial"
)

// Commands of the Mettler Toledo Standard Interface Command Set, levels 0 and
// 1 (reference manual 11780711): the weight at once, and at once and then on and on.
const (
	sicsOnce   = "SI\r\n"
	sicsStream = "SIR\r\n"
)

// sics understands the answers "S S 100.00 g" (stable), "S D …" (dynamic),
// "S +" and "S -" (out of range) and "S I" (not now).
type sics struct {
	stream bool
	emit   func(evidence.ScaleReading)
}

func newSICS(stream bool) func(SerialOptions, func(evidence.ScaleReading)) serial.Decoder {
	return func(_ SerialOptions, emit func(evidence.ScaleReading)) serial.Decoder { return sics{stream, emit} }
}

// Next takes one line.
func (s sics) Next(waiting []byte) (serial.Step, error) {
	line, used := cutLine(waiting)
	if used == 0 || line == nil {
		return serial.Step{Used: used}, nil
	}
	step := serial.Step{Used: used}
	words := strings.Fields(string(line))
	switch {
	case len(words) == 0:
	case words[0] == "ES":
		return step, errors.New("the scale does not know the command; does it speak SICS?")
	case words[0] == "I4" && s.stream:
		step.Reply = []byte(sicsStream) // it was switched on just now, and forgot what it was asked
	case words[0] == "S" && len(words) == 2 && (words[1] == "+" || words[1] == "-"):
		s.emit(unread(words[1] == "+"))
		step.Good = true
	case words[0] == "S" && len(words) == 2 && words[1] == "I":
		step.Good = true // it is busy: balancing itself, say
	case words[0] == "S" && len(words) == 4 && (words[1] == "S" || words[1] == "D"):
		g, err := parseMass(words[2]+" "+words[3], "")
		if err != nil {
			break
		}
		r := evidence.ScaleReading{Grams: g, Status: evidence.ScaleStable}
		if words[1] == "D" {
			r.Status = evidence.ScaleMotion
		}
		s.emit(r)
		step.Good = true
	}
	return step, nil
}
