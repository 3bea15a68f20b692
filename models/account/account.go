// Package account knows who shops and who works here: sign-ins, one-time codes
// and sessions. What it keeps, it keeps through Records.
package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/dashcart/dashcart/models/trip"
)

// Refused is why a sign-in did not work; see trip.Refused.
type Refused = trip.Refused

// Codes of a Refused.
const (
	CodeBadEmail = "bad-email"
	CodeBadCode  = "bad-code"
	CodeTooMany  = "too-many"

	CodeBadPassword = "bad-password"
	CodeBadName     = "bad-name"
	CodeKnown       = "known"
	CodeNotAllowed  = "not-allowed"
	CodeUnknown     = trip.CodeUnknown
)

// OneTimeCode is a code that was mailed, hashed.
type OneTimeCode struct {
	Hash  []byte
	Until time.Time
	Sent  time.Time
	Tries int
}

// Employee is a person who works here. Hash is of the password, Secret of
// their authenticator app, empty without one; Step is the last code's step.
// BadgeHash and PINHash are what they act with at a cart. One who is Off has
// left and signs in no more.
type Employee struct {
	ID, Email, Name    string
	Role               Role
	Hash               string
	Secret             string
	Step               int64
	BadgeHash, PINHash string
	Off                bool
}

// Session is one sign-in, by the hash of its secret: who, from when until
// when, last seen when, from which address with which browser.
type Session struct {
	ID                   string // hash of the secret, as hex
	Kind, Who            string
	Started, Seen, Until time.Time
	From, Agent          string
}

// Invitation lets somebody set a password once; ID is the hash of its secret.
type Invitation struct {
	ID, Email, Name string
	Role            Role
	By              string // who invited
	Until           time.Time
}

// Mail is a message to somebody. One with a Key is sent once.
type Mail struct {
	ID                       int64
	Key                      string
	At                       time.Time
	Sent                     bool
	Recipient, Subject, Body string
}

// Records is what the package keeps.
type Records interface {
	SaveCode(ctx context.Context, email string, c OneTimeCode) error
	Code(ctx context.Context, email string) (OneTimeCode, bool, error)
	DropCode(ctx context.Context, email string) error
	ShopperByEmail(ctx context.Context, email string) (trip.Shopper, bool, error)
	Shopper(ctx context.Context, id string) (trip.Shopper, bool, error)
	AddShopper(ctx context.Context, p trip.Shopper) error

	SaveEmployee(ctx context.Context, e Employee) error
	Employee(ctx context.Context, emailOrID string) (Employee, bool, error)
	EmployeeByBadge(ctx context.Context, badgeHash string) (Employee, bool, error)
	Employees(ctx context.Context) ([]Employee, error)
	// UseStep marks a code's step as used; false when it, or a later one, was.
	UseStep(ctx context.Context, id string, step int64) (bool, error)

	SaveSession(ctx context.Context, s Session) error
	Session(ctx context.Context, id, kind string, now time.Time) (Session, bool, error)
	TouchSession(ctx context.Context, id string, seen time.Time) error
	Sessions(ctx context.Context, kind string, now time.Time) ([]Session, error)
	DropSession(ctx context.Context, id string) error
	DropSessions(ctx context.Context, kind, who, but string) error

	SaveInvitation(ctx context.Context, i Invitation) error
	Invitations(ctx context.Context, now time.Time) ([]Invitation, error)
	// TakeInvitation returns an invitation and removes it: it is good once.
	TakeInvitation(ctx context.Context, id string, now time.Time) (Invitation, bool, error)
	DropInvitation(ctx context.Context, id string) error
}

// Kinds of sessions.
const (
	shopperSession = "shopper"
	staffSession   = "staff"
)

// open makes a session's secret and keeps its hash.
func open(ctx context.Context, r Records, s Session) (string, error) {
	secret := rand.Text()
	s.ID = digest(secret)
	return secret, r.SaveSession(ctx, s)
}

func who(ctx context.Context, r Records, secret, kind string, now time.Time) string {
	s, ok, err := r.Session(ctx, digest(secret), kind, now)
	if err != nil || !ok {
		return ""
	}
	return s.Who
}

func drop(ctx context.Context, r Records, secret string) error {
	return r.DropSession(ctx, digest(secret))
}

// digest is what is kept of a secret that is long enough never to be guessed.
func digest(secret string) string {
	h := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(h[:])
}
