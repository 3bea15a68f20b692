// Package account knows who shops and who works here: sign-ins, one-time codes
// and sessions. What it keeps, it keeps through Records.
package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
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
)

// OneTimeCode is a code that was mailed, hashed.
type OneTimeCode struct {
	Hash  []byte
	Until time.Time
	Sent  time.Time
	Tries int
}

// Employee is a person who works here; Hash is of the password.
type Employee struct{ ID, Email, Name, Role, Hash string }

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
	Employees(ctx context.Context) (int, error)
	SaveSession(ctx context.Context, hash []byte, kind, who string, until time.Time) error
	Session(ctx context.Context, hash []byte, kind string, now time.Time) (who string, err error)
	DropSession(ctx context.Context, hash []byte) error
}

// Kinds of sessions.
const (
	shopperSession = "shopper"
	staffSession   = "staff"
)

// session makes a session's secret and keeps its hash.
func session(ctx context.Context, r Records, kind, who string, until time.Time) (string, error) {
	secret := rand.Text()
	h := sha256.Sum256([]byte(secret))
	return secret, r.SaveSession(ctx, h[:], kind, who, until)
}

func who(ctx context.Context, r Records, secret, kind string, now time.Time) string {
	h := sha256.Sum256([]byte(secret))
	id, err := r.Session(ctx, h[:], kind, now)
	if err != nil {
		return ""
	}
	return id
}

func drop(ctx context.Context, r Records, secret string) error {
	h := sha256.Sum256([]byte(secret))
	return r.DropSession(ctx, h[:])
}
