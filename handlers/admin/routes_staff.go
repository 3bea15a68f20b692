package admin

import "github.com/dashcart/dashcart/models/account"

// staffRoutes are the addresses of people, the log and what belongs to them.
var staffRoutes = []route{
	{"GET", "/admin/roles", account.See, (*pages).roles},
	{"GET", "/admin/staff", account.People, (*pages).people},
	{"POST", "/admin/staff/invite", account.People, (*pages).invite},
	{"POST", "/admin/staff/:id/role", account.People, (*pages).setRole},
	{"POST", "/admin/staff/:id/leave", account.People, (*pages).leave},
	{"POST", "/admin/staff/:id/return", account.People, (*pages).comeBack},
	{"POST", "/admin/staff/:id/app", account.People, (*pages).resetApp},
	{"POST", "/admin/invitations/:id/withdraw", account.People, (*pages).withdraw},
	{"POST", "/admin/sessions/:id/end", account.Own, (*pages).endSession},
	{"GET", "/admin/me", account.Own, (*pages).me},
	{"POST", "/admin/me/password", account.Own, (*pages).setPassword},
	{"POST", "/admin/me/app", account.Own, (*pages).setApp},
	{"POST", "/admin/me/app/drop", account.Own, (*pages).dropApp},
	{"POST", "/admin/me/badge", account.Own, (*pages).setBadge},
	{"POST", "/admin/me/language", account.Own, (*pages).setLanguage},
	{"GET", "/admin/audit", account.ReadAudit, (*pages).auditLog},
}
