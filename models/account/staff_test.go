package account_test

import (
	"errors"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
)

// office is a desk with staff: Olivia owns the store.
type office struct {
	*desk
	*account.Staff
	olivia account.Employee
}

func newOffice(t *testing.T) *office {
	d := newDesk(t)
	o := &office{desk: d, Staff: account.NewStaff(d.db, d.clock).Cheaply()}
	if err := o.Add(ctx, "Olivia@example.org", "Olivia", account.Owner, "correct horse"); err != nil {
		t.Fatal(err)
	}
	o.olivia = o.employee("olivia@example.org")
	return o
}

func (o *office) employee(email string) account.Employee {
	o.T.Helper()
	e, ok, err := o.db.Employee(ctx, email)
	if err != nil || !ok {
		o.T.Fatalf("%s: %v %v", email, ok, err)
	}
	return e
}

// hires invites a person and lets them accept.
func (o *office) hires(email, name string, role account.Role) account.Employee {
	o.T.Helper()
	secret, err := o.Invite(ctx, o.olivia, email, name, role)
	if err != nil {
		o.T.Fatal(err)
	}
	if _, err := o.Accept(ctx, secret, "battery staple"); err != nil {
		o.T.Fatal(err)
	}
	return o.employee(email)
}

func (o *office) in(email, password, code string) (string, error) {
	return o.SignIn(ctx, account.SignIn{Email: email, Password: password, Code: code, From: "10.0.0.1", Agent: "test"})
}

func TestASessionLastsOneShift(t *testing.T) {
	o := newOffice(t)
	secret, err := o.in(" olivia@Example.org", "correct horse", "")
	if err != nil {
		t.Fatal(err)
	}
	if e, ok := o.Staff.Who(ctx, secret); !ok || e.Name != "Olivia" || e.Role != account.Owner {
		t.Fatalf("%+v %v", e, ok)
	}
	if _, ok := o.Shoppers.Who(ctx, secret); ok {
		t.Fatal("a staff session is a shopper's too")
	}
	o.now = o.now.Add(13 * time.Hour)
	if _, ok := o.Staff.Who(ctx, secret); ok {
		t.Fatal("a session outlived the shift")
	}
}

func TestGuessesAtAnAddressCountWhetherOrNotItIsAnybodys(t *testing.T) {
	o := newOffice(t)
	for range 8 {
		if _, err := o.in("cy@example.org", "wrong wrong", ""); !errors.Is(err, account.ErrSignIn) {
			t.Fatal(err)
		}
	}
	if err := o.Add(ctx, "cy@example.org", "Cy", account.Clerk, "battery staple"); err != nil {
		t.Fatal(err)
	}
	_, err := o.in("cy@example.org", "battery staple", "")
	o.refused(err, account.CodeTooMany)
	o.now = o.now.Add(11 * time.Minute)
	if _, err := o.in("cy@example.org", "battery staple", ""); err != nil {
		t.Fatal(err)
	}
}

func TestAnInvitationIsGoodOnce(t *testing.T) {
	o := newOffice(t)
	secret, err := o.Invite(ctx, o.olivia, "Max@example.org", "Max", account.Manager)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.Accept(ctx, secret, "short")
	o.refused(err, account.CodeBadPassword)
	if _, err := o.Accept(ctx, secret, "battery staple"); err != nil {
		t.Fatal(err)
	}
	_, err = o.Accept(ctx, secret, "another staple")
	o.refused(err, account.CodeBadCode)
	if _, err := o.in("max@example.org", "battery staple", ""); err != nil {
		t.Fatal(err)
	}
	_, err = o.Invite(ctx, o.olivia, "max@example.org", "Max", account.Clerk)
	o.refused(err, account.CodeKnown)
	old, err := o.Invite(ctx, o.olivia, "zoe@example.org", "Zoe", account.Clerk)
	if err != nil {
		t.Fatal(err)
	}
	o.now = o.now.Add(8 * 24 * time.Hour)
	_, err = o.Accept(ctx, old, "battery staple")
	o.refused(err, account.CodeBadCode)
}

// TestNobodyGivesMoreThanTheyHave walks every pair of roles.
func TestNobodyGivesMoreThanTheyHave(t *testing.T) {
	may := map[account.Role][]account.Role{
		account.Owner:   account.Roles(),
		account.Manager: {account.Clerk, account.Attendant},
	}
	for _, from := range account.Roles() {
		for _, to := range append(account.Roles(), "wizard") {
			want := false
			for _, r := range may[from] {
				want = want || r == to
			}
			if got := from.Grants(to); got != want {
				t.Errorf("%s makes a %s: %v", from, to, got)
			}
		}
	}
	o := newOffice(t)
	max := o.hires("max@example.org", "Max", account.Manager)
	al := o.hires("al@example.org", "Al", account.Attendant)
	_, err := o.Invite(ctx, max, "x@example.org", "X", account.Owner)
	o.refused(err, account.CodeNotAllowed)
	o.refused(o.SetRole(ctx, max, al.ID, account.Owner), account.CodeNotAllowed)
	o.refused(o.SetRole(ctx, max, o.olivia.ID, account.Clerk), account.CodeNotAllowed)
	o.refused(o.SetRole(ctx, max, max.ID, account.Owner), account.CodeNotAllowed)
	o.refused(o.Leave(ctx, o.olivia, o.olivia.ID), account.CodeNotAllowed)
	if err := o.SetRole(ctx, max, al.ID, account.Clerk); err != nil || o.employee("al@example.org").Role != account.Clerk {
		t.Error(err)
	}
}

