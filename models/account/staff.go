package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/argon2"
)

// argon2id's parameters, RFC 9106's second recommended choice (64 MiB, 3
// passes, 4 lanes).
const (
	argonTime, argonMemory, argonLanes, argonKey = 3, 64 * 1024, 4, 32
	shift                                        = 12 * time.Hour // a staff session
	guesses                                      = 8              // wrong passwords for one address…
	guessWindow                                  = 10 * time.Minute
)

// ErrSignIn is a sign-in that does not fit, for whatever reason.
var ErrSignIn = errors.New("that e-mail and password do not fit together")

// Staff signs in people who work here.
type Staff struct {
	records Records
	now     func() time.Time

	mu    sync.Mutex
	wrong map[string][]time.Time
}

// NewStaff returns the sign-in of staff.
func NewStaff(r Records, now func() time.Time) *Staff {
	return &Staff{records: r, now: now, wrong: map[string][]time.Time{}}
}

// HashPassword is the argon2id hash that Employee.Hash holds.
func HashPassword(password string) string {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails: crypto/rand ends the process instead
	key := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonLanes, argonKey)
	enc := base64.RawStdEncoding
	return "argon2id$" + enc.EncodeToString(salt) + "$" + enc.EncodeToString(key)
}

func fits(password, hash string) bool {
	parts := strings.Split(hash, "$")
	if len(parts) != 3 || parts[0] != "argon2id" {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[1])
	want, err2 := base64.RawStdEncoding.DecodeString(parts[2])
	if err != nil || err2 != nil {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonLanes, argonKey)
	return subtle.ConstantTimeCompare(got, want) == 1
}

// SignIn checks a password and returns a session's secret.
func (s *Staff) SignIn(ctx context.Context, email, password string) (string, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	if s.tooMany(email) {
		return "", ErrSignIn
	}
	e, ok, err := s.records.Employee(ctx, email)
	if err != nil {
		return "", err
	}
	if !ok || !fits(password, e.Hash) {
		s.mu.Lock()
		s.wrong[email] = append(s.wrong[email], s.now())
		s.mu.Unlock()
		return "", ErrSignIn
	}
	return session(ctx, s.records, staffSession, e.ID, s.now().Add(shift))
}

// tooMany limits guessing.
func (s *Staff) tooMany(email string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	var recent []time.Time
	for _, t := range s.wrong[email] {
		if s.now().Sub(t) < guessWindow {
			recent = append(recent, t)
		}
	}
	if len(s.wrong) > 10000 {
		clear(s.wrong)
	}
	s.wrong[email] = recent
	return len(recent) >= guesses
}

// Who says whose session it is.
func (s *Staff) Who(ctx context.Context, secret string) (Employee, bool) {
	id := who(ctx, s.records, secret, staffSession, s.now())
	if id == "" {
		return Employee{}, false
	}
	e, ok, err := s.records.Employee(ctx, id)
	return e, ok && err == nil
}

// SignOut ends a session.
func (s *Staff) SignOut(ctx context.Context, secret string) error {
	return drop(ctx, s.records, secret)
}

// Add keeps a person with a password.
func (s *Staff) Add(ctx context.Context, email, name, role, password string) error {
	if len(password) < 10 {
		return fmt.Errorf("staff %s: a password has ten letters at least", email)
	}
	return s.records.SaveEmployee(ctx, Employee{ID: strings.ToLower(rand.Text()[:12]), Email: strings.ToLower(email), Name: name, Role: role, Hash: HashPassword(password)})
}
