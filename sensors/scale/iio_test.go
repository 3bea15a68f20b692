package scale

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver/drivertest"
)

// converter is a folder as Linux shows a converter's channels.
func converter(t *testing.T, counts ...int) string {
	t.Helper()
	dir := t.TempDir()
	count(t, dir, counts...)
	return dir
}

func count(t *testing.T, dir string, counts ...int) {
	t.Helper()
	for i, n := range counts {
		file := filepath.Join(dir, fmt.Sprintf("in_voltage%d_raw", i))
		if err := os.WriteFile(file+"~", fmt.Appendf(nil, "%d\n", n), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(file+"~", file); err != nil {
			t.Fatal(err)
		}
	}
}

func iio(t *testing.T, dir, cells string) Source {
	t.Helper()
	s, err := IIO("platform", []byte("path: "+dir+"\nevery: 1ms\ncells: ["+cells+"]"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const fourCells = "{file: in_voltage0_raw, zero: 100, grams: .5}, {file: in_voltage1_raw, zero: 200, grams: .25}, {file: in_voltage2_raw, zero: 0, grams: 1}, {file: in_voltage3_raw, zero: -50, grams: 2}"

func TestIIOIsADriver(t *testing.T) {
	drivertest.Conform(t, drivertest.Driver[evidence.ScaleReading]{
		New: func(t *testing.T) drivertest.Run[evidence.ScaleReading] {
			return iio(t, converter(t, 300, 600, 50, 0), fourCells).Run
		},
		Missing: func(t *testing.T) drivertest.Run[evidence.ScaleReading] { return iio(t, t.TempDir(), fourCells).Run },
		At:      func(r evidence.ScaleReading) evidence.Millis { return r.At },
	})
}

func TestIIOSumsItsCells(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var got evidence.ScaleReading
	err := iio(t, converter(t, 300, 600, 50, 0), fourCells).Run(ctx, func(r evidence.ScaleReading) { got = r; cancel() })
	if !errors.Is(err, context.Canceled) || got.Grams != 100+100+50+100 || fmt.Sprint(got.Cells) != "[100 100 50 100]" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestIIOTellsWhatIsWrong(t *testing.T) {
	dir := converter(t, 1)
	if err := os.WriteFile(filepath.Join(dir, "in_voltage0_raw"), []byte("busy\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := iio(t, dir, "{file: in_voltage0_raw, zero: 0, grams: 1}").Run(t.Context(), func(evidence.ScaleReading) { t.Error("a reading") })
	if err == nil {
		t.Error("a word was taken as a count")
	}
	for _, raw := range []string{"", "cells: []", "cells: [{file: x, zero: 0, grams: 0}]", "cells: [{file: x, zero: .inf, grams: 1}]", "cells: [{zero: 0, grams: 1}]", "cells: [{file: x, zero: 0, grams: 1}]\nevery: 0s"} {
		if _, err := IIO("platform", []byte(raw)); err == nil {
			t.Errorf("%q was taken", raw)
		}
	}
}
