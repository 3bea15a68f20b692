package scale

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver"
)

// IIOOptions are those of a scale of type iio: one to four load cells at
// converters that Linux drives (HX711, NAU7802 and their like), read through
// sysfs (Documentation/ABI/testing/sysfs-bus-iio). "dashcart calibrate" finds
// the numbers of the cells.
type IIOOptions struct {
	Path  string        `yaml:"path,omitempty"`  // of the converter, /sys/bus/iio/devices/iio:device0 unless said otherwise
	Every time.Duration `yaml:"every,omitempty"` // between readings, 12.5ms (80 a second) unless said otherwise
	Cells []Cell        `yaml:"cells"`           // front left, front right, rear left, rear right; or fewer
}

// Cell is one load cell: a count of Zero is nothing, each further count Grams.
type Cell struct {
	File  string  `yaml:"file" json:"file"` // such as in_voltage0_raw; of another converter with its path
	Zero  float64 `yaml:"zero" json:"zero"`
	Grams float64 `yaml:"grams" json:"grams"`
}

type iioScale struct{ o IIOOptions }

// IIO makes the driver of load cells.
func IIO(_ string, raw []byte) (Source, error) {
	o := IIOOptions{Path: "/sys/bus/iio/devices/iio:device0", Every: 12500 * time.Microsecond}
	if err := driver.Options(raw, &o); err != nil {
		return nil, err
	}
	if len(o.Cells) < 1 || len(o.Cells) > 4 {
		return nil, fmt.Errorf("cells: there are %d, want one to four, each {file: in_voltage0_raw, zero: 0, grams: 1}", len(o.Cells))
	}
	for i, c := range o.Cells {
		if c.File == "" || c.Grams == 0 || !finite(c.Zero) || !finite(c.Grams) {
			return nil, fmt.Errorf("cells[%d]: want a file, and a zero and grams that are numbers, grams not 0; \"dashcart calibrate\" finds them", i)
		}
	}
	if o.Every < time.Millisecond {
		return nil, fmt.Errorf("every: %v is less than 1ms", o.Every)
	}
	return iioScale{o}, nil
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// Run emits the sum of the cells, and each of them where there are four.
func (s iioScale) Run(ctx context.Context, emit func(evidence.ScaleReading)) error {
	return s.Counts(ctx, func(at evidence.Millis, counts []float64) {
		r := evidence.ScaleReading{At: at}
		cells := make([]float64, len(counts))
		for i, n := range counts {
			cells[i] = (n - s.o.Cells[i].Zero) * s.o.Cells[i].Grams
			r.Grams += cells[i]
		}
		if len(cells) == 4 {
			r.Cells = cells
		}
		if math.Abs(r.Grams) > heaviest {
			r.Status = evidence.ScaleFault
		}
		emit(r)
	})
}

// Counts emits what the converters count, uncalibrated.
func (s iioScale) Counts(ctx context.Context, emit func(evidence.Millis, []float64)) error {
	counts := make([]float64, len(s.o.Cells))
	return driver.Every(ctx, s.o.Every, func(at time.Duration) error {
		for i, c := range s.o.Cells {
			var err error
			if counts[i], err = s.count(c.File); err != nil {
				return err
			}
		}
		emit(evidence.Millis(at.Milliseconds()), counts)
		return nil
	})
}

// Options are those that the driver was made with.
func (s iioScale) Options() IIOOptions { return s.o }

// count reads one channel.
func (s iioScale) count(file string) (float64, error) {
	if !filepath.IsAbs(file) {
		file = filepath.Join(s.o.Path, file)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return 0, fmt.Errorf("reading a load cell: %w", err)
	}
	n, err := strconv.ParseInt(strings.TrimSpace(string(b)), 10, 64)
	if errors.Is(err, strconv.ErrSyntax) || errors.Is(err, strconv.ErrRange) {
		return 0, fmt.Errorf("%s holds %.20q, want a whole number", file, b)
	}
	return float64(n), err
}
