package main

import (
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/handlers/phone"
	"github.com/dashcart/dashcart/models/account/openid/openidtest"
	"github.com/dashcart/dashcart/models/store"
)

// TestAShopperSignsInWithTheRetailersAccount walks from the sign-in page to the
// issuer and back, as a browser would.
func TestAShopperSignsInWithTheRetailersAccount(t *testing.T) {
	issuer := openidtest.New(t, time.Now)
	st, cat, err := store.Load("store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	st.SignIn.OpenID = store.OpenID{Name: "Corner Club", Issuer: issuer.URL, Client: openidtest.Client}
	t.Setenv("OPENID_CLIENT_SECRET", openidtest.Secret)
	var pages http.Handler
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { pages.ServeHTTP(w, r) }))
	defer site.Close()
	a, err := newApp(t.Context(), st, cat, appConfig{Data: t.TempDir(), Seed: 1, Blind: true, PublicURL: site.URL, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	if pages, err = a.handler(); err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	get := func(path string) (*http.Response, string) {
		t.Helper()
		r, err := browser.Get(site.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		var b strings.Builder
		if err := r.Write(&b); err != nil {
			t.Fatal(err)
		}
		return r, b.String()
	}
	if _, page := get("/phone/signin"); !strings.Contains(page, "Sign in with Corner Club") {
		t.Error("the sign-in page does not offer the retailer's account")
	}
	// Nobody comes in by the back door.
	if r, page := get(phone.OpenIDBack + "?state=x&code=y"); r.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, "took too long") {
		t.Errorf("came back without having gone: %d", r.StatusCode)
	}
	issuer.Claims["email_verified"] = false
	if r, page := get("/phone/openid"); r.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, "not confirmed there") {
		t.Errorf("an address that nobody vouches for: %d", r.StatusCode)
	}
	delete(issuer.Claims, "email_verified")
	r, _ := get("/phone/openid?next=/phone/receipts")
	if r.StatusCode != http.StatusOK || r.Request.URL.Path != "/phone/receipts" {
		t.Errorf("signed in, and then at %s: %d", r.Request.URL, r.StatusCode)
	}
	if r, _ := get("/phone/openid?next=//evil.example"); r.Request.URL.Host != strings.TrimPrefix(site.URL, "http://") || r.Request.URL.Path != "/phone" {
		t.Errorf("sent on to %s", r.Request.URL)
	}
}
