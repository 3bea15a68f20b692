package trip

import (
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
)

// Command asks for a change. Decide checks it against the folded state.
type Command interface{ command() }

// Actor is in whose name a command is given.
type Actor struct {
	Kind ActorKind `json:"kind"`
	ID   string    `json:"id,omitempty"`
	Name string    `json:"name,omitempty"`
}

// ActorKind tells shoppers, staff and the machine itself apart.
type ActorKind string

// Kinds of Actor.
const (
	ByShopper ActorKind = "shopper"
	ByPhone   ActorKind = "phone"
	ByStaff   ActorKind = "staff"
	BySenses  ActorKind = "senses"
	BySystem  ActorKind = "system"
)

// The commands. Those about the cart itself come first, then linking, the
// basket, the lane and the end.
type (
	// Lock stops an idle cart from starting trips; Unlock lets it again.
	Lock struct{ Reason string }
	// Unlock ends Lock.
	Unlock struct{}
	// TakeOut puts the cart out of service: a fault or staff. A trip under
	// way goes on with what still works.
	TakeOut struct{ Reason string }
	// BringBack ends TakeOut.
	BringBack struct{}
	// Emptied says that the platform is empty, still and zeroed.
	Emptied struct{}
	// LeftBehind says that something is still inside after the trip.
	LeftBehind struct{ Grams float64 }

	// Reserve holds an idle cart for a phone.
	Reserve struct {
		Phone string
		Until time.Time
	}
	// EndReservation gives the cart back: cancelled on either side, or expired.
	EndReservation struct{ Reason string }
	// Link starts a trip: of the phone that reserved the cart, or, with an
	// empty Phone, of a guest or of a shopper whose code the cart read.
	Link struct {
		Trip     string
		Phone    string
		Shopper  Shopper
		Currency string
		List     []ListItem
		Prefs    Preferences
	}
	// Start says which bags were in the cart already; shopping begins.
	Start struct {
		Bags  int
		Grams float64
	}

	// Recognise is what fusion concluded. Choices gives the line templates of
	// the decision's item and candidates, in their order; for goods nobody
	// knows it is empty.
	Recognise struct {
		Decision evidence.Decision
		Line     pricing.Line // of Decision.Item, when putting
		Choices  []Choice     // when asking
	}
	// Answer answers question Question: Line is the chosen one; None asks to
	// be shown again, Later leaves it for the lane, Own says it is the
	// shopper's own thing, Unknown that staff will price it.
	Answer struct {
		Question                  int
		Line                      pricing.Line
		Quantity                  int
		None, Later, Own, Unknown bool
	}
	// Correct says that a line is something else, which keeps its weight.
	Correct struct {
		Line int
		To   pricing.Line
	}
	// NotInCart says that one of a line is not in the cart; the difference
	// from the scale stays open until the lane.
	NotInCart struct{ Line int }
	// Undo takes back what decision Decision did.
	Undo struct{ Decision int }
	// Confirm makes a line of a scanned thing whose weight cannot speak.
	Confirm struct{ Line pricing.Line }
	// Announce says which produce comes next; a nil Line takes it back.
	Announce struct{ Line *pricing.Line }
	// SetQuantity sets how many of a produce line sold by each there are.
	SetQuantity struct{ Line, Quantity int }
	// BuyBags says how many of the store's bags the shopper takes.
	BuyBags struct{ Count int }
	// AddCoupon adds a coupon, Pending until the store confirmed it.
	AddCoupon struct {
		Coupon  pricing.Coupon
		Pending bool
	}
	// SettleCoupon is the store's answer about a pending coupon.
	SettleCoupon struct {
		Code   string
		OK     bool
		Reason string
	}
	// RemoveCoupon takes a coupon out again.
	RemoveCoupon struct{ Code string }
	// ShowLoyalty says which loyalty card the shopper has; empty for none.
	ShowLoyalty struct{ Number string }
	// SetList replaces the shopping list.
	SetList struct{ List []ListItem }
	// SetPreferences changes how the touchscreen speaks and looks.
	SetPreferences struct{ Prefs Preferences }
	// StayActive is a sign of life that answers the time-out's warning.
	StayActive struct{}

	// AskHelp calls staff.
	AskHelp struct{ Reason string }
	// TakeHelp says who is on the way.
	TakeHelp struct{ Staff string }
	// EndHelp ends the request.
	EndHelp struct{}
	// PlaceHold stops the trip from leaving; LiftHold lets it.
	PlaceHold struct{ Reason, Staff string }
	// LiftHold ends PlaceHold.
	LiftHold struct{}
	// PriceLine is an attendant naming and pricing an unknown thing.
	PriceLine struct {
		Line   int
		To     pricing.Line
		Reason string
	}
	// Adjust is staff changing a line's quantity, zero to remove it.
	Adjust struct {
		Line, Quantity int
		Reason         string
	}

	// ClaimOwn says that Grams on the scale, negative when taken out again, are
	// the shopper's own bag or coat, put in later.
	ClaimOwn struct{ Grams float64 }
	// ApproveAge is staff having seen that the shopper is at least Age, so that
	// the lane need not ask again.
	ApproveAge struct {
		Age   int
		Staff string
	}

	// EnterLane freezes the basket at a lane.
	EnterLane struct{ Lane string }
	// LeaveLane thaws it again.
	LeaveLane struct{ Reason string }
	// RecordAudit keeps what the audit found and the receipt to be paid.
	RecordAudit struct {
		Audit   Audit
		Receipt pricing.Receipt
	}
	// ResolveFinding is an attendant deciding one finding, with a reason.
	ResolveFinding struct {
		Finding int
		Staff   string
		Reason  string
	}
	// Disturb says that the load changed by Grams after the freeze.
	Disturb struct{ Grams float64 }

	// BeginPayment writes the intent to authorise; its outcome comes after.
	BeginPayment struct {
		Key      string
		Amount   money.Amount
		Provider string
	}
	// SettleAuthorisation is the provider's answer.
	SettleAuthorisation struct {
		Key         string
		OK          bool
		Ref, Reason string
	}
	// BeginCapture writes the intent to capture.
	BeginCapture struct{ Key string }
	// SettleCapture is the provider's answer; a failed capture goes back to
	// the lane after the hold was voided.
	SettleCapture struct {
		Key         string
		OK          bool
		Ref, Reason string
	}
	// IssueReceipt gives the paid receipt its number.
	IssueReceipt struct{ Receipt pricing.Receipt }
	// Release opens the gate: the trip is over, the cart unloads.
	Release struct{ Lane string }
	// HandOver gives the basket to a cashier as Code and a list.
	HandOver struct {
		Code    string
		Receipt pricing.Receipt
	}
	// Abandon ends a trip that nobody finishes; Place is where the cart stands.
	Abandon struct{ Reason, Place string }
	// MoveOut ends the trip here because cart To carries it on.
	MoveOut struct{ To string }
	// MoveIn continues a trip that began on another cart.
	MoveIn struct {
		Trip Trip
		From string
	}
	// Carried says that the goods of a trip that moved lie in this cart now.
	Carried struct{}
)

