package main

import (
	"context"

	"github.com/dashcart/dashcart/handlers/cli"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/loop"
)

// evalCommands judge recognition as a whole.
type evalCommands struct {
	Rig         evalRigCmd         `cmd:"" help:"Shop seeded trips on the simulated cart, through the same pipeline, and score them."`
	Calibration evalCalibrationCmd `cmd:"" help:"Draw, as SVG, how sure decisions of seeded simulated trips were against how often they were right."`
	Sheet       evalSheetCmd       `cmd:"" help:"Draw typical mistakes on photos and simulated trips as a PNG: what was seen, the truth, what was said."`
	Table       evalTableCmd       `cmd:"" help:"Draw what evaluations wrote to the file that DASHCART_EVAL_OUT names as one table."`
}

// rigTrips are the options of what shops on the simulated cart.
type rigTrips struct {
	Store string `help:"The store file." default:"store.yaml"`
	Trips int    `help:"How many." default:"200"`
	Seed  uint64 `help:"Of the first trip's chance; the next has the next." default:"1"`
	Acts  int    `help:"What a shopper does on each." default:"14"`
	Looks bool   `help:"Recognise products by their pictures too." default:"true" negatable:""`
}

// options are those of an evaluation with the store's goods and its carts' pipeline.
func (c rigTrips) options(ctx context.Context, s *streams) (cli.EvalRigOptions, error) {
	o := cli.EvalRigOptions{Trips: c.Trips, Acts: c.Acts, Seed: c.Seed, Out: s.out, Errors: s.err}
	st, cat, err := store.Load(c.Store)
	if err != nil {
		return o, err
	}
	pics := newPictures(st.Picture)
	for _, p := range cat.Products() {
		if t, ok := thing(cat, st.LabelRules(), pics, evidence.Item{GTIN: p.GTIN}); ok && p.SoldBy == catalog.ByEach && p.WeightG > 0 && !st.LabelRules().Prints(p.GTIN) {
			o.Goods = append(o.Goods, cli.RigGood{Thing: t, SD: p.WeightSDG, Price: p.Price.Minor()})
		}
	}
	l, err := newLooks(st)
	if err != nil {
		return o, err
	}
	if c.Looks {
		l.enroll(ctx, pics, cat)
	}
	o.Pipeline = func() (*loop.Pipeline, error) {
		return pipeline(st, cat, l, reader(st, func() *catalog.Catalogue { return cat }, nil))
	}
	return o, nil
}

type evalRigCmd struct {
	rigTrips
	JSON bool `name:"json" help:"Print JSON."`
	Each bool `help:"Tell, a line each, what became of every event; on standard error."`
}

// Run of eval rig.
func (c *evalRigCmd) Run(ctx context.Context, s *streams) error {
	o, err := c.options(ctx, s)
	if err != nil {
		return err
	}
	if o.JSON = c.JSON; c.Each {
		o.Each = s.err
	}
	return cli.EvalRig(ctx, o)
}

type evalCalibrationCmd struct{ rigTrips }

// Run of eval calibration.
func (c *evalCalibrationCmd) Run(ctx context.Context, s *streams) error {
	o, err := c.options(ctx, s)
	if err != nil {
		return err
	}
	return cli.EvalCalibration(ctx, o)
}

type evalTableCmd struct {
	File     string `arg:"" help:"JSON lines, each a row."`
	Markdown bool   `help:"Draw Markdown."`
}

// Run of eval table.
func (c *evalTableCmd) Run(s *streams) error { return cli.EvalTable(s.out, c.File, c.Markdown) }
