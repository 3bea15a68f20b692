package account_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/journal/postgrestest"
	"github.com/dashcart/dashcart/models/trip"
)

var ctx = context.Background()

// desk signs people in on a real file, with a clock of its own.
type desk struct {
	*testing.T
	db    *journal.Store
	now   time.Time
	mails []account.Mail
	*account.Shoppers
}

func newDesk(t *testing.T) *desk {
	db, err := journal.OpenStore(postgrestest.Place(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	d := &desk{T: t, db: db, now: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}
	d.Shoppers = account.NewShoppers(db, "Test", func(_ context.Context, m account.Mail) error { d.mails = append(d.mails, m); return nil }, d.clock)
	return d
}

func (d *desk) clock() time.Time { return d.now }

func (d *desk) code(email string) string {
	d.Helper()
	if _, err := d.SendCode(ctx, email, "en"); err != nil {
		d.Fatal(err)
	}
	return d.mails[len(d.mails)-1].Subject[:6]
}

func (d *desk) refused(err error, code string) {
	d.Helper()
	var r *account.Refused
	if !errors.As(err, &r) || r.Code != code {
		d.Fatalf("%v, want a refusal %q", err, code)
	}
}

// another is a code that is not the given one.
func another(code string) string {
	if code == "000000" {
		return "000001"
	}
	return "000000"
}

func TestACodeSignsInOnce(t *testing.T) {
	d := newDesk(t)
	code := d.code(" Ana@Example.org ")
	secret, err := d.Verify(ctx, "ana@example.org", code, "Ana", "es")
	if err != nil {
		t.Fatal(err)
	}
	who, ok := d.Who(ctx, secret)
	if !ok || who.Name != "Ana" || who.Email != "ana@example.org" || who.Language != "es" {
		t.Fatalf("%+v %v", who, ok)
	}
	_, err = d.Verify(ctx, "ana@example.org", code, "", "")
	d.refused(err, account.CodeBadCode)
	if known, err := d.SendCode(ctx, "ana@example.org", "es"); !known || err != nil {
		t.Fatalf("known %v, %v", known, err)
	}
	if err := d.SignOut(ctx, secret); err != nil {
		t.Fatal(err)
	}
	if _, ok := d.Who(ctx, secret); ok {
		t.Fatal("signed out, and still there")
	}
}

func TestCodesExpireAndGuessesCount(t *testing.T) {
	d := newDesk(t)
	code := d.code("a@example.org")
	d.now = d.now.Add(11 * time.Minute)
	_, err := d.Verify(ctx, "a@example.org", code, "", "")
	d.refused(err, account.CodeBadCode)

	for range 3 {
		_, err := d.Verify(ctx, "a@example.org", another(d.code("a@example.org")), "", "")
		d.refused(err, account.CodeBadCode)
	}
	code = d.code("a@example.org") // the guesses so far still count
	for range 2 {
		_, err := d.Verify(ctx, "a@example.org", another(code), "", "")
		d.refused(err, account.CodeBadCode)
	}
	_, err = d.Verify(ctx, "a@example.org", code, "", "")
	d.refused(err, account.CodeTooMany)
	_, err = d.SendCode(ctx, "a@example.org", "en")
	d.refused(err, account.CodeTooMany)
	d.now = d.now.Add(11 * time.Minute)
	if _, err := d.Verify(ctx, "a@example.org", d.code("a@example.org"), "", ""); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsNoAddress(t *testing.T) {
	d := newDesk(t)
	for _, bad := range []string{"", "ana", "a@example.org\r\nBcc: x@example.org", "@", "a@b@c"} {
		_, err := d.SendCode(ctx, bad, "en")
		d.refused(err, account.CodeBadEmail)
	}
}

func TestAPhonesCodeIsGoodOnceForTwoMinutes(t *testing.T) {
	d := newDesk(t)
	ana := trip.Shopper{ID: "s1", Name: "Ana"}
	code, err := d.PhoneCode(ctx, ana)
	if err != nil {
		t.Fatal(err)
	}
	if who, ok := d.RedeemPhoneCode(ctx, code); !ok || who != ana {
		t.Fatalf("%+v %v", who, ok)
	}
	if _, ok := d.RedeemPhoneCode(ctx, code); ok {
		t.Fatal("good twice")
	}
	code, _ = d.PhoneCode(ctx, ana)
	d.now = d.now.Add(30 * time.Second)
	if again, _ := d.PhoneCode(ctx, ana); again != code {
		t.Errorf("the page was drawn again, and %s became %s before the camera's eyes", code, again)
	}
	d.now = d.now.Add(time.Minute)
	next, _ := d.PhoneCode(ctx, ana)
	if next == code {
		t.Error("the code is never a new one")
	}
	if who, ok := d.RedeemPhoneCode(ctx, code); !ok || who != ana {
		t.Error("the code that a camera just read is not good beside its successor")
	}
	if _, ok := d.RedeemPhoneCode(ctx, next); ok {
		t.Error("the other code of a phone that is linked is good")
	}
	code, _ = d.PhoneCode(ctx, ana)
	d.now = d.now.Add(3 * time.Minute)
	if _, ok := d.RedeemPhoneCode(ctx, code); ok {
		t.Fatal("good after three minutes")
	}
}