func TestWhoLeavesIsOutAtOnce(t *testing.T) {
	o := newOffice(t)
	al := o.hires("al@example.org", "Al", account.Attendant)
	secret, err := o.in("al@example.org", "battery staple", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Leave(ctx, o.olivia, al.ID); err != nil {
		t.Fatal(err)
	}
	if _, ok := o.Staff.Who(ctx, secret); ok {
		t.Error("the session goes on")
	}
	if _, err := o.in("al@example.org", "battery staple", ""); !errors.Is(err, account.ErrSignIn) {
		t.Errorf("signs in again: %v", err)
	}
	if err := o.Return(ctx, o.olivia, al.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := o.in("al@example.org", "battery staple", ""); err != nil {
		t.Error(err)
	}
}

func TestSessionsAreSeenAndEnded(t *testing.T) {
	o := newOffice(t)
	al := o.hires("al@example.org", "Al", account.Attendant)
	first, _ := o.in("al@example.org", "battery staple", "")
	o.now = o.now.Add(time.Hour)
	second, _ := o.in("al@example.org", "battery staple", "")
	hers, _ := o.in("olivia@example.org", "correct horse", "")
	if _, ok := o.Staff.Who(ctx, first); !ok {
		t.Fatal("not in")
	}
	all, err := o.Sessions(ctx)
	if err != nil || len(all) != 3 {
		t.Fatalf("%+v %v", all, err)
	}
	var olivias string
	for _, s := range all {
		if account.IsSession(s, first) && (!s.Seen.Equal(o.now) || s.From != "10.0.0.1" || s.Agent != "test") {
			t.Errorf("%+v", s)
		}
		if account.IsSession(s, hers) {
			olivias = s.ID
		}
	}
	o.refused(o.End(ctx, al, olivias), account.CodeNotAllowed)
	if err := o.SetPassword(ctx, al, "battery staple", "quite another one", second); err != nil {
		t.Fatal(err)
	}
	if _, ok := o.Staff.Who(ctx, first); ok {
		t.Error("another session outlives a new password")
	}
	if _, ok := o.Staff.Who(ctx, second); !ok {
		t.Error("one's own session ends with a new password")
	}
	for _, s := range all {
		if account.IsSession(s, second) {
			if err := o.End(ctx, o.olivia, s.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, ok := o.Staff.Who(ctx, second); ok {
		t.Error("an ended session goes on")
	}
}

func TestAnAppsCodeIsAskedForAndGoodOnce(t *testing.T) {
	o := newOffice(t)
	secret := account.NewSecret()
	o.refused(o.SetApp(ctx, o.olivia, "correct horse", secret, "000000"), account.CodeBadCode)
	o.refused(o.SetApp(ctx, o.olivia, "wrong horse", secret, account.CodeAt(secret, o.now)), account.CodeBadPassword)
	if err := o.SetApp(ctx, o.olivia, "correct horse", secret, account.CodeAt(secret, o.now)); err != nil {
		t.Fatal(err)
	}
	if _, err := o.in("olivia@example.org", "correct horse", ""); !errors.Is(err, account.ErrCode) {
		t.Fatalf("in without a code: %v", err)
	}
	if _, err := o.in("olivia@example.org", "wrong horse", account.CodeAt(secret, o.now)); !errors.Is(err, account.ErrSignIn) {
		t.Fatalf("in with the code alone: %v", err)
	}
	if _, err := o.in("olivia@example.org", "correct horse", account.CodeAt(secret, o.now)); !errors.Is(err, account.ErrSignIn) {
		t.Fatalf("the code that set the app up is good again: %v", err)
	}
	o.now = o.now.Add(30 * time.Second)
	if _, err := o.in("olivia@example.org", "correct horse", account.CodeAt(secret, o.now)); err != nil {
		t.Fatal(err)
	}
	if _, err := o.in("olivia@example.org", "correct horse", account.CodeAt(secret, o.now)); !errors.Is(err, account.ErrSignIn) {
		t.Fatalf("a code is good twice: %v", err)
	}
	for range 8 {
		_, _ = o.in("olivia@example.org", "correct horse", "123456")
	}
	o.now = o.now.Add(30 * time.Second)
	_, err := o.in("olivia@example.org", "correct horse", account.CodeAt(secret, o.now))
	o.refused(err, account.CodeTooMany)
}

func TestABadgeAndItsPIN(t *testing.T) {
	o := newOffice(t)
	_, err := o.SetBadge(ctx, o.olivia, "correct horse", "12ab")
	o.refused(err, account.CodeBadPassword)
	badge, err := o.SetBadge(ctx, o.olivia, "correct horse", "2468")
	if err != nil || !account.IsBadge(badge) {
		t.Fatalf("%q %v", badge, err)
	}
	if e, err := o.ByBadge(ctx, badge, "2468", "cart-1"); err != nil || e.Name != "Olivia" {
		t.Fatalf("%+v %v", e, err)
	}
	_, err = o.ByBadge(ctx, "DASHCART-STAFF-", "", "cart-1")
	o.refused(err, account.CodeBadCode)
	for range 8 {
		_, err := o.ByBadge(ctx, badge, "0000", "cart-1")
		o.refused(err, account.CodeBadCode)
	}
	_, err = o.ByBadge(ctx, badge, "2468", "cart-2")
	o.refused(err, account.CodeTooMany)
}
