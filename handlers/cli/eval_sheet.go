package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/eval"
	"github.com/dashcart/dashcart/sensors/recording"
)

// EvalSheetOptions say of what a sheet of mistakes is drawn: of photos, where
// Looks has some to judge, and of simulated trips, where Rig has any.
type EvalSheetOptions struct {
	Out    string // a PNG
	Most   int    // mistakes of each source
	Looks  EvalLookOptions
	Rig    EvalRigOptions
	Errors io.Writer // progress
}

// EvalSheet draws typical mistakes, the surest first: what was seen, the truth,
// and what was said.
func EvalSheet(ctx context.Context, o EvalSheetOptions) error {
	if o.Looks.Test == "" && o.Rig.Trips == 0 {
		return Status(2, errors.New("eval sheet: name photos to judge with --enroll and --test, or --trips to shop"))
	}
	var cases []eval.Case
	if o.Looks.Test != "" {
		found, err := lookMistakes(ctx, o)
		if err != nil {
			return Status(2, fmt.Errorf("eval sheet: %w", err))
		}
		cases = append(cases, found...)
	}
	if o.Rig.Trips > 0 {
		found, err := rigMistakes(ctx, o)
		if err != nil {
			return Status(2, fmt.Errorf("eval sheet: %w", err))
		}
		cases = append(cases, found...)
	}
	sheet, err := eval.Sheet(fmt.Sprintf("%d mistakes", len(cases)), cases)
	if err == nil {
		err = savePNG(o.Out, sheet)
	}
	if err != nil {
		return Status(2, fmt.Errorf("eval sheet: %w", err))
	}
	return nil
}

func savePNG(file string, im image.Image) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, im), f.Close())
}

// lookMistakes are the photos whose first name is wrong.
func lookMistakes(ctx context.Context, o EvalSheetOptions) ([]eval.Case, error) {
	var wrong []lookJudged
	err := judgeLooks(ctx, o.Errors, o.Looks, func(j lookJudged) error {
		if len(j.Candidates) > 0 && j.rank() != 0 {
			wrong = append(wrong, j)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(wrong, func(a, b lookJudged) int { return cmp.Compare(b.Candidates[0].P, a.Candidates[0].P) })
	var out []eval.Case
	for _, j := range wrong[:min(len(wrong), o.Most)] {
		im, err := recording.LoadImage(j.File)
		if err != nil {
			return nil, err
		}
		c := eval.Case{Picture: im, Lines: []string{filepath.Base(j.File), "truth: " + j.Class}}
		for _, k := range j.Candidates[:min(len(j.Candidates), 3)] {
			c.Lines = append(c.Lines, fmt.Sprintf("said: %s, %.2f", k.ID, k.P))
		}
		out = append(out, c)
	}
	return out, nil
}

// mistake is a case of a simulated trip with what it is sorted by.
type mistake struct {
	eval.Case
	verdict
	sure float64
}

// rigMistakes are what was accepted wrongly on simulated trips, missed, or asked about
// without the truth among three.
func rigMistakes(ctx context.Context, o EvalSheetOptions) ([]eval.Case, error) {
	names := map[gs1.GTIN]string{}
	for _, g := range o.Rig.Goods {
		names[g.Item.GTIN] = g.Name
	}
	var all []mistake
	o.Rig.each = func(t *rigTrip, seed uint64) {
		for _, h := range t.events() {
			if m, ok := t.mistake(h, seed, names); ok {
				all = append(all, m)
			}
		}
	}
	if _, err := ShopRig(ctx, o.Rig); err != nil {
		return nil, err
	}
	rank := map[verdict]int{wrongMatch: 0, noMatch: 1, askedMatch: 2, lateMatch: 3}
	slices.SortStableFunc(all, func(a, b mistake) int {
		return cmp.Or(cmp.Compare(rank[a.verdict], rank[b.verdict]), cmp.Compare(b.sure, a.sure))
	})
	var out []eval.Case
	for _, m := range all[:min(len(all), o.Most)] {
		out = append(out, m.Case)
	}
	return out, nil
}

// mistake describes what happened if it was one, of goods that are what they seem.
func (t *rigTrip) mistake(h happened, seed uint64, names map[gs1.GTIN]string) (mistake, bool) {
	if h.label == nil || h.label.Action == "none" || h.kind != honest || h.verdict == correctMatch || h.verdict == asked3Match {
		return mistake{}, false
	}
	l := h.label
	m := mistake{verdict: h.verdict, Case: eval.Case{Picture: t.shopper.seen[h.place], Lines: []string{
		fmt.Sprintf("trip %d, %.1f s, %s: %s", seed, float64(h.at)/1000, t.shopper.during[h.place], verdictNames[h.verdict]),
		fmt.Sprintf("truth: %s %d × %s, %.0f g", l.Action, l.Quantity, names[l.GTIN], l.Grams),
	}}}
	if h.said == nil {
		return m, true
	}
	d := h.said.all[0]
	m.sure = d.Confidence
	line := fmt.Sprintf("said: %s %d × %s, %.0f g, %.2f", d.Action, d.Quantity, names[d.Item.GTIN], d.Grams, d.Confidence)
	if d.Action == evidence.Ask {
		line = fmt.Sprintf("asked about %s, %.0f g:", d.Direction, d.Grams)
	}
	m.Lines = append(m.Lines, line)
	for _, k := range d.Candidates {
		name := cmp.Or(names[k.Item.GTIN], strings.TrimSpace("PLU "+k.Item.PLU.String()))
		m.Lines = append(m.Lines, fmt.Sprintf("%s, %.2f", name, k.P))
	}
	return m, true
}
