package admin

import "github.com/dashcart/dashcart/models/account"

// Role is what a person is employed as, Action what one may be allowed to do;
// models/account holds the one table of who may do what.
type (
	Role   = account.Role
	Action = account.Action
)

// The actions that routes name.
const (
	See       = account.See
	Help      = account.Help
	Produce   = account.Produce
	Products  = account.Products
	Coupons   = account.Coupons
	Reload    = account.Reload
	WorkLanes = account.WorkLanes
	WorkCarts = account.WorkCarts
	ReadTrips = account.ReadTrips
	JoinCarts = account.JoinCarts
)
