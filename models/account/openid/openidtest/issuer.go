// Package openidtest is a small provider of accounts, for tests of signing in
// with one.
package openidtest

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// What the one client is called, and its secret.
const (
	Client = "store"
	Secret = "s3cret"
)

// Issuer is a small provider of accounts: discovery, keys, a sign-in page that
// signs everybody in, and tokens for codes with their verifiers.
type Issuer struct {
	t testing.TB
	*httptest.Server
	key    *rsa.PrivateKey
	Claims map[string]any        // in place of, or beside, the usual ones; nil takes one away
	Signer *rsa.PrivateKey       // of the tokens; its own, unless a test says otherwise
	codes  map[string]url.Values // what each code was asked with
	now    func() time.Time
}

// New starts an issuer that ends with the test. It knows one client, Client with
// Secret.
func New(t testing.TB, now func() time.Time) *Issuer {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i := &Issuer{t: t, key: key, Signer: key, Claims: map[string]any{}, codes: map[string]url.Values{}, now: now}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		i.say(w, map[string]any{"issuer": i.URL, "authorization_endpoint": i.URL + "/auth", "token_endpoint": i.URL + "/token", "jwks_uri": i.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"}, "response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"}})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		i.say(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: i.key.Public(), KeyID: "1", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("GET /auth", i.auth)
	mux.HandleFunc("POST /token", i.token)
	i.Server = httptest.NewServer(mux)
	t.Cleanup(i.Close)
	return i
}

func (i *Issuer) say(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		i.t.Error(err)
	}
}

// auth sends the shopper back with a code.
func (i *Issuer) auth(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	code := rand.Text()
	i.codes[code] = q
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+url.Values{"code": {code}, "state": {q.Get("state")}}.Encode(), http.StatusFound)
}

func (i *Issuer) token(w http.ResponseWriter, r *http.Request) {
	code := r.PostFormValue("code")
	asked, ok := i.codes[code]
	delete(i.codes, code)
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	client, secret, _ := r.BasicAuth()
	if client == "" {
		client, secret = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	if !ok || client != Client || secret != Secret || asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]) || asked.Get("redirect_uri") != r.PostFormValue("redirect_uri") {
		w.WriteHeader(http.StatusBadRequest)
		i.say(w, map[string]string{"error": "invalid_grant"})
		return
	}
	claims := map[string]any{"iss": i.URL, "aud": Client, "sub": "u1", "nonce": asked.Get("nonce"), "iat": i.now().Unix(), "exp": i.now().Add(time.Hour).Unix(),
		"email": "Ana@Example.org", "email_verified": true, "given_name": "Ana", "locale": "es"}
	for k, v := range i.Claims {
		if claims[k] = v; v == nil {
			delete(claims, k)
		}
	}
	s, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: i.Signer, KeyID: "1"}}, nil)
	if err != nil {
		i.t.Error(err)
		return
	}
	b, _ := json.Marshal(claims)
	signed, err := s.Sign(b)
	if err != nil {
		i.t.Error(err)
		return
	}
	raw, _ := signed.CompactSerialize()
	i.say(w, map[string]any{"access_token": "a", "token_type": "Bearer", "expires_in": 3600, "id_token": raw})
}
