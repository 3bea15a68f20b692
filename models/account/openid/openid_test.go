package openid_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/account/openid"
	"github.com/dashcart/dashcart/models/account/openid/openidtest"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/journal/postgrestest"
)

// door is a store whose shoppers come in by an issuer.
type door struct {
	*testing.T
	*openid.Provider
	issuer *openidtest.Issuer
	db     *journal.Store
	shop   *account.Shoppers
	now    time.Time
}

func newDoor(t *testing.T) *door {
	t.Helper()
	d := &door{T: t, now: time.Now()}
	clock := func() time.Time { return d.now }
	d.issuer = openidtest.New(t, clock)
	var err error
	if d.db, err = journal.OpenStore(postgrestest.Place(t)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.db.Close() })
	d.shop = account.NewShoppers(d.db, "Test", func(context.Context, account.Mail) error { return nil }, clock)
	if d.Provider, err = openid.New(openid.Config{Issuer: d.issuer.URL, Client: openidtest.Client, Secret: openidtest.Secret, Back: "https://store.example/phone/openid/back", Clock: clock}); err != nil {
		t.Fatal(err)
	}
	return d
}

// away sends a shopper to the issuer, and returns with what they bring back.
func (d *door) away() (openid.Ticket, url.Values) {
	d.Helper()
	page, ticket, err := d.Begin(d.Context(), "/phone/confirm")
	if err != nil {
		d.Fatal(err)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := client.Get(page)
	if err != nil {
		d.Fatal(err)
	}
	r.Body.Close()
	back, err := url.Parse(r.Header.Get("Location"))
	if err != nil || back.Host != "store.example" {
		d.Fatal(back, err)
	}
	kept, err := openid.ReadTicket(ticket.String())
	if err != nil || kept.State != ticket.State || kept.Verifier != ticket.Verifier || kept.Next != "/phone/confirm" {
		d.Fatalf("%+v came back as %+v: %v", ticket, kept, err)
	}
	return kept, back.Query()
}

func (d *door) finish(t openid.Ticket, q url.Values) (account.Identity, error) {
	return d.Finish(d.Context(), t, q.Get("state"), q.Get("code"), q.Get("error"))
}

func TestASubjectStaysTheSameShopper(t *testing.T) {
	d := newDoor(t)
	sign := func() string {
		t.Helper()
		id, err := d.finish(d.away())
		if err != nil {
			t.Fatal(err)
		}
		session, err := d.shop.SignInAs(t.Context(), d.db, id)
		if err != nil {
			t.Fatal(err)
		}
		who, ok := d.shop.Who(t.Context(), session)
		if !ok || who.Email != "ana@example.org" || who.Name != "Ana" || who.Language != "es" {
			t.Errorf("signed in as %+v", who)
		}
		return who.ID
	}
	first := sign()
	// The address changes, and is no longer vouched for: it is the same person.
	d.issuer.Claims = map[string]any{"email": "eve@example.org", "email_verified": false}
	if again := sign(); again != first {
		t.Errorf("%s is now %s", first, again)
	}
	d.issuer.Claims = map[string]any{"sub": "u2", "email_verified": false}
	id, err := d.finish(d.away())
	if err != nil {
		t.Fatal(err)
	}
	var no *account.Refused
	if _, err := d.shop.SignInAs(t.Context(), d.db, id); !errors.As(err, &no) || no.Code != account.CodeUnverified {
		t.Errorf("another subject took an account over by an address that nobody vouches for: %v", err)
	}
}

func TestAnAccountByEMailBecomesTheIssuers(t *testing.T) {
	d := newDoor(t)
	known, err := d.shop.SignInAs(t.Context(), d.db, account.Identity{Issuer: "other", Subject: "x", Email: "ana@example.org", Verified: true})
	if err != nil {
		t.Fatal(err)
	}
	was, _ := d.shop.Who(t.Context(), known)
	id, err := d.finish(d.away())
	if err != nil {
		t.Fatal(err)
	}
	session, err := d.shop.SignInAs(t.Context(), d.db, id)
	if err != nil {
		t.Fatal(err)
	}
	if who, _ := d.shop.Who(t.Context(), session); who.ID != was.ID {
		t.Errorf("one address has two accounts: %+v, %+v", was, who)
	}
}

func TestWhatIsNotGoodSignsNobodyIn(t *testing.T) {
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		claims map[string]any
		before func(*door, *openid.Ticket, url.Values)
		want   error
	}{
		"another's audience":   {claims: map[string]any{"aud": "elsewhere"}, want: openid.ErrToken},
		"another issuer":       {claims: map[string]any{"iss": "https://evil.example"}, want: openid.ErrToken},
		"expired":              {claims: map[string]any{"exp": 1}, want: openid.ErrToken},
		"another nonce":        {claims: map[string]any{"nonce": "x"}, want: openid.ErrToken},
		"no nonce":             {claims: map[string]any{"nonce": nil}, want: openid.ErrToken},
		"another key":          {before: func(d *door, _ *openid.Ticket, _ url.Values) { d.issuer.Signer = other }, want: openid.ErrToken},
		"another state":        {before: func(_ *door, _ *openid.Ticket, q url.Values) { q.Set("state", "x") }, want: openid.ErrTicket},
		"no ticket":            {before: func(_ *door, k *openid.Ticket, q url.Values) { *k = openid.Ticket{}; q.Set("state", "") }, want: openid.ErrTicket},
		"too late":             {before: func(d *door, _ *openid.Ticket, _ url.Values) { d.now = d.now.Add(time.Hour) }, want: openid.ErrTicket},
		"another's code":       {before: func(d *door, k *openid.Ticket, _ url.Values) { k.Verifier = "x" }, want: openid.ErrDenied},
		"a made-up code":       {before: func(_ *door, _ *openid.Ticket, q url.Values) { q.Set("code", "x") }, want: openid.ErrDenied},
		"the shopper declined": {before: func(_ *door, _ *openid.Ticket, q url.Values) { q.Set("error", "access_denied") }, want: openid.ErrDenied},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDoor(t)
			ticket, q := d.away()
			if d.issuer.Claims = c.claims; c.before != nil {
				c.before(d, &ticket, q)
			}
			if id, err := d.finish(ticket, q); !errors.Is(err, c.want) {
				t.Errorf("%+v, %v", id, err)
			}
		})
	}
}

func TestACodeIsGoodOnce(t *testing.T) {
	d := newDoor(t)
	ticket, q := d.away()
	if _, err := d.finish(ticket, q); err != nil {
		t.Fatal(err)
	}
	if _, err := d.finish(ticket, q); !errors.Is(err, openid.ErrDenied) {
		t.Errorf("a second time: %v", err)
	}
}

// TestAnIssuerThatIsAwayIsAskedAgain opens a store before its issuer is there.
func TestAnIssuerThatIsAwayIsAskedAgain(t *testing.T) {
	d := newDoor(t)
	whole := d.issuer.Config.Handler
	d.issuer.Config.Handler = http.NotFoundHandler()
	if _, _, err := d.Begin(t.Context(), ""); err == nil {
		t.Fatal("an issuer that does not answer")
	}
	d.issuer.Config.Handler = whole
	if _, err := d.finish(d.away()); err != nil {
		t.Error(err)
	}
}

func FuzzTicket(f *testing.F) {
	f.Add(openid.Ticket{State: "a", Until: time.Unix(1, 0)}.String())
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		if k, err := openid.ReadTicket(s); err == nil {
			if again, err := openid.ReadTicket(k.String()); err != nil || again.State != k.State {
				t.Errorf("%+v is read as %+v, %v", k, again, err)
			}
		}
	})
}
