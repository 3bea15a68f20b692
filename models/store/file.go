package store

import (
	"fmt"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/catalog/strict"
	"github.com/dashcart/dashcart/models/floor"
)

// file is store.yaml as it is written.
type file struct {
	Name       string      `yaml:"name" strict:"required"`
	Address    string      `yaml:"address" strict:"required"`
	Phone      string      `yaml:"phone"`
	TimeZone   zone        `yaml:"time_zone" strict:"required"`
	Currency   string      `yaml:"currency" strict:"required"`
	Languages  []string    `yaml:"languages" strict:"required"`
	WeightUnit string      `yaml:"weight_unit" strict:"required"`
	Hours      []hoursFile `yaml:"hours"`
	PublicURL  string      `yaml:"public_url"`
	Records    string      `yaml:"records"`
	Events     Events      `yaml:"events"`
	Chain      Chain       `yaml:"chain"`
	SignIn     SignIn      `yaml:"sign_in"`
	Fiscal     Fiscal      `yaml:"fiscal"`
	Mail       Mail        `yaml:"mail"`
	Payment    struct {
		Provider string     `yaml:"provider" strict:"required"`
		Options  strict.Raw `yaml:"options"`
	} `yaml:"payment" strict:"required"`
	Catalogue struct {
		Files    []string `yaml:"files" strict:"required"`
		Pictures string   `yaml:"pictures"`
	} `yaml:"catalogue" strict:"required"`
	Containers  []Container     `yaml:"containers"`
	Codes       []codeFile      `yaml:"codes"`
	Loyalty     loyaltyFile     `yaml:"loyalty"`
	SaleHours   []saleHoursFile `yaml:"hours_of_sale"`
	Coupons     couponsFile     `yaml:"manufacturers_coupons"`
	Prices      pricesFile      `yaml:"prices" strict:"required"`
	Policies    policiesFile    `yaml:"policies" strict:"required"`
	Capacity    Capacity        `yaml:"capacity" strict:"required"`
	Recognition recognitionFile `yaml:"recognition" strict:"required"`
	Recorder    Recorder        `yaml:"recorder"`
	Lanes       []laneFile      `yaml:"lanes" strict:"required"`
	Carts       []cartFile      `yaml:"carts" strict:"required"`
	Floor       floor.Plan      `yaml:"floor" strict:"required"`
}

type hoursFile struct {
	Days  []weekday `yaml:"days" strict:"required"`
	Open  clock     `yaml:"open" strict:"required"`
	Close clock     `yaml:"close" strict:"required"`
}

// couponsFile is what manufacturers' coupons need beside the catalogue.
type couponsFile struct {
	MasterOffers string `yaml:"master_offers"` // a file, JSON or CSV, of the offers of coupons of AI (8112)
	Retailer     string `yaml:"retailer"`      // company prefix or GLN of the store
}

type policiesFile struct {
	Token       float64 `yaml:"token_seconds" strict:"required"`
	Reservation float64 `yaml:"reservation_seconds" strict:"required"`
	IdleWarning float64 `yaml:"idle_warning_seconds" strict:"required"`
	IdleAbandon float64 `yaml:"idle_abandon_seconds" strict:"required"`
	Battery     struct {
		Warn    float64 `yaml:"warn_percent" strict:"required"`
		NoStart float64 `yaml:"no_start_percent" strict:"required"`
		Move    float64 `yaml:"move_percent" strict:"required"`
	} `yaml:"battery" strict:"required"`
	MaxTrip int64   `yaml:"max_trip_cents"`
	Hot     float64 `yaml:"hot_celsius"` // above it staff are told; 70 unless it is said
}

type recognitionFile struct {
	ScanWait float64 `yaml:"scan_wait_seconds" strict:"required"`
	Gates    struct {
		Accept   float64 `yaml:"accept"`
		Ask      float64 `yaml:"ask"`
		Residual float64 `yaml:"residual_sd"`
	} `yaml:"gates"`
	MergeSiblings bool `yaml:"merge_siblings"`
	Model         struct {
		File  string  `yaml:"file"`
		Share float64 `yaml:"share"`
	} `yaml:"model"`
}

type laneFile struct {
	ID        string      `yaml:"id" strict:"required"`
	Name      string      `yaml:"name" strict:"required"`
	Kind      string      `yaml:"kind" strict:"required"`
	At        floor.Point `yaml:"at" strict:"required"`
	Code      string      `yaml:"code" strict:"required"`
	AuditRate float64     `yaml:"audit_rate"`
	Attended  bool        `yaml:"attended"`
	Open      bool        `yaml:"open"`
	Carts     []string    `yaml:"carts"`
}

type cartFile struct {
	ID      string       `yaml:"id" strict:"required"`
	Number  string       `yaml:"number" strict:"required"`
	Sensors []sensorFile `yaml:"sensors" strict:"required"`
}

type sensorFile struct {
	Kind    string     `yaml:"kind" strict:"required"`
	Role    string     `yaml:"role"`
	Name    string     `yaml:"name" strict:"required"`
	Type    string     `yaml:"type" strict:"required"`
	Options strict.Raw `yaml:"options"`
}

// zone reads an IANA time zone, "America/Chicago".
type zone struct{ *time.Location }

// UnmarshalText refuses what the time zone database does not have.
func (z *zone) UnmarshalText(b []byte) error {
	l, err := time.LoadLocation(string(b))
	if err != nil || len(b) == 0 || string(b) == "Local" {
		return fmt.Errorf("%.40q is not a time zone like America/Chicago", b)
	}
	z.Location = l
	return nil
}

// weekday reads mon to sun.
type weekday time.Weekday

// UnmarshalText reads the first three letters of an English day's name.
func (w *weekday) UnmarshalText(b []byte) error {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if string(b) == strings.ToLower(d.String()[:3]) {
			*w = weekday(d)
			return nil
		}
	}
	return fmt.Errorf("%.20q is none of mon, tue, wed, thu, fri, sat, sun", b)
}

// clock reads 07:00 to 24:00 as minutes after midnight.
type clock int

// UnmarshalText reads HH:MM.
func (c *clock) UnmarshalText(b []byte) error {
	var h, m int
	if n, err := fmt.Sscanf(string(b), "%2d:%2d", &h, &m); n != 2 || err != nil || len(b) != 5 || h < 0 || m < 0 || m > 59 || h*60+m > 24*60 {
		return fmt.Errorf("%.20q is not a time like 07:00", b)
	}
	*c = clock(h*60 + m)
	return nil
}
