package account

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"
)

// How staff sign in.
const (
	shift       = 12 * time.Hour // a session's life
	guesses     = 8              // wrong passwords or codes for one person…
	fromOne     = 40             // …and from one address…
	guessWindow = 10 * time.Minute
	seenEvery   = time.Minute // how often "last seen" is written
)

// What a sign-in may be refused with.
var (
	// ErrSignIn is a sign-in that does not fit, for whatever reason.
	ErrSignIn = errors.New("that e-mail and password do not fit together")
	// ErrCode says that the password fits and the app's code is still wanted.
	ErrCode = errors.New("the code of the authenticator app is needed")
)

// SignIn is one try to sign in: From is the caller's address, Agent what its
// browser calls itself.
type SignIn struct {
	Email, Password, Code string
	From, Agent           string
}

// Staff signs in people who work here and keeps who they are.
type Staff struct {
	records Records
	now     func() time.Time
	hashing hashing
	person  *Limiter
	from    *Limiter
}

// NewStaff returns the sign-in of staff.
func NewStaff(r Records, now func() time.Time) *Staff {
	return &Staff{records: r, now: now, hashing: newHashing(), person: NewLimiter(guesses, guessWindow, now), from: NewLimiter(fromOne, guessWindow, now)}
}

// SignIn checks a password, and a code where the person has an app, and
// returns a session's secret.
func (s *Staff) SignIn(ctx context.Context, t SignIn) (string, error) {
	email := strings.ToLower(strings.TrimSpace(t.Email))
	if s.person.Full(email) || s.from.Full(t.From) {
		return "", &Refused{Code: CodeTooMany, Text: "too many tries; wait ten minutes"}
	}
	e, ok, err := s.records.Employee(ctx, email)
	if err != nil {
		return "", err
	}
	if right := s.hashing.fits(t.Password, e.Hash); !ok || !right || e.Off {
		return "", s.wrong(email, t.From)
	}
	if e.Secret != "" {
		if strings.TrimSpace(t.Code) == "" {
			return "", ErrCode
		}
		step := checkCode(e.Secret, t.Code, s.now(), e.Step)
		if step == 0 {
			return "", s.wrong(email, t.From)
		}
		if fresh, err := s.records.UseStep(ctx, e.ID, step); err != nil || !fresh {
			return "", errors.Join(err, s.wrong(email, t.From))
		}
	}
	now := s.now()
	return open(ctx, s.records, Session{Kind: staffSession, Who: e.ID, Started: now, Seen: now, Until: now.Add(shift), From: t.From, Agent: cut(t.Agent, 200)})
}

func (s *Staff) wrong(email, from string) error {
	s.person.Note(email)
	s.from.Note(from)
	return ErrSignIn
}

func cut(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:n])
	}
	return text
}

// Who says whose session it is.
func (s *Staff) Who(ctx context.Context, secret string) (Employee, bool) {
	now := s.now()
	x, ok, err := s.records.Session(ctx, digest(secret), staffSession, now)
	if err != nil || !ok {
		return Employee{}, false
	}
	e, ok, err := s.records.Employee(ctx, x.Who)
	if err != nil || !ok || e.Off {
		return Employee{}, false
	}
	if now.Sub(x.Seen) >= seenEvery {
		// "Last seen" is for the eye only: a page is not refused for it.
		_ = s.records.TouchSession(ctx, x.ID, now)
	}
	return e, true
}

// SignOut ends a session.
func (s *Staff) SignOut(ctx context.Context, secret string) error {
	return drop(ctx, s.records, secret)
}

// Add keeps a person with a password: how the first owner comes in.
func (s *Staff) Add(ctx context.Context, email, name string, role Role, password string) error {
	to, err := address(email)
	if err == nil {
		err = checkPassword(password)
	}
	if err == nil && !role.Known() {
		err = fmt.Errorf("there is no role %q", role)
	}
	if err != nil {
		return fmt.Errorf("staff %s: %w", email, err)
	}
	return s.records.SaveEmployee(ctx, Employee{ID: newID(), Email: to, Name: name, Role: role, Hash: s.hashing.cost.hash(password)})
}

func newID() string { return strings.ToLower(rand.Text()[:12]) }
