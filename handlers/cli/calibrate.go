package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/goccy/go-yaml"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/scale"
)

// Cells are load cells that can be calibrated.
type Cells interface {
	Counts(ctx context.Context, emit func(evidence.Millis, []float64)) error
	Options() scale.IIOOptions
}

// CalibrateOptions ask for a calibration of Cells with two known masses, in
// grams. Prompts go to Talk and are answered by a line of In; the result goes
// to Out.
type CalibrateOptions struct {
	Cells     Cells
	Masses    [2]float64
	JSON      bool
	In        io.Reader
	Out, Talk io.Writer
}

// steadyReadings are averaged for each placement: two seconds at 80 a second.
const steadyReadings = 160

// corners name the places of cells, by how many there are.
var corners = map[int][]string{2: {"left", "right"}, 3: {"front left", "front right", "rear"}, 4: {"front left", "front right", "rear left", "rear right"}}

// Calibrate asks for the masses at each place in turn and prints what belongs
// into store.yaml.
func Calibrate(ctx context.Context, o CalibrateOptions) error {
	small, large := min(o.Masses[0], o.Masses[1]), max(o.Masses[0], o.Masses[1])
	if !(small >= 50 && large >= 1.5*small && large <= 200_000) {
		return Status(2, fmt.Errorf("calibrate: masses of %g and %g g: want two of at least 50 g, the larger at least half as much again as the other", o.Masses[0], o.Masses[1]))
	}
	opt := o.Cells.Options()
	var files []string
	for _, c := range opt.Cells {
		files = append(files, c.File)
	}
	c := calibration{o, bufio.NewScanner(o.In)}
	empty, err := c.ask(ctx, "Empty the cart, let nothing touch it")
	if err != nil {
		return Status(2, err)
	}
	var placed []scale.Placement
	put := func(grams float64, where string) error {
		counts, err := c.ask(ctx, fmt.Sprintf("Set %g g %s", grams, where))
		placed = append(placed, scale.Placement{Counts: counts, Grams: grams})
		return err
	}
	err = errors.Join(put(small, "in the middle"))
	if err == nil {
		err = put(large, "in the middle")
	}
	for _, where := range corners[len(files)] {
		if err == nil {
			err = put(large, "over the "+where+" cell")
		}
	}
	if err != nil {
		return Status(2, err)
	}
	cells, worst, err := scale.FitCells(files, empty, placed)
	if err != nil {
		return Status(1, fmt.Errorf("calibrate: %w", err))
	}
	for i := range cells {
		cells[i].Zero, cells[i].Grams = short(cells[i].Zero), short(cells[i].Grams)
	}
	if o.JSON {
		return json.NewEncoder(o.Out).Encode(map[string]any{"cells": cells, "worst_g": short(worst)})
	}
	text, err := yaml.MarshalWithOptions(map[string]any{"cells": cells}, yaml.Flow(false))
	if err != nil {
		return err
	}
	fmt.Fprintf(o.Out, "# No mass was off by more than %.1f g. In store.yaml, among the options of this scale:\n%s", worst, text)
	return nil
}

// short keeps seven digits, which is more than a converter has.
func short(v float64) float64 {
	s, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 7, 64), 64)
	if err != nil {
		return v
	}
	return s
}

// calibration is the talk with whoever sets the masses.
type calibration struct {
	CalibrateOptions
	lines *bufio.Scanner
}

// ask waits until something is done and averages what the cells then count. A
// load that moves is asked for again.
func (c calibration) ask(ctx context.Context, what string) ([]float64, error) {
	for {
		fmt.Fprintf(c.Talk, "%s, then press Enter: ", what)
		if !c.lines.Scan() {
			return nil, errors.Join(errors.New("calibrate: nobody pressed Enter"), c.lines.Err())
		}
		counts, err := c.read(ctx)
		var moved *movedError
		if errors.As(err, &moved) {
			fmt.Fprintf(c.Talk, "%v; let it rest\n", err)
			continue
		}
		return counts, err
	}
}

type movedError struct{ error }

func (c calibration) read(ctx context.Context) ([]float64, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var samples [][]float64
	err := c.Cells.Counts(ctx, func(_ evidence.Millis, counts []float64) {
		if len(samples) < steadyReadings {
			samples = append(samples, append([]float64(nil), counts...))
			return
		}
		cancel()
	})
	if len(samples) < steadyReadings {
		return nil, fmt.Errorf("calibrate: %w", err)
	}
	mean, err := scale.Steady(samples)
	if err != nil {
		return nil, &movedError{err}
	}
	return mean, nil
}
