package account

import "slices"

// Role is what a person is employed as.
type Role string

// The roles.
const (
	Owner     Role = "owner"
	Manager   Role = "manager"
	Clerk     Role = "clerk"
	Attendant Role = "attendant"
	Auditor   Role = "auditor"
)

var roles = []Role{Owner, Manager, Clerk, Attendant, Auditor}

// Roles lists the roles, from the most to the least.
func Roles() []Role { return slices.Clone(roles) }

// Known reports whether it is one of the roles.
func (r Role) Known() bool { return slices.Contains(roles, r) }

// Action is something a person may be allowed to do. Every route names one.
type Action string

// The actions.
const (
	See       Action = "see"       // floor, carts, lanes, goods
	Help      Action = "help"      // take and resolve calls
	Decide    Action = "decide"    // approve ages, correct baskets
	Produce   Action = "produce"   // produce codes and their prices
	Products  Action = "products"  // products, their prices, imports
	Coupons   Action = "coupons"   // coupons and offers
	WorkLanes Action = "lanes"     // open, close, pair
	WorkCarts Action = "carts"     // lock, call, take out of service
	JoinCarts Action = "join"      // let a new cart into the fleet
	ReadTrips Action = "trips"     // trips with evidence and receipts
	Refund    Action = "refund"    // give money back
	Export    Action = "export"    // files for accounting
	Reports   Action = "reports"   // what goes on, in figures
	People    Action = "people"    // invite staff, change roles, end sessions
	ReadAudit Action = "audit"     // the log of what staff did
	Privacy   Action = "privacy"   // export and erase what is known of a shopper
	Train     Action = "train"     // training trips
	Own       Action = "own"       // one's own password, codes and sessions
	Reload    Action = "catalogue" // settle, reload and restore the catalogue
)

// Right is one row of the table of who may do what.
type Right struct {
	Action Action
	Roles  []Role
}

// rights is the one table of who may do what.
var rights = []Right{
	{See, roles},
	{Own, roles},
	{Help, []Role{Owner, Manager, Clerk, Attendant}},
	{Decide, []Role{Owner, Manager, Attendant}},
	{Train, []Role{Owner, Manager, Clerk, Attendant}},
	{Produce, []Role{Owner, Manager, Clerk}},
	{Products, []Role{Owner, Manager, Clerk}},
	{Coupons, []Role{Owner, Manager}},
	{Reload, []Role{Owner, Manager}},
	{WorkLanes, []Role{Owner, Manager, Attendant}},
	{WorkCarts, []Role{Owner, Manager, Attendant}},
	{JoinCarts, []Role{Owner, Manager}},
	{ReadTrips, []Role{Owner, Manager, Attendant, Auditor}},
	{Refund, []Role{Owner, Manager}},
	{Export, []Role{Owner, Manager, Auditor}},
	{Reports, []Role{Owner, Manager, Auditor}},
	{People, []Role{Owner, Manager}},
	{ReadAudit, []Role{Owner, Auditor}},
	{Privacy, []Role{Owner, Manager}},
}

// Rights is the table of who may do what, for the page that shows it.
func Rights() []Right { return slices.Clone(rights) }

// May reports whether a role may do an action. What the table does not name,
// nobody may.
func (r Role) May(a Action) bool {
	i := slices.IndexFunc(rights, func(x Right) bool { return x.Action == a })
	return i >= 0 && slices.Contains(rights[i].Roles, r)
}

// Grants reports whether a person of this role may make somebody else of that
// role, or change one who is: nobody gives more than they have, and only an
// owner makes or unmakes owners and managers.
func (r Role) Grants(to Role) bool {
	switch r {
	case Owner:
		return to.Known()
	case Manager:
		return to == Clerk || to == Attendant
	}
	return false
}
