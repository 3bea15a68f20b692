package trip

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
)

// Event is something that happened. Events are written, never changed.
type Event interface{ event() }

// Record is an event as the journal keeps it. All records of one command share
// its Key and were written in one transaction.
type Record struct {
	Seq   int64
	Key   string // idempotency key of the command
	Trip  string
	At    time.Time // UTC
	Actor Actor
	Event Event
}

// The events.
type (
	LockPlaced       struct{ Reason string }
	LockLifted       struct{}
	CartTakenOut     struct{ Reason string }
	CartBroughtBack  struct{ Cart CartStatus }
	CartEmptied      struct{}
	GoodsLeftBehind  struct{ Grams float64 }
	PhoneReserved    struct{ Reservation Reservation }
	ReservationEnded struct{ Reason string }

	TripLinked struct {
		Trip     string
		Phone    string
		Shopper  Shopper
		Currency string
		List     []ListItem
		Prefs    Preferences
	}
	ShoppingStarted struct {
		Bags  int
		Grams float64
	}
	// LinePut adds a line, or adds to line Line.ID where it exists.
	LinePut struct {
		Line     pricing.Line
		Effect   Effect
		Evidence *evidence.Decision `json:",omitempty"`
		Kind     string
	}
	// LineTaken takes from a line; Left is the line as it stays, nil if gone.
	LineTaken struct {
		Line     int
		Left     *pricing.Line `json:",omitempty"`
		Was      pricing.Line
		Effect   Effect
		Disputed float64
		Evidence *evidence.Decision `json:",omitempty"`
		Kind     string
		Reason   string `json:",omitempty"`
	}
	// LineReplaced changes what a line is, or how many of it there are.
	LineReplaced struct {
		Line   pricing.Line
		Kind   string
		Reason string
	}
	// EffectReverted takes back what an earlier decision did.
	EffectReverted struct {
		Decision int
		Lines    []pricing.Line // the basket's lines afterwards
		Disputed float64
		Kind     string
	}
	QuestionAsked struct {
		Question Question
		Evidence *evidence.Decision `json:",omitempty"`
	}
	QuestionClosed struct {
		Question int
		How      string // answered, none, revised, own
	}
	QuestionPostponed struct{ Question int }
	OwnThingAdded     struct{ Grams float64 }
	ProduceAnnounced  struct{ Line *pricing.Line }
	CouponAdded       struct{ Coupon Coupon }
	CouponSettled     struct {
		Code   string
		OK     bool
		Reason string
	}
	CouponRemoved struct{ Code string }
	// LoyaltyShown is the number of the shopper's loyalty card from here on.
	LoyaltyShown       struct{ Number string }
	ListChanged        struct{ List []ListItem }
	PreferencesChanged struct{ Prefs Preferences }
	// BagsBought is how many of the store's bags the shopper takes now.
	BagsBought struct{ Count int }
	SignOfLife struct{}
	HelpAsked  struct{ Help Help }
	HelpTaken  struct{ Staff string }
	HelpEnded  struct{}
	HoldPlaced struct{ Hold Hold }
	HoldLifted struct{}

	LaneEntered struct{ Lane string }
	LaneLeft    struct{ Reason string }
	AuditDone   struct {
		Audit   Audit
		Receipt pricing.Receipt
	}
	FindingResolved struct {
		Finding       int
		Staff, Reason string
	}
	LoadDisturbed   struct{ Grams float64 }
	PaymentOpened   struct{ Payment Payment }
	PaymentAdvanced struct {
		Key         string
		Status      PaymentStatus
		Ref, Reason string
	}
	ReceiptIssued  struct{ Receipt pricing.Receipt }
	TripReleased   struct{ Lane string }
	TripHandedOver struct {
		Code    string
		Receipt pricing.Receipt
	}
	TripAbandoned struct {
		Reason, Place string
		Shelve        []pricing.Line
	}
	TripMovedOut struct{ To string }
	TripMovedIn  struct {
		Trip Trip
		From string
	}
	GoodsCarried struct{}
	AgeApproved  struct {
		Age   int
		Staff string
	}
)

