package account

import (
	"context"
	"crypto/rand"
	"strings"
)

func newSecret() string { return rand.Text() }

// SetPassword changes one's own password, and ends every other session.
func (s *Staff) SetPassword(ctx context.Context, me Employee, old, password, session string) error {
	if err := s.sure(me, old); err != nil {
		return err
	}
	if err := checkPassword(password); err != nil {
		return err
	}
	me.Hash = s.hashing.cost.hash(password)
	if err := s.records.SaveEmployee(ctx, me); err != nil {
		return err
	}
	return s.records.DropSessions(ctx, staffSession, me.ID, digest(session))
}

// sure asks for the password again before something weighty, under the same
// limit as a sign-in.
func (s *Staff) sure(me Employee, password string) error {
	if s.person.Full(me.Email) {
		return &Refused{Code: CodeTooMany, Text: "too many tries; wait ten minutes"}
	}
	if !s.hashing.fits(password, me.Hash) {
		s.person.Note(me.Email)
		return &Refused{Code: CodeBadPassword, Text: "that is not your password"}
	}
	return nil
}

// SetApp begins to ask for an authenticator app's codes. A code of the app
// proves that it took the secret.
func (s *Staff) SetApp(ctx context.Context, me Employee, password, secret, code string) error {
	if err := s.sure(me, password); err != nil {
		return err
	}
	step := checkCode(secret, code, s.now(), 0)
	if step == 0 {
		return &Refused{Code: CodeBadCode, Text: "that code does not fit; look at the app's clock"}
	}
	me.Secret, me.Step = strings.ToUpper(strings.TrimSpace(secret)), step
	return s.records.SaveEmployee(ctx, me)
}

// DropApp stops asking for codes.
func (s *Staff) DropApp(ctx context.Context, me Employee, password string) error {
	if err := s.sure(me, password); err != nil {
		return err
	}
	me.Secret, me.Step = "", 0
	return s.records.SaveEmployee(ctx, me)
}

// SetBadge makes the code printed on a person's badge, with the PIN that goes
// with it, and returns the code.
func (s *Staff) SetBadge(ctx context.Context, me Employee, password, pin string) (string, error) {
	if err := s.sure(me, password); err != nil {
		return "", err
	}
	if len(pin) < 4 || len(pin) > 8 || strings.Trim(pin, "0123456789") != "" {
		return "", &Refused{Code: CodeBadPassword, Text: "a PIN has 4 to 8 digits"}
	}
	badge := badgePrefix + newSecret()[:16]
	me.BadgeHash, me.PINHash = digest(badge), s.hashing.cost.hash(pin)
	return badge, s.records.SaveEmployee(ctx, me)
}

const badgePrefix = "DASHCART-STAFF-"

// IsBadge reports whether a scanned text is some badge's.
func IsBadge(text string) bool { return strings.HasPrefix(text, badgePrefix) }

// ByBadge says who a badge and its PIN stand for, from a place such as a
// cart's ID; guesses are counted for the badge and for the place.
func (s *Staff) ByBadge(ctx context.Context, badge, pin, place string) (Employee, error) {
	if s.person.Full(badge) || s.from.Full(place) {
		return Employee{}, &Refused{Code: CodeTooMany, Text: "too many tries; wait ten minutes"}
	}
	e, ok, err := s.records.EmployeeByBadge(ctx, digest(badge))
	if err != nil {
		return Employee{}, err
	}
	if right := s.hashing.fits(pin, e.PINHash); !ok || !right || e.Off {
		_ = s.wrong(badge, place)
		return Employee{}, &Refused{Code: CodeBadCode, Text: "that badge and PIN do not fit together"}
	}
	return e, nil
}
