package passkey

import (
	"errors"
	"testing"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/journal/postgrestest"
	"github.com/dashcart/dashcart/models/trip"
)

func TestWhichPagesMayHavePasskeys(t *testing.T) {
	for origin, may := range map[string]bool{"https://shop.example.com": true, "http://localhost:8080": true, "http://shop.example.com": false,
		"http://127.0.0.1:8080": false, "https://192.0.2.1": false, "https://[::1]": false, "": false, ":": false} {
		if _, err := New(Config{Origin: origin, Name: "Test"}); (err == nil) != may {
			t.Errorf("%s: %v", origin, err)
		}
	}
}

func TestATicketIsGoodOnceAndForMinutes(t *testing.T) {
	now := time.Unix(1, 0)
	c := newCeremonies(func() time.Time { return now })
	first := c.keep(webauthn.SessionData{Challenge: "a"})
	if s, ok := c.take(first); !ok || s.Challenge != "a" {
		t.Error("a ticket is no good")
	}
	if _, ok := c.take(first); ok {
		t.Error("a ticket is good twice")
	}
	late := c.keep(webauthn.SessionData{})
	now = now.Add(begunLife)
	if _, ok := c.take(late); ok {
		t.Error("a ticket is good for ever")
	}
	for range 3 * mostBegun {
		c.keep(webauthn.SessionData{})
	}
	if len(c.by) > mostBegun || len(c.order) > mostBegun {
		t.Errorf("%d are remembered", len(c.by))
	}
	now = now.Add(begunLife)
	c.keep(webauthn.SessionData{})
	if len(c.by) != 1 {
		t.Errorf("%d are remembered after all but one ended", len(c.by))
	}
}

func TestNonsenseIsRefused(t *testing.T) {
	db, err := journal.OpenStore(postgrestest.Place(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ana := trip.Shopper{ID: "s1", Email: "ana@example.org", Name: "Ana"}
	if err := db.AddShopper(t.Context(), ana); err != nil {
		t.Fatal(err)
	}
	k, err := New(Config{Origin: "https://shop.example.com", Name: "Test", Records: db})
	if err != nil {
		t.Fatal(err)
	}
	for _, answer := range []string{"", "{}", "[]", `{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"AA","authenticatorData":"AA","signature":"AA","userHandle":"czE"}}`} {
		_, add, err := k.BeginAdd(t.Context(), ana)
		if err != nil {
			t.Fatal(err)
		}
		if err := k.FinishAdd(t.Context(), ana, add, []byte(answer)); !errors.Is(err, ErrRefused) {
			t.Errorf("%.20q was added: %v", answer, err)
		}
		_, in, err := k.BeginSignIn()
		if err != nil {
			t.Fatal(err)
		}
		if who, err := k.FinishSignIn(t.Context(), in, []byte(answer)); !errors.Is(err, ErrRefused) {
			t.Errorf("%.20q signed %q in: %v", answer, who, err)
		}
	}
}

func TestAKeyStaysItsOwners(t *testing.T) {
	db, err := journal.OpenStore(postgrestest.Place(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, id := range []string{"s1", "s2"} {
		if err := db.AddShopper(t.Context(), trip.Shopper{ID: id, Email: id + "@example.org"}); err != nil {
			t.Fatal(err)
		}
	}
	save := func(shopper, key string, want bool) {
		t.Helper()
		if ok, err := db.SavePasskey(t.Context(), "aa", shopper, []byte(key), time.Unix(1, 0)); ok != want || err != nil {
			t.Errorf("saving for %s: %v %v", shopper, ok, err)
		}
	}
	save("s1", "one", true)
	save("s1", "two", true)
	save("s2", "three", false)
	if keys, err := db.Passkeys(t.Context(), "s1"); err != nil || len(keys) != 1 || string(keys[0]) != "two" {
		t.Errorf("%q %v", keys, err)
	}
	if keys, err := db.Passkeys(t.Context(), "s2"); err != nil || len(keys) != 0 {
		t.Errorf("%q %v", keys, err)
	}
}
