package main

import (
	"os"

	"github.com/dashcart/dashcart/handlers/cli"
)

// commands is the command line.
type commands struct {
	Demo   demoCmd   `cmd:"" help:"Run a throw-away store with simulated carts and their bench page."`
	Coupon couponCmd `cmd:"" help:"Coupons on a basket."`
}

type couponCmd struct {
	Basket struct {
		File string `arg:"" help:"The basket and its coupons, in the industry's basket-validation JSON; - reads standard input."`
		JSON bool   `name:"json" help:"Print JSON."`
	} `cmd:"" help:"Say which coupons apply to a basket, and for how much."`
}

// Run of coupon basket.
func (c *couponCmd) Run(s *streams) error {
	in := s.in
	if c.Basket.File != "-" {
		f, err := os.Open(c.Basket.File)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	return cli.Status(cli.CouponBasket(s.out, in, c.Basket.JSON))
}
