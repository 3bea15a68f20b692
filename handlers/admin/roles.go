package admin

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

// Roles lists them from the most to the least.
var Roles = []Role{Owner, Manager, Clerk, Attendant, Auditor}

// Action is something a person may be allowed to do. Every route names one.
type Action string

// The actions.
const (
	See       Action = "see"
	Help      Action = "help"
	Produce   Action = "produce"
	Coupons   Action = "coupons"
	WorkLanes Action = "lanes"
	WorkCarts Action = "carts"
	ReadTrips Action = "trips"
)

// rights is the one table of who may do what.
var rights = []struct {
	Action Action
	Label  string
	Roles  []Role
}{
	{See, "See floor, carts, lanes, produce and coupons", Roles},
	{Help, "Take and resolve calls for help", []Role{Owner, Manager, Clerk, Attendant}},
	{Produce, "Change produce codes and prices", []Role{Owner, Manager, Clerk}},
	{Coupons, "Make and change coupons", []Role{Owner, Manager}},
	{WorkLanes, "Open, close and pair lanes", []Role{Owner, Manager, Attendant}},
	{WorkCarts, "Lock carts, take them out of service, end trips", []Role{Owner, Manager, Attendant}},
	{ReadTrips, "Read trips with their evidence and receipts", []Role{Owner, Manager, Auditor, Attendant}},
}

// May reports whether a role may do an action.
func (r Role) May(a Action) bool {
	for _, row := range rights {
		if row.Action == a {
			return slices.Contains(row.Roles, r)
		}
	}
	return false
}
