package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/scale"
)

// platform is four cells on which each press of Enter changes the load, in the
// order that calibrate asks for.
type platform struct {
	loads    [][4]float64 // grams over each cell
	step     int
	restless bool // the first load moves when first looked at
}

func (p *platform) Options() scale.IIOOptions {
	return scale.IIOOptions{Cells: []scale.Cell{{File: "a"}, {File: "b"}, {File: "c"}, {File: "d"}}}
}

func (p *platform) Counts(ctx context.Context, emit func(evidence.Millis, []float64)) error {
	gains, zeros := [4]float64{20, 21, -19, 22}, [4]float64{8000, -300, 100000, 0}
	load := p.loads[min(p.step, len(p.loads)-1)]
	for i := 0; ctx.Err() == nil; i++ {
		if i > 10_000 {
			return errors.New("read on after it had enough")
		}
		counts := make([]float64, 4)
		for k := range counts {
			counts[k] = zeros[k] + gains[k]*load[k] + float64(i%3)
		}
		if p.restless {
			counts[0] += float64(10 * i)
		}
		emit(evidence.Millis(i*12), counts)
	}
	if !p.restless {
		p.step++
	}
	p.restless = false
	return ctx.Err()
}

func calibrated(p *platform, masses [2]float64, answers string) (out, talk bytes.Buffer, err error) {
	err = Calibrate(context.Background(), CalibrateOptions{Cells: p, Masses: masses, JSON: true, In: strings.NewReader(answers), Out: &out, Talk: &talk})
	return out, talk, err
}

var loads = [][4]float64{{}, {250, 250, 250, 250}, {1250, 1250, 1250, 1250}, {3500, 500, 500, 500}, {500, 3500, 500, 500}, {500, 500, 3500, 500}, {500, 500, 500, 3500}}

func TestCalibrateFindsWhatEachCellIsWorth(t *testing.T) {
	out, talk, err := calibrated(&platform{loads: loads, restless: true}, [2]float64{5000, 1000}, strings.Repeat("\n", 8))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Cells []scale.Cell `json:"cells"`
		Worst float64      `json:"worst_g"`
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil || len(got.Cells) != 4 {
		t.Fatalf("%s: %v", out.String(), err)
	}
	for i, want := range [4]float64{1. / 20, 1. / 21, -1. / 19, 1. / 22} {
		if math.Abs(got.Cells[i].Grams-want) > 1e-4*math.Abs(want) {
			t.Errorf("cell %d: %+v, want %g g a count", i, got.Cells[i], want)
		}
	}
	for _, want := range []string{"Empty the cart", "let it rest", "1000 g in the middle", "5000 g over the rear right cell"} {
		if !strings.Contains(talk.String(), want) {
			t.Errorf("it never said %q:\n%s", want, talk.String())
		}
	}
}

func TestCalibratePrintsOptionsThatTheDriverTakes(t *testing.T) {
	var out bytes.Buffer
	err := Calibrate(context.Background(), CalibrateOptions{Cells: &platform{loads: loads}, Masses: [2]float64{1000, 5000}, In: strings.NewReader(strings.Repeat("\n", 7)), Out: &out, Talk: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := scale.IIO("platform", out.Bytes()); err != nil {
		t.Errorf("%v:\n%s", err, out.String())
	}
}

func TestCalibrateRefuses(t *testing.T) {
	for want, c := range map[string]struct {
		masses  [2]float64
		loads   [][4]float64
		answers string
	}{
		"at least 50":   {[2]float64{10, 5000}, loads, strings.Repeat("\n", 9)},
		"half as much":  {[2]float64{1000, 1100}, loads, strings.Repeat("\n", 9)},
		"pressed Enter": {[2]float64{1000, 5000}, loads, "\n\n"},
		"do not fit":    {[2]float64{1000, 6000}, loads, strings.Repeat("\n", 9)},
	} {
		if out, _, err := calibrated(&platform{loads: c.loads}, c.masses, c.answers); err == nil || !strings.Contains(err.Error(), want) || out.Len() > 0 {
			t.Errorf("%v, want %q in it; %s", err, want, out.String())
		}
	}
}
