// Package admin serves the staff's pages: the floor, help, produce codes,
// coupons, lanes, carts and trips, behind a sign-in with roles.
package admin

import (
	"context"
	"errors"
	"time"

	"github.com/dashcart/dashcart/handlers/live"
	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/floor"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// Deps is what the pages work on.
type Deps struct {
	Name      string // of the store
	Zone      *time.Location
	Plan      func() *floor.Plan
	Carts     func() []shopping.Shopping // in the order of their numbers
	Catalogue Catalogue
	Goods     GoodsDeps
	Lanes     Lanes
	// LanesChanged is told when staff change a lane, so that touchscreens know
	// it too; nil where only these pages need to know.
	LanesChanged *live.Signal
	Trips        Trips
	Staff        Staff
	People       *account.Staff
	Log          Log
	PublicURL    string // of the pages, without a slash at the end, for links that are mailed
	Mail         func(ctx context.Context, m account.Mail) error
	Version      string  // of the software
	HotAbove     float64 // degrees Celsius above which a cart's computer needs a look; 0 for none
	Chain        Chain   // nil where this is no head office
	Fleet        Fleet   // nil where no machine may join as a cart
	// Recording makes a recording of a cart's last trip in a new folder; nil
	// where carts keep theirs elsewhere. ErrNoRecording where it keeps none.
	Recording func(cart, folder string) error
	// Frames are the latest of a cart's cameras; none of a cart on another
	// machine. Nil where there are no carts here.
	Frames func(cart string) []evidence.Frame
}

// ErrNoRecording says that a cart's flight recorder holds no trip.
var ErrNoRecording = errors.New("the flight recorder holds no trip")

// Lanes are the lanes as they stand and what staff may change about them.
type Lanes interface {
	Lanes(ctx context.Context) ([]shopping.LaneInfo, error)
	SetOpen(ctx context.Context, by trip.Actor, lane string, open bool) error
	Pair(ctx context.Context, by trip.Actor, lane string, carts []string) error
	// SetWatch says whether an attendant stands there and which share of carts,
	// 0 to 1, is checked at random.
	SetWatch(ctx context.Context, by trip.Actor, lane string, attended bool, rate float64) error
}

// Member is a person who works here.
type Member struct {
	ID, Name, Email string
	Role            Role
}

// Staff signs people in and out.
type Staff interface {
	SignIn(ctx context.Context, t account.SignIn) (session string, err error)
	Who(ctx context.Context, session string) (Member, bool)
	SignOut(ctx context.Context, session string) error
}
