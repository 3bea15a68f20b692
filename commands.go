package main

import (
	"context"
	"os"
	"time"

	"github.com/dashcart/dashcart/handlers/cli"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/barcode/zbar"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/rig"
)

// commands is the command line.
type commands struct {
	Demo   demoCmd   `cmd:"" help:"Run a throw-away store with simulated carts and their bench page."`
	Trip   tripCmd   `cmd:"" help:"Shop one whole scripted trip headless, through the same pipeline."`
	Gs1    gs1Cmd    `cmd:"" help:"Explain element strings, barcode texts, Digital Links and coupons."`
	Check  checkCmd  `cmd:"" help:"List every error of a store file at once."`
	Replay replayCmd `cmd:"" help:"Play a recording through the real pipeline; print decisions, the receipt and the score."`
	Export exportCmd `cmd:"" help:"Write products, produce codes or coupons as CSV or YAML."`
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

type gs1Cmd struct {
	JSON bool     `name:"json" help:"Print JSON, a line for each."`
	Text []string `arg:"" help:"What a code holds."`
}

// Run of gs1. The exit status is the worst of all.
func (c *gs1Cmd) Run(s *streams) error {
	worst := 0
	for _, t := range c.Text {
		code, err := cli.GS1(s.out, t, c.JSON, time.Now())
		if err != nil && code > 1 {
			return cli.Status(code, err)
		}
		worst = max(worst, code)
	}
	return cli.Status(worst, nil)
}

type checkCmd struct {
	File string `arg:"" optional:"" default:"store.yaml" help:"The store file."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// Run of check.
func (c *checkCmd) Run(s *streams) error {
	return cli.Status(cli.Check(s.out, c.File, checkDriver, c.JSON))
}

// checkDriver decodes one sensor's options as its driver will.
func checkDriver(kind, typ string, options []byte) error {
	_, err := loop.New([]loop.Sensor{{Kind: kind, Name: "checked", Type: typ, Options: options}}, drivers(rig.New(rig.Settings{})), nil, nil)
	return err
}

type replayCmd struct {
	Dir      string `arg:"" help:"The recording's folder."`
	Products string `help:"A products table; without one the store's catalogue counts."`
	Photos   string `help:"Reference photos, a folder each product."`
	Store    string `help:"The store file, where no products are named." default:"store.yaml"`
	Speed    string `help:"max, or a multiple of real time." default:"max"`
	JSON     bool   `name:"json" help:"Print one JSON object a line."`
}

// Run of replay.
func (c *replayCmd) Run(ctx context.Context, s *streams) error {
	o := cli.ReplayOptions{Dir: c.Dir, Products: c.Products, Photos: c.Photos, JSON: c.JSON, Speed: c.Speed, Codes: codes{zbar.New()}, Out: s.out, Errors: s.err}
	if c.Products == "" {
		st, cat, err := store.Load(c.Store)
		if err != nil {
			return err
		}
		for _, p := range cat.Products() {
			o.Goods = append(o.Goods, cli.ReplayProduct{GTIN: p.GTIN, Name: p.Name, Cents: p.Price.Minor(), WeightG: p.WeightG, WeightSDG: p.WeightSDG, ByWeight: p.SoldBy == catalog.ByWeight})
		}
		if c.Photos == "" {
			l := &looks{items: map[string]evidence.Item{}}
			l.enroll(newPictures(st), cat)
			o.Looks = l
		}
	}
	return cli.Replay(ctx, o)
}

type exportCmd struct {
	Store string `help:"The store file." default:"store.yaml"`
	List  string `arg:"" optional:"" help:"products, produce, coupons, offers or departments as CSV; nothing: all of it as YAML."`
}

// Run of export.
func (c *exportCmd) Run(s *streams) error {
	st, cat, err := store.Load(c.Store)
	if err != nil {
		return err
	}
	return cli.Status(cli.Export(s.out, cat, catalog.Format{Currency: st.Currency, Location: st.Location}, c.List))
}
