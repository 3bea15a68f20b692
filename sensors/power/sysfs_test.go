package power_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver/drivertest"
	"github.com/dashcart/dashcart/sensors/power"
)

// battery is a folder as Linux shows one.
func battery(t *testing.T, files map[string]string) power.Source {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := power.Sysfs("battery", []byte("path: "+dir+"\nevery: 1ms\n"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSysfsIsADriver(t *testing.T) {
	drivertest.Conform(t, drivertest.Driver[evidence.PowerReading]{
		New: func(t *testing.T) drivertest.Run[evidence.PowerReading] {
			return battery(t, map[string]string{"capacity": "87\n", "status": "Discharging\n"}).Run
		},
		Missing: func(t *testing.T) drivertest.Run[evidence.PowerReading] { return battery(t, nil).Run },
		At:      func(r evidence.PowerReading) evidence.Millis { return r.At },
	})
}

func TestSysfsSaysWhatLinuxKnows(t *testing.T) {
	for _, c := range []struct {
		capacity, status string
		want             evidence.PowerReading
		err              string
	}{
		{"87\n", "Discharging\n", evidence.PowerReading{Percent: 87}, ""},
		{"12\n", "Charging\n", evidence.PowerReading{Percent: 12, Charging: true}, ""},
		{"100\n", "Full\n", evidence.PowerReading{Percent: 100, Charging: true}, ""},
		{"\n", "Unknown\n", evidence.PowerReading{}, "capacity"},
		{"NaN", "Unknown\n", evidence.PowerReading{}, "capacity"},
		{"250", "Unknown\n", evidence.PowerReading{}, "capacity"},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		got := evidence.PowerReading{}
		err := battery(t, map[string]string{"capacity": c.capacity, "status": c.status}).Run(ctx, func(r evidence.PowerReading) { got = r; cancel() })
		cancel()
		got.At = 0
		if errors.Is(err, context.Canceled) {
			err = nil
		}
		if got != c.want || (c.err != "") != (err != nil && strings.Contains(err.Error(), c.err)) {
			t.Errorf("%q %q: %+v, %v; want %+v, %q", c.capacity, c.status, got, err, c.want, c.err)
		}
	}
}

// TestATemperatureComesWithTheCharge from a folder of its own, and a zone that
// is named and says nothing fails the look.
func TestATemperatureComesWithTheCharge(t *testing.T) {
	for _, c := range []struct {
		temp    string
		celsius float64
		ok      bool
	}{{"48250\n", 48.25, true}, {"-5000\n", -5, true}, {"0", 0, true}, {"", 0, false}, {"warm", 0, false}, {"999999999", 0, false}} {
		battery, zone := t.TempDir(), t.TempDir()
		for name, text := range map[string]string{filepath.Join(battery, "capacity"): "87\n", filepath.Join(battery, "status"): "Full\n", filepath.Join(zone, "temp"): c.temp} {
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		s, err := power.Sysfs("battery", []byte("path: "+battery+"\nthermal: "+zone+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		var got evidence.PowerReading
		err = s.Run(ctx, func(r evidence.PowerReading) { got = r; cancel() })
		cancel()
		if told := got.Thermal && got.Celsius == c.celsius; told != c.ok || !c.ok && err == nil {
			t.Errorf("%q: %+v, %v", c.temp, got, err)
		}
	}
}

func TestSysfsOptionsAreStrict(t *testing.T) {
	for _, raw := range []string{"file: x", "every: 0s", "every: often"} {
		if _, err := power.Sysfs("battery", []byte(raw)); err == nil {
			t.Errorf("%s was taken", raw)
		}
	}
}
