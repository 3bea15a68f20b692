// Package store is one store as its store.yaml declares it: where it is, when
// it opens, its floor, carts with their sensors, lanes, policies and taxes, and
// the files of what it sells.
package store

import (
	"path/filepath"
	"time"

	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/floor"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/loyalty"
	"github.com/dashcart/dashcart/models/money"
)

// Store is a whole store file, checked. It never changes.
type Store struct {
	Name       string
	Address    string
	Phone      string
	Location   *time.Location
	Currency   string
	Languages  []string // BCP 47; the first is the store's own
	WeightUnit evidence.Unit
	Hours      []Hours
	Records    string // address of the PostgreSQL database that keeps the records; empty: a file in the data folder
	Events     Events // where they wait for the records
	Chain      Chain  // the stores of this head office; none where this is a store
	PublicURL  string // of the shoppers' phone pages; empty: where it listens
	SignIn     SignIn
	Fiscal     Fiscal
	Mail       Mail
	Payment    Payment

	Floor       floor.Plan
	Lanes       []Lane
	Carts       []Cart
	Capacity    Capacity
	Recognition Recognition
	Recorder    Recorder
	Policies    Policies
	Prices      Prices
	SaleHours   []SaleHours
	Containers  []Container    // for goods by weight
	Codes       []gs1.Layout   // of variable measure, and labels that lower a price
	Loyalty     loyalty.Scheme // the retailer's card; the zero one for none
	Coupons     coupon.Book    // what manufacturers' coupons need beside the catalogue

	File     string // the store file as it was given
	Pictures string // folder of the catalogue's pictures
}

// Hours are the days of the week on which the store is open from Open to
// Close, minutes after midnight. Close may be up to 1440, the midnight after.
type Hours struct {
	Days        []time.Weekday
	Open, Close int
}

// Fiscal is what the law asks of receipts. Required says that a fiscal device
// signs each: without one, baskets are only handed over to a cashier.
type Fiscal struct {
	Required bool `yaml:"required"`
}

// SignIn is how shoppers may sign in besides by a code in their mail.
type SignIn struct {
	OpenID OpenID `yaml:"openid,omitempty"`
}

// OpenID is where the retailer's own accounts are, empty where there are none.
type OpenID struct {
	Name   string `yaml:"name"`      // what the button says
	Issuer string `yaml:"issuer"`    // its address
	Client string `yaml:"client_id"` // what it calls this store
}

// Mail is how receipts and codes leave; without a Server they stay in the outbox.
type Mail struct {
	Server       string `yaml:"server"` // host:port of an SMTP server
	From         string `yaml:"from"`
	User         string `yaml:"user,omitempty"`          // to sign in to it
	PasswordFile string `yaml:"password_file,omitempty"` // holds the password alone
}

// Payment names who moves the money.
type Payment struct {
	Provider string // "house" for the store's own accounts
	Options  []byte // raw YAML
}

// Lane is where carts leave. Dash lanes settle by themselves.
type Lane struct {
	ID        string
	Name      string
	Dash      bool // else a conventional checkout
	At        floor.Point
	Code      string  // what its marker says
	AuditRate float64 // share of carts checked at random, 0 to 1
	Attended  bool
	Open      bool // when the store opens
	Paired    []string
}

// Cart is one cart with its sensors.
type Cart struct {
	ID      string
	Number  string // painted on it
	Sensors []Sensor
}

// Sensor kinds.
const (
	KindScale    = "scale"
	KindCamera   = "camera"
	KindScanner  = "scanner"
	KindPosition = "position"
	KindPower    = "power"
)

// Sensor is one device. Options are YAML that only its driver understands.
type Sensor struct {
	Kind    string
	Role    string // "pan" for a second scale beside the platform
	Name    string
	Type    string // of the driver
	Options []byte
	Line    int // in the store file, of the sensor
}

// Capacity is what a cart can carry: so many bags of so much each.
type Capacity struct {
	Bags      int     `yaml:"bags"`
	Litres    float64 `yaml:"litres"`
	Kilograms float64 `yaml:"kilograms"`
}

// Recognition holds what fusion is told: how long a scan waits for its weight,
// and thresholds of its gates by name.
type Recognition struct {
	ScanWait      time.Duration
	Accept        float64 // probability at which a put or take is taken as it is
	Ask           float64 // of the best three together, to ask which of them it is
	Residual      float64 // standard deviations between scale and basket that are asked about
	MergeSiblings bool    // goods of one brand and price may stand for one another
	Model         Model
}

// Model is a network that describes pictures of goods, beside what the program
// itself sees in them.
type Model struct {
	File  string  // an ONNX file; "" for none
	Share float64 // of the score that is its, 0 to 1
	line  int     // of store.yaml
}

// Recorder bounds each cart's flight recorder, and says for how many days the
// evidence of decisions is kept.
type Recorder struct {
	Minutes      float64 `yaml:"minutes"`
	Megabytes    float64 `yaml:"megabytes"`
	EvidenceDays float64 `yaml:"evidence_days"`
}

// Policies are times and limits of a trip.
type Policies struct {
	TokenLife      time.Duration // of a cart's QR code
	Reservation    time.Duration // a phone may hold a cart while signing in
	IdleWarning    time.Duration
	IdleAbandon    time.Duration // after the warning
	BatteryWarn    float64       // percent
	BatteryNoStart float64       // percent below which no trip starts
	BatteryMove    float64       // percent below which a trip moves to another cart
	MaxTrip        money.Amount  // settled without a person; zero for any
	Hot            float64       // degrees Celsius of a cart's computer above which staff are told
}

// Cart finds a cart by its id.
func (s *Store) Cart(id string) (Cart, bool) {
	for _, c := range s.Carts {
		if c.ID == id {
			return c, true
		}
	}
	return Cart{}, false
}

// Lane finds a lane by its id.
func (s *Store) Lane(id string) (Lane, bool) {
	for _, l := range s.Lanes {
		if l.ID == id {
			return l, true
		}
	}
	return Lane{}, false
}

// LaneByCode finds a lane by what its marker says.
func (s *Store) LaneByCode(code string) (Lane, bool) {
	for _, l := range s.Lanes {
		if l.Code == code {
			return l, true
		}
	}
	return Lane{}, false
}

// Place returns where a marker's code, a lane's or a zone's id is.
func (s *Store) Place(code string) (floor.Point, bool) {
	if m, ok := s.Floor.Marker(code); ok {
		return m.At, true
	}
	for _, l := range s.Lanes {
		if l.Code == code || l.ID == code {
			return l.At, true
		}
	}
	return s.Floor.Spot(code, "")
}

// Picture returns the path of a picture of the catalogue.
func (s *Store) Picture(name string) string { return filepath.Join(s.Pictures, filepath.Base(name)) }