func (LockPlaced) event()         {}
func (LockLifted) event()         {}
func (CartTakenOut) event()       {}
func (CartBroughtBack) event()    {}
func (CartEmptied) event()        {}
func (GoodsLeftBehind) event()    {}
func (PhoneReserved) event()      {}
func (ReservationEnded) event()   {}
func (TripLinked) event()         {}
func (ShoppingStarted) event()    {}
func (LinePut) event()            {}
func (LineTaken) event()          {}
func (LineReplaced) event()       {}
func (EffectReverted) event()     {}
func (QuestionAsked) event()      {}
func (QuestionClosed) event()     {}
func (QuestionPostponed) event()  {}
func (OwnThingAdded) event()      {}
func (ProduceAnnounced) event()   {}
func (CouponAdded) event()        {}
func (CouponSettled) event()      {}
func (CouponRemoved) event()      {}
func (LoyaltyShown) event()       {}
func (ListChanged) event()        {}
func (PreferencesChanged) event() {}
func (SignOfLife) event()         {}
func (HelpAsked) event()          {}
func (HelpTaken) event()          {}
func (HelpEnded) event()          {}
func (HoldPlaced) event()         {}
func (HoldLifted) event()         {}
func (LaneEntered) event()        {}
func (LaneLeft) event()           {}
func (AuditDone) event()          {}
func (FindingResolved) event()    {}
func (LoadDisturbed) event()      {}
func (PaymentOpened) event()      {}
func (PaymentAdvanced) event()    {}
func (ReceiptIssued) event()      {}
func (TripReleased) event()       {}
func (TripHandedOver) event()     {}
func (TripAbandoned) event()      {}
func (TripMovedOut) event()       {}
func (TripMovedIn) event()        {}
func (GoodsCarried) event()       {}
func (AgeApproved) event()        {}
func (BagsBought) event()         {}

// kinds maps an event's stored name to its type. A name, once written, is
// never given to another event.
var kinds = func() map[string]reflect.Type {
	m := map[string]reflect.Type{}
	for _, e := range []Event{
		LockPlaced{}, LockLifted{}, CartTakenOut{}, CartBroughtBack{}, CartEmptied{}, GoodsLeftBehind{},
		PhoneReserved{}, ReservationEnded{}, TripLinked{}, ShoppingStarted{}, LinePut{}, LineTaken{}, LineReplaced{},
		EffectReverted{}, QuestionAsked{}, QuestionClosed{}, QuestionPostponed{}, OwnThingAdded{}, ProduceAnnounced{},
		CouponAdded{}, CouponSettled{}, CouponRemoved{}, ListChanged{}, PreferencesChanged{}, SignOfLife{},
		HelpAsked{}, HelpTaken{}, HelpEnded{}, HoldPlaced{}, HoldLifted{}, LaneEntered{}, LaneLeft{}, AuditDone{},
		FindingResolved{}, LoadDisturbed{}, PaymentOpened{}, PaymentAdvanced{}, ReceiptIssued{}, TripReleased{},
		TripHandedOver{}, TripAbandoned{}, TripMovedOut{}, TripMovedIn{}, GoodsCarried{}, AgeApproved{},
		BagsBought{}, LoyaltyShown{},
	} {
		t := reflect.TypeOf(e)
		m[t.Name()] = t
	}
	return m
}()

// Encode returns an event's stored name and JSON.
func Encode(e Event) (kind string, data []byte, err error) {
	data, err = json.Marshal(e)
	return reflect.TypeOf(e).Name(), data, err
}

// Decode is the inverse of Encode.
func Decode(kind string, data []byte) (Event, error) {
	t, ok := kinds[kind]
	if !ok {
		return nil, fmt.Errorf("event %q is not known to this version", kind)
	}
	v := reflect.New(t)
	if err := json.Unmarshal(data, v.Interface()); err != nil {
		return nil, fmt.Errorf("event %q: %w", kind, err)
	}
	return v.Elem().Interface().(Event), nil
}
