package scale

import (
	"math"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver/drivertest"
)

func TestHIDReports(t *testing.T) {
	for name, c := range map[string]struct {
		in     []byte
		grams  float64
		status evidence.ScaleStatus
		bad    bool
	}{
		"stable, grams":           {[]byte{3, 4, 2, 0, 0xf4, 0x01}, 500, evidence.ScaleStable, false},
		"stable, tenths of ounce": {[]byte{3, 4, 11, 0xff, 0x64, 0}, 283.49523125, evidence.ScaleStable, false},
		"in motion, pounds":       {[]byte{3, 3, 12, 0xfe, 0xfa, 0x00}, 2.5 * 453.59237, evidence.ScaleMotion, false},
		"zero":                    {[]byte{3, 2, 2, 0, 0, 0}, 0, evidence.ScaleStable, false},
		"under zero":              {[]byte{3, 5, 2, 0, 7, 0}, -7, evidence.ScaleUnder, false},
		"overload":                {[]byte{3, 6, 3, 0, 40, 0}, 40000, evidence.ScaleOver, false},
		"four bytes":              {[]byte{3, 4, 1, 0, 0x40, 0x42, 0x0f, 0}, 1000, evidence.ScaleStable, false},
		"fault":                   {[]byte{3, 1, 0, 0, 9, 9}, 0, evidence.ScaleFault, false},
		"wants calibration":       {[]byte{3, 7, 2, 0, 0, 0}, 0, "", true},
		"wants its zero":          {[]byte{3, 8, 2, 0, 0, 0}, 0, "", true},
		"unknown status":          {[]byte{3, 99, 2, 0, 0, 0}, 0, "", true},
		"unknown unit":            {[]byte{3, 4, 99, 0, 1, 0}, 0, "", true},
		"absurd":                  {[]byte{3, 4, 2, 100, 1, 0}, 0, "", true},
		"half a report":           {[]byte{3, 4, 2}, 0, "", true},
	} {
		r, err := hidReading(c.in)
		if (err != nil) != c.bad || err == nil && (math.Abs(r.Grams-c.grams) > 1e-6 || r.Status != c.status) {
			t.Errorf("%s: %+v, %v; want %g g, %s", name, r, err, c.grams, c.status)
		}
	}
}

func FuzzHIDReport(f *testing.F) {
	f.Add([]byte{3, 4, 2, 0, 0xf4, 0x01})
	f.Add([]byte{3, 5, 11, 0x80, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := hidReading(b); err == nil && (math.IsNaN(r.Grams) || math.Abs(r.Grams) > heaviest || r.Status == "") {
			t.Errorf("%x is %+v", b, r)
		}
	})
}

func TestHIDIsADriver(t *testing.T) {
	made := func(t *testing.T, path string) drivertest.Run[evidence.ScaleReading] {
		s, err := HID("platform", []byte("path: "+path))
		if err != nil {
			t.Fatal(err)
		}
		return s.Run
	}
	report := make([]byte, longestReport) // as long as a read, so that a pipe keeps reports apart
	copy(report, []byte{3, 4, 2, 0, 0xf4, 0x01})
	drivertest.Conform(t, drivertest.Driver[evidence.ScaleReading]{
		New:     func(t *testing.T) drivertest.Run[evidence.ScaleReading] { return made(t, drivertest.Device(t, report)) },
		Missing: func(t *testing.T) drivertest.Run[evidence.ScaleReading] { return made(t, "/dev/no-such-hidraw") },
		At:      func(r evidence.ScaleReading) evidence.Millis { return r.At },
	})
	for _, raw := range []string{"", "path: x\nreport: 300", "port: x"} {
		if _, err := HID("platform", []byte(raw)); err == nil {
			t.Errorf("%q was taken", raw)
		}
	}
}
