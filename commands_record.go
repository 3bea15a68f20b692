package main

import (
	"context"
	"time"

	"github.com/dashcart/dashcart/handlers/cli"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/recording"
	"github.com/dashcart/dashcart/sensors/rig"
)

// deviceCommands are those for the hardware of a cart.
type deviceCommands struct {
	TryModel  tryModelCmd  `cmd:"" hidden:"" help:"Load a model of looks and run it once; what it cannot take ends this process."`
	Record    recordCmd    `cmd:"" help:"Make a recording of what a cart's flight recorder keeps, or of its sensors now."`
	Calibrate calibrateCmd `cmd:"" help:"Find what a scale's load cells are worth, with two known masses."`
}

type recordCmd struct {
	Out   string        `arg:"" help:"The folder to make."`
	Cart  string        `help:"Whose; the store's first where none is named."`
	Data  string        `help:"The folder where the cart keeps its files." default:"data" type:"path"`
	Store string        `help:"The store file." default:"store.yaml"`
	Trip  string        `help:"Of the flight recorder: the trip; the last one where none is named."`
	Live  bool          `help:"Record the sensors as they are now, pictures included, whether a trip is open or not. The cart must not be served meanwhile."`
	For   time.Duration `help:"With --live: for how long; until interrupted where it is left out."`
	JSON  bool          `name:"json" help:"Print JSON."`
}

// Run of record.
func (c *recordCmd) Run(ctx context.Context, s *streams) error {
	cart, err := cartOf(c.Store, c.Cart)
	if err != nil {
		return err
	}
	if !c.Live {
		return cli.RecordFlight(s.out, flightFolder(c.Data, cart.ID), c.Trip, c.Out, c.JSON)
	}
	world := rig.New(rig.Settings{})
	sensors, simulated := sensorsOf(cart)
	if simulated {
		go func() { _ = world.Live(ctx, 1) }() // the process ends with the command
	}
	return cli.RecordLive(ctx, s.err, sensors, drivers(world), recording.Manifest{Cart: cart.ID, Began: time.Now().Format(time.RFC3339)}, c.Out, c.For)
}

// sensorsOf lists a cart's sensors as a loop wants them, and says whether any
// of them is simulated.
func sensorsOf(c store.Cart) (out []loop.Sensor, simulated bool) {
	for _, s := range c.Sensors {
		out = append(out, loop.Sensor{Kind: s.Kind, Name: s.Name, Type: s.Type, Options: s.Options})
		simulated = simulated || s.Type == "sim"
	}
	return out, simulated
}
