package power

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver"
)

// SysfsOptions are those of a battery of type sysfs: one that Linux knows
// (Documentation/ABI/testing/sysfs-class-power).
type SysfsOptions struct {
	Path  string        `yaml:"path,omitempty"`  // its folder, /sys/class/power_supply/BAT0 unless said otherwise
	Every time.Duration `yaml:"every,omitempty"` // between looks, 10s unless said otherwise
	// Thermal is the folder of a thermal zone, such as
	// /sys/class/thermal/thermal_zone0 (sysfs-class-thermal), whose temperature
	// is read with the charge; none unless it is said.
	Thermal string `yaml:"thermal,omitempty"`
}

type sysfs struct{ o SysfsOptions }

// Sysfs makes the driver of a battery that Linux knows.
func Sysfs(_ string, raw []byte) (Source, error) {
	o := SysfsOptions{Path: "/sys/class/power_supply/BAT0", Every: 10 * time.Second}
	if err := driver.Options(raw, &o); err != nil {
		return nil, err
	}
	if o.Every < time.Millisecond {
		return nil, fmt.Errorf("every: %v is less than 1ms", o.Every)
	}
	return sysfs{o}, nil
}

// Run emits the battery's state at once and at each look.
func (s sysfs) Run(ctx context.Context, emit func(evidence.PowerReading)) error {
	return driver.Every(ctx, s.o.Every, func(at time.Duration) error {
		r, err := s.look()
		if err == nil {
			r.At = evidence.Millis(at.Milliseconds())
			emit(r)
		}
		return err
	})
}

func (s sysfs) look() (r evidence.PowerReading, err error) {
	percent, err := word(s.o.Path, "capacity")
	if err != nil {
		return r, err
	}
	if r.Percent, err = strconv.ParseFloat(percent, 64); err != nil || !(r.Percent >= 0 && r.Percent <= 100) {
		return r, fmt.Errorf("%s: its capacity is %.20q, want 0 to 100", s.o.Path, percent)
	}
	status, err := word(s.o.Path, "status")
	if err != nil {
		return r, err
	}
	r.Charging = status == "Charging" || status == "Full"
	if s.o.Thermal != "" {
		r.Thermal = true
		r.Celsius, err = s.temperature()
	}
	return r, err
}

// temperature reads the thermal zone, which Linux gives in thousandths of a
// degree Celsius.
func (s sysfs) temperature() (float64, error) {
	text, err := word(s.o.Thermal, "temp")
	if err != nil {
		return 0, err
	}
	milli, err := strconv.Atoi(text)
	if err != nil || milli < -100_000 || milli > 200_000 {
		return 0, fmt.Errorf("%s: its temp is %.20q, want thousandths of a degree Celsius", s.o.Thermal, text)
	}
	return float64(milli) / 1000, nil
}

// word reads one attribute.
func word(dir, name string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return "", fmt.Errorf("reading the battery: %w", err)
	}
	return strings.TrimSpace(string(b)), nil
}
