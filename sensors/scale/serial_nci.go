package scale

import (
	"bytes"
	"errors"
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver/serial"
)

// nciWeight asks for the weight in the NCI standard protocol, SCP-01
// (Weigh-Tronix 8408-14788-01).
const nciWeight = "W\r"

// Bits of the status bytes. Bits 4 and 5 are always set, which tells a
// status byte from noise; bit 6 of all but the first says that one more follows.
const (
	nciAlways    = 0x30
	nciMotion    = 0x01 // of the first byte
	nciMemory    = 0x0c // of the first: RAM or EEPROM
	nciUnder     = 0x01 // of the second
	nciOver      = 0x02
	nciUnadapted = 0x0c // of the second: ROM or calibration
)

// nci understands "LF weight units CR LF status CR ETX".
type nci struct{ emit func(evidence.ScaleReading) }

func newNCI(_ SerialOptions, emit func(evidence.ScaleReading)) serial.Decoder { return nci{emit} }

// Next takes one answer, which ETX ends.
func (n nci) Next(waiting []byte) (serial.Step, error) {
	end := bytes.IndexByte(waiting, 0x03)
	if end < 0 {
		return serial.Step{}, nil
	}
	step := serial.Step{Used: end + 1}
	parts := strings.Split(string(waiting[:end]), "\n")
	if len(parts) >= 2 && strings.TrimRight(parts[len(parts)-1], "\r") == "?" {
		return step, errors.New("the scale does not know the command; does it speak NCI (SCP-01)?")
	}
	if len(parts) < 3 {
		return step, nil
	}
	status := []byte(strings.TrimSuffix(parts[len(parts)-1], "\r"))
	if len(status) < 2 || status[0]&nciAlways != nciAlways || status[1]&nciAlways != nciAlways {
		return step, nil
	}
	if status[0]&nciMemory != 0 || status[1]&nciUnadapted != 0 {
		return step, errors.New("the scale reports that its memory or its calibration is broken; it wants service")
	}
	r := evidence.ScaleReading{Status: evidence.ScaleStable}
	switch {
	case status[1]&nciOver != 0:
		r = unread(true)
	case status[1]&nciUnder != 0:
		r = unread(false)
	default:
		g, err := nciMass(strings.TrimSuffix(parts[len(parts)-2], "\r"))
		if err != nil {
			return step, nil
		}
		r.Grams = g
		if status[0]&nciMotion != 0 {
			r.Status = evidence.ScaleMotion
		}
	}
	n.emit(r)
	step.Good = true
	return step, nil
}

// nciMass reads "12.345lb" and "12lb 3.4oz".
func nciMass(s string) (float64, error) {
	pounds, ounces, both := strings.Cut(s, "lb ")
	if !both || strings.TrimSpace(ounces) == "" {
		return parseMass(s, "")
	}
	g, err := parseMass(pounds+"lb", "")
	if err != nil {
		return 0, err
	}
	o, err := parseMass(ounces, "")
	if strings.HasPrefix(strings.TrimSpace(pounds), "-") {
		o = -o
	}
	return g + o, err
}
