package main

import (
	"context"

	"github.com/dashcart/dashcart/handlers/cli"
)

type evalSheetCmd struct {
	rigTrips

	Out    string `required:"" help:"The PNG to write."`
	Most   int    `help:"Mistakes of photos, and of trips." default:"24"`
	Enroll string `help:"Photos to enroll: a tree or a list file."`
	Test   string `help:"Photos to judge on; without any, trips alone."`
	Clean  string `help:"A classes.csv that names a clean picture of each product."`
}

// Run of eval sheet.
func (c *evalSheetCmd) Run(ctx context.Context, s *streams) error {
	o := cli.EvalSheetOptions{Out: c.Out, Most: c.Most, Errors: s.err, Looks: cli.EvalLookOptions{Enroll: c.Enroll, Test: c.Test, Clean: c.Clean}}
	if c.Trips > 0 {
		var err error
		if o.Rig, err = c.options(ctx, s); err != nil {
			return err
		}
	}
	return cli.EvalSheet(ctx, o)
}
