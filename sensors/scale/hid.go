package scale

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver"
)

// HIDOptions are those of a scale of type hid: a USB scale of usage page 0x8D
// (HID Point of Sale Usage Tables 1.02, chapter 4), read through hidraw.
type HIDOptions struct {
	Path   string `yaml:"path"`             // such as /dev/hidraw0
	Report uint8  `yaml:"report,omitempty"` // number of the scale data report, 3 unless said otherwise
}

type hidScale struct{ o HIDOptions }

// HID makes the driver of a USB scale.
func HID(_ string, raw []byte) (Source, error) {
	o := HIDOptions{Report: 3}
	if err := driver.Options(raw, &o); err != nil {
		return nil, err
	}
	if o.Path == "" {
		return nil, errors.New("path is missing: name the device, such as /dev/hidraw0")
	}
	return hidScale{o}, nil
}

// longestReport is beyond any report of a scale.
const longestReport = 64

// Run emits each scale data report. The device sends them as it weighs.
func (s hidScale) Run(ctx context.Context, emit func(evidence.ScaleReading)) error {
	began := time.Now()
	return driver.Messages(ctx, s.o.Path, longestReport, nil, func(b []byte) error {
		if len(b) == 0 || b[0] != s.o.Report {
			return nil // of attributes, limits or statistics
		}
		r, err := hidReading(b)
		r.At = evidence.Millis(time.Since(began).Milliseconds())
		if err == nil {
			emit(r)
		}
		return err
	})
}

// hidUnits are the grams of the units by the number that a report gives.
var hidUnits = map[byte]float64{1: .001, 2: 1, 3: 1000, 4: .2, 6: .06479891, 7: 1.55517384, 8: 1e6, 9: 907184.74, 10: 31.1034768, 11: 28.349523125, 12: 453.59237}

// hidStates are what the status byte says of the weight. Those that are not here are no weight at all.
var hidStates = map[byte]evidence.ScaleStatus{1: evidence.ScaleFault, 2: evidence.ScaleStable, 3: evidence.ScaleMotion, 4: evidence.ScaleStable, 5: evidence.ScaleUnder, 6: evidence.ScaleOver}

// hidReading reads a scale data report: its number, status, unit, the power of
// ten that scales the weight, and the weight, two or four bytes, low one first.
func hidReading(b []byte) (r evidence.ScaleReading, err error) {
	if len(b) < 6 {
		return r, fmt.Errorf("a report of %d bytes, too short for a weight; is report the number of the scale data report?", len(b))
	}
	switch b[1] {
	case 7:
		return r, errors.New("the scale asks to be calibrated")
	case 8:
		return r, errors.New("the scale asks to be zeroed again: empty it and press its zero key")
	}
	state, known := hidStates[b[1]]
	if !known {
		return r, fmt.Errorf("the report's status is %d, which the standard does not name", b[1])
	}
	count := float64(binary.LittleEndian.Uint16(b[4:]))
	if len(b) >= 8 {
		count = float64(binary.LittleEndian.Uint32(b[4:]))
	}
	unit, known := hidUnits[b[2]]
	if !known && state != evidence.ScaleFault {
		return r, fmt.Errorf("the report's unit is %d, which is none of mass", b[2])
	}
	r = evidence.ScaleReading{Status: state, Grams: count * math.Pow10(int(int8(b[3]))) * unit}
	if state == evidence.ScaleUnder {
		r.Grams = -r.Grams // the weight is given without its sign
	}
	if state == evidence.ScaleFault || r.Grams == 0 {
		r.Grams = 0
	}
	if math.Abs(r.Grams) > heaviest {
		return r, fmt.Errorf("the report's weight of %.3g g is beyond any cart", r.Grams)
	}
	return r, nil
}
