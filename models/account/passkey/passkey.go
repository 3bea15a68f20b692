// Package passkey signs shoppers in with a key that their phone keeps (Web
// Authentication, level 3): nothing to type, and nothing here that could be
// stolen and used.
package passkey

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/trip"
)

// Records is what is kept of passkeys: public keys and counters.
type Records interface {
	Shopper(ctx context.Context, id string) (trip.Shopper, bool, error)
	// Passkeys lists a shopper's keys as they were saved.
	Passkeys(ctx context.Context, shopper string) ([][]byte, error)
	// SavePasskey keeps a key, new or used. A key that is another shopper's
	// stays theirs, and false is returned.
	SavePasskey(ctx context.Context, id, shopper string, key []byte, at time.Time) (bool, error)
}

// Config is what Keys is made of.
type Config struct {
	Origin  string // of the phone pages, like https://shop.example.com
	Name    string // of the store, which phones show
	Records Records
	Clock   func() time.Time
}

// ErrAddress says that browsers give no passkeys to the pages' address.
var ErrAddress = errors.New("passkeys need pages at a name, with HTTPS; set public_url")

// ErrRefused is why a passkey was not taken: which of the many reasons is for
// the log alone.
var ErrRefused = &account.Refused{Code: "passkey", Text: "the passkey was not taken"}

// Keys adds passkeys and signs in with them.
type Keys struct {
	cfg   Config
	w     *webauthn.WebAuthn
	begun *ceremonies
}

// New returns Keys for pages at an address.
func New(cfg Config) (*Keys, error) {
	u, err := url.Parse(cfg.Origin)
	if err != nil || net.ParseIP(u.Hostname()) != nil || u.Hostname() == "" || u.Scheme != "https" && u.Hostname() != "localhost" {
		return nil, ErrAddress
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	w, err := webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: cfg.Name, RPOrigins: []string{u.Scheme + "://" + u.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification: protocol.VerificationRequired}})
	if err != nil {
		return nil, fmt.Errorf("passkeys: %w", err)
	}
	return &Keys{cfg: cfg, w: w, begun: newCeremonies(cfg.Clock)}, nil
}

// person is a shopper as the library wants one.
type person struct {
	trip.Shopper
	keys []webauthn.Credential
}

func (p person) WebAuthnID() []byte                         { return []byte(p.ID) }
func (p person) WebAuthnName() string                       { return p.Email }
func (p person) WebAuthnDisplayName() string                { return p.Name }
func (p person) WebAuthnCredentials() []webauthn.Credential { return p.keys }

func (k *Keys) person(ctx context.Context, s trip.Shopper) (person, error) {
	rows, err := k.cfg.Records.Passkeys(ctx, s.ID)
	if err != nil {
		return person{}, err
	}
	p := person{Shopper: s}
	for _, b := range rows {
		var c webauthn.Credential
		if err := json.Unmarshal(b, &c); err != nil {
			return person{}, fmt.Errorf("a passkey of shopper %s: %w", s.ID, err)
		}
		p.keys = append(p.keys, c)
	}
	return p, nil
}

// BeginAdd returns what the browser is asked, and a ticket to finish with.
func (k *Keys) BeginAdd(ctx context.Context, who trip.Shopper) (ask any, ticket string, err error) {
	p, err := k.person(ctx, who)
	if err != nil {
		return nil, "", err
	}
	var known []protocol.CredentialDescriptor
	for _, c := range p.keys {
		known = append(known, c.Descriptor())
	}
	ask, s, err := k.w.BeginRegistration(p, webauthn.WithExclusions(known))
	if err != nil {
		return nil, "", fmt.Errorf("passkeys: %w", err)
	}
	return ask, k.begun.keep(*s), nil
}

// FinishAdd keeps the key that the browser made.
func (k *Keys) FinishAdd(ctx context.Context, who trip.Shopper, ticket string, answer []byte) error {
	s, ok := k.begun.take(ticket)
	if !ok {
		return ErrRefused
	}
	said, err := protocol.ParseCredentialCreationResponseBody(bytes.NewReader(answer))
	if err != nil {
		return refused(err)
	}
	p, err := k.person(ctx, who)
	if err != nil {
		return err
	}
	c, err := k.w.CreateCredential(p, s, said)
	if err != nil {
		return refused(err)
	}
	return k.save(ctx, who.ID, c)
}

// BeginSignIn asks the browser for any passkey that it has for this store.
func (k *Keys) BeginSignIn() (ask any, ticket string, err error) {
	ask, s, err := k.w.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, "", fmt.Errorf("passkeys: %w", err)
	}
	return ask, k.begun.keep(*s), nil
}

// FinishSignIn returns the shopper whose passkey answered.
func (k *Keys) FinishSignIn(ctx context.Context, ticket string, answer []byte) (shopper string, err error) {
	s, ok := k.begun.take(ticket)
	if !ok {
		return "", ErrRefused
	}
	said, err := protocol.ParseCredentialRequestResponseBody(bytes.NewReader(answer))
	if err != nil {
		return "", refused(err)
	}
	var records error
	user, c, err := k.w.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
		who, ok, err := k.cfg.Records.Shopper(ctx, string(handle))
		if err != nil {
			records = err
			return nil, err
		}
		if !ok {
			return nil, errors.New("the passkey names nobody")
		}
		p, err := k.person(ctx, who)
		records = err
		return p, err
	}, s, said)
	if records != nil {
		return "", records
	}
	if err != nil {
		return "", refused(err)
	}
	if c.Authenticator.CloneWarning {
		return "", refused(errors.New("its counter went back: there are two of it"))
	}
	who := string(user.WebAuthnID())
	return who, k.save(ctx, who, c)
}

func (k *Keys) save(ctx context.Context, shopper string, c *webauthn.Credential) error {
	b, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("passkeys: %w", err)
	}
	ok, err := k.cfg.Records.SavePasskey(ctx, hex.EncodeToString(c.ID), shopper, b, k.cfg.Clock())
	if err == nil && !ok {
		err = refused(errors.New("it is another shopper's"))
	}
	return err
}

// refused keeps the reason for the log.
func refused(err error) error {
	var p *protocol.Error
	if errors.As(err, &p) && p.DevInfo != "" {
		err = fmt.Errorf("%w (%s)", err, p.DevInfo)
	}
	return fmt.Errorf("%w: %w", ErrRefused, err)
}
