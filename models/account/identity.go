package account

import (
	"context"
	"crypto/rand"
	"strings"

	"github.com/dashcart/dashcart/models/trip"
)

// Identity is who somebody is to another party: an issuer of accounts, or this
// store itself for a passkey.
type Identity struct {
	Issuer, Subject string
	Email           string
	Verified        bool // the issuer knows that the address is theirs
	Name, Language  string
}

// Identities is what is kept of who is whom.
type Identities interface {
	// ShopperOf finds the shopper that an issuer's subject is.
	ShopperOf(ctx context.Context, issuer, subject string) (trip.Shopper, bool, error)
	// AddIdentity makes a subject a shopper's; one that is somebody's stays theirs.
	AddIdentity(ctx context.Context, issuer, subject, shopper string) error
}

// CodeUnverified is the refusal of an account whose e-mail address its issuer
// does not vouch for: with it one could sign in as anybody.
const CodeUnverified = "unverified"

// SignInAs signs in who an issuer vouches for. The first time, an account with
// the same address becomes theirs, or a new one is made; after that the
// issuer's subject decides, whatever the address has become.
func (s *Shoppers) SignInAs(ctx context.Context, known Identities, id Identity) (string, error) {
	p, ok, err := known.ShopperOf(ctx, id.Issuer, id.Subject)
	if err != nil {
		return "", err
	}
	if !ok {
		if !id.Verified {
			return "", &Refused{Code: CodeUnverified, Text: "the issuer does not vouch for the e-mail address"}
		}
		if p, err = s.byAddress(ctx, id); err != nil {
			return "", err
		}
		if err := known.AddIdentity(ctx, id.Issuer, id.Subject, p.ID); err != nil {
			return "", err
		}
	}
	return s.open(ctx, p.ID)
}

// byAddress finds the account with an address, or makes it.
func (s *Shoppers) byAddress(ctx context.Context, id Identity) (trip.Shopper, error) {
	to, err := address(id.Email)
	if err != nil {
		return trip.Shopper{}, err
	}
	p, ok, err := s.records.ShopperByEmail(ctx, to)
	if err != nil || ok {
		return p, err
	}
	p = trip.Shopper{ID: strings.ToLower(rand.Text()[:12]), Email: to, Name: called(id.Name, to), Language: id.Language}
	return p, s.records.AddShopper(ctx, p)
}

// called is what a shopper is called: as they say, or as their address begins.
func called(name, email string) string {
	if name = strings.TrimSpace(name); name == "" || len(name) > 80 {
		name, _, _ = strings.Cut(email, "@")
	}
	return name
}

// open begins a session.
func (s *Shoppers) open(ctx context.Context, shopper string) (string, error) {
	now := s.now()
	return open(ctx, s.records, Session{Kind: shopperSession, Who: shopper, Started: now, Seen: now, Until: now.Add(sessionLife)})
}

// SignInShopper signs in a shopper whom a passkey of theirs vouches for.
func (s *Shoppers) SignInShopper(ctx context.Context, shopper string) (string, error) {
	if _, ok, err := s.records.Shopper(ctx, shopper); err != nil {
		return "", err
	} else if !ok {
		return "", &Refused{Code: CodeUnknown, Text: "there is no such shopper"}
	}
	return s.open(ctx, shopper)
}
