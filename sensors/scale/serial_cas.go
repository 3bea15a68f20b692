package scale

import (
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver/serial"
)

// The control characters by which a CAS PD-II is asked (its manual, 3.1.6,
// type 6): ENQ, and when it acknowledged, DC1.
const (
	casEnquiry = "\x05"
	casAck     = 0x06
	casWeight  = "\x11"
	stx        = 0x02
	etx        = 0x03
)

// cas understands "SOH STX status sign weight unit BCC ETX EOT", where BCC is
// the exclusive or of all from status to unit. The weight has six characters, or
// seven where a model sends the point besides.
type cas struct{ emit func(evidence.ScaleReading) }

func newCAS(_ SerialOptions, emit func(evidence.ScaleReading)) serial.Decoder { return cas{emit} }

// Next takes an acknowledgement or a weight, and skips what is neither.
func (c cas) Next(waiting []byte) (serial.Step, error) {
	if waiting[0] == casAck {
		return serial.Step{Used: 1, Reply: []byte(casWeight)}, nil
	}
	if waiting[0] != stx {
		n := 1
		for n < len(waiting) && waiting[n] != stx && waiting[n] != casAck {
			n++
		}
		return serial.Step{Used: n}, nil
	}
	for _, b := range waiting[1:min(len(waiting), 11)] {
		if b < ' ' { // no block holds it: the STX was noise
			return serial.Step{Used: 1}, nil
		}
	}
	for _, w := range []int{6, 7} {
		// status, sign, weight and unit, then BCC and ETX
		body := 2 + w + 2
		if len(waiting) < 1+body+2 {
			return serial.Step{}, nil
		}
		block := waiting[1 : 1+body]
		if waiting[1+body+1] != etx || waiting[1+body] != xor(block) {
			continue
		}
		ok := c.read(block[0], block[1], string(block[2:2+w]), string(block[2+w:]))
		return serial.Step{Used: 1 + body + 2, Good: ok}, nil
	}
	return serial.Step{Used: 1}, nil // not what it looked like; go on behind it
}

// read understands a block whose check character was right.
func (c cas) read(status, sign byte, weight, unit string) bool {
	if sign == 'F' || strings.Contains(weight, "F") {
		c.emit(unread(true))
		return true
	}
	if sign != ' ' && sign != '-' && sign != '+' {
		return false
	}
	g, err := parseMass(strings.TrimSpace(string(sign)+strings.TrimSpace(weight)+unit), "")
	if err != nil || status != 'S' && status != 'U' {
		return false
	}
	r := evidence.ScaleReading{Grams: g, Status: evidence.ScaleStable}
	if status == 'U' {
		r.Status = evidence.ScaleMotion
	}
	c.emit(r)
	return true
}

// xor is the block check character.
func xor(b []byte) (sum byte) {
	for _, x := range b {
		sum ^= x
	}
	return sum
}
