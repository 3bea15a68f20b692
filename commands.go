package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/dashcart/dashcart/handlers/cli"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/rig"
	"github.com/dashcart/dashcart/sensors/vision"
)

// commands is the command line.
type commands struct {
	Serve  serveCmd  `cmd:"" help:"Serve the pages of a store and run its carts."`
	Demo   demoCmd   `cmd:"" help:"Run a throw-away store with simulated carts and their bench page."`
	Trip   tripCmd   `cmd:"" help:"Shop one whole scripted trip headless, through the same pipeline."`
	GS1    gs1Cmd    `cmd:"" name:"gs1" help:"Explain element strings, barcode texts, Digital Links and coupons."`
	Check  checkCmd  `cmd:"" help:"List every error of a store file at once."`
	Replay replayCmd `cmd:"" help:"Play a recording through the real pipeline; print decisions, the receipt and the score."`
	Scan   scanCmd   `cmd:"" help:"Read the codes in each image."`
	Enroll enrollCmd `cmd:"" help:"Build the look index from reference photos, or learn its projections."`
	Eval   evalCmd   `cmd:"" help:"Judge recognition on labelled photos."`
	Import importCmd `cmd:"" help:"Bring a CSV or YAML file into the live catalogue, or say what it would change and everything wrong with it."`
	Staff  staffCmd  `cmd:"" help:"Add a person who works here."`
	Backup backupCmd `cmd:"" help:"Copy a store's or a cart's file while it is in use."`
	Export exportCmd `cmd:"" help:"Write products, produce codes or coupons as CSV or YAML."`
	Coupon couponCmd `cmd:"" help:"Coupons on a basket."`

	fleetCommands
	deviceCommands
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
	JSON  bool     `name:"json" help:"Print JSON, a line for each."`
	Store string   `help:"A store file: read codes as its carts do, also those that the store prints itself." placeholder:"FILE"`
	Text  []string `arg:"" help:"What a code holds."`
}

// Run of gs1. The exit status is the worst of all.
func (c *gs1Cmd) Run(s *streams) error {
	explain := cli.GS1
	if c.Store != "" {
		st, cat, err := store.Load(c.Store)
		if err != nil {
			return err
		}
		explain = func(w io.Writer, text string, asJSON bool, now time.Time) (int, error) {
			return cli.GS1Label(w, text, asJSON, now.In(st.Location), st.LabelRules(), cat)
		}
	}
	worst := 0
	for _, t := range c.Text {
		code, err := explain(s.out, t, c.JSON, time.Now())
		if err != nil && code > 1 {
			return cli.Status(code, err)
		}
		worst = max(worst, code)
	}
	return cli.Status(worst, nil)
}

// checkDriver decodes one sensor's options as its driver will.
func checkDriver(kind, typ string, options []byte) error {
	if kind == "looks" {
		m, err := vision.OpenModel(string(options), tryModel)
		if err != nil {
			return err
		}
		return m.Close()
	}
	_, err := loop.New([]loop.Sensor{{Kind: kind, Name: "checked", Type: typ, Options: options}}, drivers(rig.New(rig.Settings{})), nil, nil)
	return err
}

type replayCmd struct {
	Dir      string `arg:"" help:"The recording's folder."`
	Products string `help:"A products table; without one the store's catalogue counts."`
	Photos   string `help:"Reference photos, a folder each product."`
	Store    string `help:"The store file, where no products are named." default:"store.yaml"`
	Looks    bool   `help:"Recognise the store's products by their pictures too." default:"true" negatable:""`
	Speed    string `help:"max, or a multiple of real time." default:"max"`
	JSON     bool   `name:"json" help:"Print one JSON object a line."`
}

// Run of replay.
func (c *replayCmd) Run(ctx context.Context, s *streams) error {
	o := cli.ReplayOptions{Dir: c.Dir, Products: c.Products, Photos: c.Photos, JSON: c.JSON, Speed: c.Speed, Out: s.out, Errors: s.err}
	if c.Products == "" {
		st, cat, err := store.Load(c.Store)
		if err != nil {
			return err
		}
		for _, p := range cat.Products() {
			o.Goods = append(o.Goods, cli.ReplayProduct{GTIN: p.GTIN, Name: p.Name, Cents: p.Price.Minor(), WeightG: p.WeightG, WeightSDG: p.WeightSDG, ByWeight: p.SoldBy == catalog.ByWeight})
		}
		if c.Photos == "" {
			o.Pipeline = func() (*loop.Pipeline, error) {
				l, err := newLooks(st)
				if err != nil {
					return nil, err
				}
				if c.Looks {
					l.enroll(ctx, newPictures(st.Picture), cat)
				}
				return pipeline(st, cat, l, reader(st, func() *catalog.Catalogue { return cat }, nil))
			}
		}
	}
	return cli.Replay(ctx, o)
}

type scanCmd struct {
	Catalogue string   `help:"A file of GTINs, one a line: also read codes that only the list can settle."`
	JSON      bool     `name:"json" help:"Print JSON, a line for each image."`
	Images    []string `arg:"" help:"Images."`
}

// Run of scan.
func (c *scanCmd) Run(s *streams) error {
	return cli.Status(cli.Scan(s.out, c.Catalogue, c.Images, c.JSON))
}

type enrollCmd struct {
	Learn       bool   `help:"Learn projections in place of building an index."`
	From        string `required:"" help:"Reference photos: a tree whose leaf folders are classes, or a list file."`
	Out         string `required:"" help:"The file to write."`
	Projections string `help:"Projections other than those that come with the program."`
}

// Run of enroll.
func (c *enrollCmd) Run(ctx context.Context, s *streams) error {
	return cli.Status(cli.Enroll(ctx, s.out, s.err, cli.EnrollOptions{From: c.From, Out: c.Out, Learn: c.Learn, Projections: c.Projections}))
}

type evalCmd struct {
	Look evalLookCmd `cmd:"" help:"Top-1, top-3, time and calibration of the look index."`

	evalCommands
}

type evalLookCmd struct {
	Enroll      string `required:"" help:"Photos to enroll: a tree or a list file."`
	Test        string `required:"" help:"Photos to judge on."`
	Projections string `help:"Projections other than those that come with the program."`
	Shots       int    `help:"Take each class's first photos only; 0 takes all."`
	Clean       string `help:"A classes.csv that names a clean picture of each product."`
	Cheap       bool   `help:"Judge the cheap mode."`
	JSON        bool   `name:"json" help:"Print JSON."`
}

// Run of eval look.
func (c *evalLookCmd) Run(ctx context.Context, s *streams) error {
	return cli.Status(cli.EvalLook(ctx, s.out, s.err, cli.EvalLookOptions{Enroll: c.Enroll, Test: c.Test, Projections: c.Projections, Shots: c.Shots, Clean: c.Clean, Cheap: c.Cheap, JSON: c.JSON}))
}

type backupCmd struct {
	File string `arg:"" help:"store.db or a cart's file."`
	To   string `arg:"" help:"The copy to make."`
}

// Run of backup.
func (c *backupCmd) Run() error {
	open := func() (*journal.DB, error) {
		if strings.HasPrefix(filepath.Base(c.File), "cart-") {
			db, err := journal.OpenCart(c.File)
			if err != nil {
				return nil, err
			}
			return db.DB, nil
		}
		db, err := journal.OpenStore(c.File)
		if err != nil {
			return nil, err
		}
		return db.DB, nil
	}
	if _, err := os.Stat(c.File); err != nil {
		return err
	}
	db, err := open()
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Backup(c.To)
}
