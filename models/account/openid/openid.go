// Package openid signs shoppers in with the account that they have with the
// retailer, by OpenID Connect's authorisation code flow with PKCE (RFC 7636).
package openid

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/dashcart/dashcart/models/account"
)

// Config is what a Provider is made of.
type Config struct {
	Issuer string // the address under which the issuer describes itself
	Client string // what it calls this store
	Secret string // of this store; empty for a public client
	Back   string // the page of this store to which shoppers come back
	HTTP   *http.Client
	Clock  func() time.Time
}

// Provider is an issuer of accounts. It is asked for its description at the
// first sign-in, and again until that works: a store opens without it.
type Provider struct {
	cfg Config

	mu    sync.Mutex
	found *oidc.Provider
}

// New returns a provider; nothing is asked yet.
func New(cfg Config) (*Provider, error) {
	if cfg.Issuer == "" || cfg.Client == "" {
		return nil, errors.New("openid: name the issuer and this store's client_id")
	}
	if cfg.HTTP == nil {
		cfg.HTTP = &http.Client{Timeout: 10 * time.Second}
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	return &Provider{cfg: cfg}, nil
}

// Ticket is what the phone keeps in a cookie while the shopper is away: what
// comes back has to fit it.
type Ticket struct {
	State    string    `json:"s"`
	Nonce    string    `json:"n"`
	Verifier string    `json:"v"`
	Next     string    `json:"to"` // the page to go on with
	Until    time.Time `json:"u"`
}

// ticketLife is how long a shopper may take at the issuer.
const ticketLife = 15 * time.Minute

// String is the ticket as a cookie's value.
func (t Ticket) String() string {
	b, _ := json.Marshal(t) // strings and a time
	return base64.RawURLEncoding.EncodeToString(b)
}

// ReadTicket reads what String wrote.
func ReadTicket(s string) (t Ticket, err error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(b, &t)
	}
	if err != nil {
		return Ticket{}, errors.New("openid: that is no ticket")
	}
	return t, nil
}

// Begin returns the issuer's page to send a shopper to, and the ticket to keep.
func (p *Provider) Begin(ctx context.Context, next string) (page string, t Ticket, err error) {
	o, _, err := p.client(ctx)
	if err != nil {
		return "", t, err
	}
	t = Ticket{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Next: next, Until: p.cfg.Clock().Add(ticketLife)}
	return o.AuthCodeURL(t.State, oidc.Nonce(t.Nonce), oauth2.S256ChallengeOption(t.Verifier)), t, nil
}

// Refusals of Finish.
var (
	ErrTicket = &account.Refused{Code: "openid-old", Text: "the sign-in was begun elsewhere or took too long"}
	ErrDenied = &account.Refused{Code: "openid-denied", Text: "the issuer did not sign the shopper in"}
	ErrToken  = &account.Refused{Code: "openid-denied", Text: "what the issuer said of the shopper is not good"}
)

// Finish takes what the shopper brought back from the issuer: who they are.
func (p *Provider) Finish(ctx context.Context, t Ticket, state, code, problem string) (account.Identity, error) {
	var none account.Identity
	if t.State == "" || subtle.ConstantTimeCompare([]byte(t.State), []byte(state)) != 1 || p.cfg.Clock().After(t.Until) {
		return none, ErrTicket
	}
	if problem != "" || code == "" {
		return none, ErrDenied
	}
	o, verifier, err := p.client(ctx)
	if err != nil {
		return none, err
	}
	token, err := o.Exchange(p.with(ctx), code, oauth2.VerifierOption(t.Verifier))
	var no *oauth2.RetrieveError
	if errors.As(err, &no) && no.Response.StatusCode < http.StatusInternalServerError {
		return none, fmt.Errorf("%w: %w", ErrDenied, err)
	}
	if err != nil {
		return none, fmt.Errorf("openid: %s did not answer: %w", p.cfg.Issuer, err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := verifier.Verify(p.with(ctx), raw)
	if err != nil {
		return none, fmt.Errorf("%w: %w", ErrToken, err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(t.Nonce)) != 1 {
		return none, fmt.Errorf("%w: it was said to another sign-in", ErrToken)
	}
	var claims struct {
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
		Name     string `json:"name"`
		Given    string `json:"given_name"`
		Locale   string `json:"locale"`
	}
	if err := id.Claims(&claims); err != nil {
		return none, fmt.Errorf("%w: %w", ErrToken, err)
	}
	out := account.Identity{Issuer: id.Issuer, Subject: id.Subject, Email: claims.Email, Verified: claims.Verified, Name: claims.Given, Language: claims.Locale}
	if out.Name == "" {
		out.Name = claims.Name
	}
	return out, nil
}

func (p *Provider) with(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, p.cfg.HTTP)
}

// client is the issuer's description put to use.
func (p *Provider) client(ctx context.Context) (*oauth2.Config, *oidc.IDTokenVerifier, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		// The keys are fetched again and again with the context of the
		// discovery: it may not end with this sign-in.
		found, err := oidc.NewProvider(p.with(context.WithoutCancel(ctx)), p.cfg.Issuer)
		if err != nil {
			return nil, nil, fmt.Errorf("openid: %s does not describe itself: %w", p.cfg.Issuer, err)
		}
		p.found = found
	}
	o := &oauth2.Config{ClientID: p.cfg.Client, ClientSecret: p.cfg.Secret, Endpoint: p.found.Endpoint(), RedirectURL: p.cfg.Back, Scopes: []string{oidc.ScopeOpenID, "email", "profile"}}
	return o, p.found.Verifier(&oidc.Config{ClientID: p.cfg.Client, Now: p.cfg.Clock}), nil
}
