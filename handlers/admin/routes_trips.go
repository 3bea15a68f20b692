package admin

import "github.com/dashcart/dashcart/models/account"

// tripRoutes are the addresses of trips and what comes of them.
var tripRoutes = []route{
	{"GET", "/admin/trips", account.ReadTrips, (*pages).trips},
	{"GET", "/admin/trips/:id", account.ReadTrips, (*pages).trip},
	{"POST", "/admin/trips/:id/refund", account.Refund, (*pages).refund},
	{"GET", "/admin/trips/:id/pictures/:name", account.ReadTrips, (*pages).picture},
	{"POST", "/admin/trips/:id/pictures/:name/photo", account.ReadTrips, (*pages).photoOfTrip}, // and what changes the thing itself
	{"GET", "/admin/exports/accounting.csv", account.Export, (*pages).accounting},
	{"POST", "/admin/carts/:id/train", account.Train, (*pages).train},
	{"GET", "/admin/privacy", account.Privacy, (*pages).privacy},
	{"GET", "/admin/privacy/:id/export", account.Privacy, (*pages).exportPerson},
	{"POST", "/admin/privacy/:id/erase", account.Privacy, (*pages).erasePerson},
	{"GET", "/admin/reports", account.Reports, (*pages).showReports},
	{"GET", "/admin/recognised", account.Reports, (*pages).recognisedList},
	{"GET", "/admin/recognised.csv", account.Reports, (*pages).recognisedFile},
	{"GET", "/admin/reports/:name", account.Reports, (*pages).reportFile},
}
