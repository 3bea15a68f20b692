package catalog

import (
	"fmt"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// The rows below are the one description of both file formats: a CSV column
// and a YAML key have the same name, order and meaning. Prices are whole minor
// units ("cents" whatever the currency), days are written 2026-01-31 and mean
// the whole day in the store's time zone, lists in CSV are parted by "; ".

type fileRows struct {
	Departments []departmentRow `yaml:"departments,omitempty"`
	Products    []productRow    `yaml:"products,omitempty"`
	Produce     []produceRow    `yaml:"produce,omitempty"`
	Offers      []offerRow      `yaml:"offers,omitempty"`
	Coupons     []couponRow     `yaml:"coupons,omitempty"`
}

type departmentRow struct {
	ID     string `yaml:"id" strict:"required"`
	Name   string `yaml:"name" strict:"required"`
	NameES string `yaml:"name_es,omitempty"`
	SNAP   bool   `yaml:"snap,omitempty"`
}

type productRow struct {
	GTIN          gs1.GTIN `yaml:"gtin" strict:"required"`
	Brand         string   `yaml:"brand,omitempty"`
	Name          string   `yaml:"name" strict:"required"`
	NameES        string   `yaml:"name_es,omitempty"`
	Size          string   `yaml:"size,omitempty"`
	Department    string   `yaml:"department,omitempty"`
	Price         int64    `yaml:"price_cents" strict:"required"`
	WeightG       float64  `yaml:"weight_g,omitempty"`
	WeightSDG     float64  `yaml:"weight_sd_g,omitempty"`
	SoldBy        string   `yaml:"sold_by" strict:"required"`
	WidthMM       int      `yaml:"width_mm,omitempty"`
	HeightMM      int      `yaml:"height_mm,omitempty"`
	DepthMM       int      `yaml:"depth_mm,omitempty"`
	TaxClass      string   `yaml:"tax_class,omitempty"`
	AgeLimit      int      `yaml:"age_limit,omitempty"`
	Cold          bool     `yaml:"cold,omitempty"`
	Aisle         string   `yaml:"aisle,omitempty"`
	Shelf         string   `yaml:"shelf,omitempty"`
	Picture       string   `yaml:"picture,omitempty"`
	Photos        string   `yaml:"photos,omitempty"`
	Stop          string   `yaml:"stop,omitempty"`
	StopReason    string   `yaml:"stop_reason,omitempty"`
	CompanyPrefix string   `yaml:"company_prefix,omitempty"`
	Family        string   `yaml:"family,omitempty"`
	Deposit       string   `yaml:"deposit,omitempty"`
	SNAP          string   `yaml:"snap,omitempty"`
}

type produceRow struct {
	PLU        gs1.PLU  `yaml:"plu" strict:"required"`
	Category   string   `yaml:"category,omitempty"`
	Commodity  string   `yaml:"commodity,omitempty"`
	Variety    string   `yaml:"variety,omitempty"`
	Size       string   `yaml:"size,omitempty"`
	Name       string   `yaml:"name" strict:"required"`
	NameES     string   `yaml:"name_es,omitempty"`
	SoldBy     string   `yaml:"sold_by,omitempty"`
	Price      int64    `yaml:"price_cents,omitempty"`
	Organic    int64    `yaml:"organic_price_cents,omitempty"`
	Aliases    []string `yaml:"aliases,omitempty"`
	Season     string   `yaml:"season,omitempty"`
	TypicalG   float64  `yaml:"typical_g,omitempty"`
	TypicalSDG float64  `yaml:"typical_sd_g,omitempty"`
	TareG      float64  `yaml:"tare_g,omitempty"`
	Department string   `yaml:"department,omitempty"`
	TaxClass   string   `yaml:"tax_class,omitempty"`
	Cold       bool     `yaml:"cold,omitempty"`
	Aisle      string   `yaml:"aisle,omitempty"`
	Shelf      string   `yaml:"shelf,omitempty"`
	Picture    string   `yaml:"picture,omitempty"`
	Photos     string   `yaml:"photos,omitempty"`
	Stop       string   `yaml:"stop,omitempty"`
	StopReason string   `yaml:"stop_reason,omitempty"`
}

type couponRow struct {
	Code        string     `yaml:"code" strict:"required"`
	Name        string     `yaml:"name" strict:"required"`
	NameES      string     `yaml:"name_es,omitempty"`
	Kind        string     `yaml:"kind" strict:"required"`
	Target      string     `yaml:"target" strict:"required"`
	GTINs       []gs1.GTIN `yaml:"gtins,omitempty"`
	PLUs        []gs1.PLU  `yaml:"plus,omitempty"`
	Departments []string   `yaml:"departments,omitempty"`
	Amount      int64      `yaml:"amount_cents,omitempty"`
	Percent     money.Rate `yaml:"percent,omitempty"`
	Minimum     int64      `yaml:"minimum_cents,omitempty"`
	Units       int        `yaml:"units,omitempty"`
	From        day        `yaml:"from,omitempty"`
	Until       day        `yaml:"until,omitempty"` // the last day on which it is good
	Once        bool       `yaml:"once,omitempty"`
	PerShopper  bool       `yaml:"once_per_shopper,omitempty"`
}

type offerRow struct {
	ID          string     `yaml:"id" strict:"required"`
	Name        string     `yaml:"name" strict:"required"`
	NameES      string     `yaml:"name_es,omitempty"`
	Kind        string     `yaml:"kind" strict:"required"`
	GTINs       []gs1.GTIN `yaml:"gtins,omitempty"`
	PLUs        []gs1.PLU  `yaml:"plus,omitempty"`
	Departments []string   `yaml:"departments,omitempty"`
	Brands      []string   `yaml:"brands,omitempty"`
	Everything  bool       `yaml:"everything,omitempty"`
	OtherGTINs  []gs1.GTIN `yaml:"other_gtins,omitempty"`
	OtherPLUs   []gs1.PLU  `yaml:"other_plus,omitempty"`
	OtherDepts  []string   `yaml:"other_departments,omitempty"`
	OtherBrands []string   `yaml:"other_brands,omitempty"`
	Quantity    int        `yaml:"quantity,omitempty"`
	OtherCount  int        `yaml:"other_quantity,omitempty"`
	Get         int        `yaml:"get,omitempty"`
	Price       int64      `yaml:"price_cents,omitempty"`
	Amount      int64      `yaml:"amount_cents,omitempty"`
	Percent     money.Rate `yaml:"percent,omitempty"`
	Minimum     int64      `yaml:"minimum_cents,omitempty"`
	Limit       int        `yaml:"limit,omitempty"`
	PerShopper  int        `yaml:"per_shopper,omitempty"`
	Budget      int64      `yaml:"budget_cents,omitempty"`
	Members     bool       `yaml:"members,omitempty"`
	Combine     bool       `yaml:"combine,omitempty"`
	Days        []string   `yaml:"days,omitempty"`
	Hours       string     `yaml:"hours,omitempty"`
	From        day        `yaml:"from,omitempty"`
	Until       day        `yaml:"until,omitempty"`
}

// day is a calendar day, empty for none.
type day string

const dayLayout = "2006-01-02"

// UnmarshalText reads 2026-01-31.
func (d *day) UnmarshalText(b []byte) error {
	if _, err := time.Parse(dayLayout, string(b)); err != nil && len(b) > 0 {
		return fmt.Errorf("%.20q is not a day like 2026-01-31", b)
	}
	*d = day(b)
	return nil
}

// MarshalText writes it as it is read.
func (d day) MarshalText() ([]byte, error) { return []byte(d), nil }

// start is the first instant of the day, end the first after it.
func (d day) start(in *time.Location) time.Time {
	t, err := time.ParseInLocation(dayLayout, string(d), in)
	if err != nil {
		return time.Time{}
	}
	return t
}

func (d day) end(in *time.Location) time.Time {
	t := d.start(in)
	if t.IsZero() {
		return t
	}
	return t.AddDate(0, 0, 1)
}

// dayOf is the day on which t falls, lastDay that of the instant before it.
func dayOf(t time.Time, in *time.Location) day {
	if t.IsZero() {
		return ""
	}
	return day(t.In(in).Format(dayLayout))
}

func lastDay(t time.Time, in *time.Location) day {
	if t.IsZero() {
		return ""
	}
	return dayOf(t.Add(-time.Nanosecond), in)
}