func (Lock) command()                {}
func (Unlock) command()              {}
func (TakeOut) command()             {}
func (BringBack) command()           {}
func (Emptied) command()             {}
func (LeftBehind) command()          {}
func (Reserve) command()             {}
func (EndReservation) command()      {}
func (Link) command()                {}
func (Start) command()               {}
func (Recognise) command()           {}
func (Answer) command()              {}
func (Correct) command()             {}
func (NotInCart) command()           {}
func (Undo) command()                {}
func (Confirm) command()             {}
func (Announce) command()            {}
func (SetQuantity) command()         {}
func (BuyBags) command()             {}
func (AddCoupon) command()           {}
func (SettleCoupon) command()        {}
func (RemoveCoupon) command()        {}
func (ShowLoyalty) command()         {}
func (SetList) command()             {}
func (SetPreferences) command()      {}
func (StayActive) command()          {}
func (AskHelp) command()             {}
func (TakeHelp) command()            {}
func (EndHelp) command()             {}
func (PlaceHold) command()           {}
func (LiftHold) command()            {}
func (PriceLine) command()           {}
func (Adjust) command()              {}
func (EnterLane) command()           {}
func (LeaveLane) command()           {}
func (RecordAudit) command()         {}
func (ResolveFinding) command()      {}
func (Disturb) command()             {}
func (BeginPayment) command()        {}
func (SettleAuthorisation) command() {}
func (BeginCapture) command()        {}
func (SettleCapture) command()       {}
func (IssueReceipt) command()        {}
func (Release) command()             {}
func (HandOver) command()            {}
func (Abandon) command()             {}
func (MoveOut) command()             {}
func (MoveIn) command()              {}
func (ApproveAge) command()          {}
func (Carried) command()             {}
func (ClaimOwn) command()            {}
