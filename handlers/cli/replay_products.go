package cli

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/fusion"
)

// ReplayProduct is what a replay must know of one product.
type ReplayProduct struct {
	GTIN      gs1.GTIN
	Name      string
	Cents     int64
	WeightG   float64
	WeightSDG float64
	ByWeight  bool
	Photos    string // folder or class of its reference photos
}

// ReadReplayProducts reads a table with gtin, name, price_cents, weight_g,
// weight_sd_g, sold_by and photos; other columns are ignored. Errors say file, line and column.
func ReadReplayProducts(path string) ([]ReplayProduct, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read products: %w", err)
	}
	defer f.Close()
	return parseReplayProducts(path, f)
}

func parseReplayProducts(path string, in io.Reader) ([]ReplayProduct, error) {
	r := csv.NewReader(in)
	r.FieldsPerRecord = -1
	header, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%s:1: want a header with gtin and weight_g: %w", path, err)
	}
	column := map[string]int{}
	for i, h := range header {
		column[strings.TrimSpace(strings.TrimPrefix(h, "\ufeff"))] = i
	}
	if _, ok := column["gtin"]; !ok {
		return nil, fmt.Errorf("%s:1: column gtin is missing from the header", path)
	}
	var out []ReplayProduct
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		line, _ := r.FieldPos(0)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		p, err := replayProduct(func(name string) string {
			if i, ok := column[name]; ok && i < len(rec) {
				return strings.TrimSpace(rec[i])
			}
			return ""
		})
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, line, err)
		}
		out = append(out, p)
	}
}

func replayProduct(text func(string) string) (ReplayProduct, error) {
	p := ReplayProduct{Name: text("name"), Photos: text("photos"), ByWeight: text("sold_by") == "weight"}
	var err error
	if p.GTIN, err = gs1.ParseGTIN(text("gtin")); err != nil {
		return p, fmt.Errorf("gtin: %w", err)
	}
	if s := text("price_cents"); s != "" {
		if p.Cents, err = strconv.ParseInt(s, 10, 64); err != nil {
			return p, fmt.Errorf("price_cents is %.40q, want a whole number", s)
		}
	}
	for _, f := range []struct {
		name string
		to   *float64
	}{{"weight_g", &p.WeightG}, {"weight_sd_g", &p.WeightSDG}} {
		s := text(f.name)
		if s == "" {
			continue
		}
		if *f.to, err = strconv.ParseFloat(s, 64); err != nil || !(*f.to >= 0 && *f.to < 1e6) {
			return p, fmt.Errorf("%s is %.40q, want grams from 0 to 1000000", f.name, s)
		}
	}
	return p, nil
}

// replayGoods turns products into what fusion must know of them.
func replayGoods(products []ReplayProduct) []fusion.Good {
	out := make([]fusion.Good, 0, len(products))
	for _, p := range products {
		out = append(out, fusion.Good{Item: evidence.Item{GTIN: p.GTIN}, Grams: p.WeightG, SD: p.WeightSDG, ByWeight: p.ByWeight})
	}
	return out
}
