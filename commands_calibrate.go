package main

import (
	"context"
	"fmt"

	"github.com/dashcart/dashcart/handlers/cli"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/rig"
)

type calibrateCmd struct {
	Masses []float64 `arg:"" help:"Two known masses in grams, such as 1000 5000."`
	Cart   string    `help:"Whose scale; the store's first cart where none is named."`
	Scale  string    `help:"The scale's name; the cart's first that has load cells of its own where none is named."`
	Store  string    `help:"The store file." default:"store.yaml"`
	JSON   bool      `name:"json" help:"Print JSON."`
}

// Run of calibrate.
func (c *calibrateCmd) Run(ctx context.Context, s *streams) error {
	if len(c.Masses) != 2 {
		return cli.Status(2, fmt.Errorf("calibrate: %d masses; want two, in grams, such as 1000 5000", len(c.Masses)))
	}
	cart, err := cartOf(c.Store, c.Cart)
	if err != nil {
		return err
	}
	cells, err := c.cells(cart)
	if err != nil {
		return cli.Status(2, fmt.Errorf("calibrate: %w", err))
	}
	return cli.Calibrate(ctx, cli.CalibrateOptions{Cells: cells, Masses: [2]float64(c.Masses), JSON: c.JSON, In: s.in, Out: s.out, Talk: s.err})
}

// cells finds the load cells that are meant.
func (c *calibrateCmd) cells(cart store.Cart) (cli.Cells, error) {
	own := ""
	for _, x := range cart.Sensors {
		if x.Kind != "scale" || c.Scale != "" && x.Name != c.Scale {
			continue
		}
		source, err := drivers(rig.New(rig.Settings{})).Scales.New(x.Type, x.Name, x.Options)
		if err != nil {
			return nil, err
		}
		if cells, ok := source.(cli.Cells); ok {
			return cells, nil
		}
		own = fmt.Sprintf("; %s is of type %s, which keeps its own calibration", x.Name, x.Type)
	}
	return nil, fmt.Errorf("cart %s has no such scale with load cells (type iio)%s", cart.ID, own)
}

// cartOf loads the store file and finds a cart, the first where none is named.
func cartOf(file, id string) (store.Cart, error) {
	st, _, err := store.Load(file)
	if err != nil {
		return store.Cart{}, err
	}
	if id == "" {
		return st.Carts[0], nil
	}
	cart, ok := st.Cart(id)
	if !ok {
		return cart, fmt.Errorf("%s lists no cart %s", st.File, id)
	}
	return cart, nil
}
