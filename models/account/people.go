package account

import (
	"context"
	"strings"
	"time"
)

const invitationLife = 7 * 24 * time.Hour

// People lists who works here, by name.
func (s *Staff) People(ctx context.Context) ([]Employee, error) { return s.records.Employees(ctx) }

// Invitations lists those that nobody has taken yet.
func (s *Staff) Invitations(ctx context.Context) ([]Invitation, error) {
	return s.records.Invitations(ctx, s.now())
}

// Invite makes an invitation, good once for seven days, and returns its secret.
func (s *Staff) Invite(ctx context.Context, by Employee, email, name string, role Role) (string, error) {
	to, err := address(email)
	if err != nil {
		return "", err
	}
	name = strings.TrimSpace(name)
	switch _, known, err := s.records.Employee(ctx, to); {
	case err != nil:
		return "", err
	case known:
		return "", &Refused{Code: CodeKnown, Text: "that person works here already"}
	case name == "" || len(name) > 80:
		return "", &Refused{Code: CodeBadName, Text: "a name has 1 to 80 letters"}
	case !by.Role.Grants(role):
		return "", &Refused{Code: CodeNotAllowed, Text: "your role may not invite a person of that role"}
	}
	secret := newSecret()
	return secret, s.records.SaveInvitation(ctx, Invitation{ID: digest(secret), Email: to, Name: name, Role: role, By: by.Name, Until: s.now().Add(invitationLife)})
}

// Accept turns an invitation into a person with a password.
func (s *Staff) Accept(ctx context.Context, secret, password string) (Employee, error) {
	if err := checkPassword(password); err != nil {
		return Employee{}, err
	}
	i, ok, err := s.records.TakeInvitation(ctx, digest(secret), s.now())
	if err != nil {
		return Employee{}, err
	}
	if !ok {
		return Employee{}, &Refused{Code: CodeBadCode, Text: "that invitation was used or has expired; ask for another"}
	}
	e := Employee{ID: newID(), Email: i.Email, Name: i.Name, Role: i.Role, Hash: s.hashing.cost.hash(password)}
	return e, s.records.SaveEmployee(ctx, e)
}

// Withdraw takes an invitation back.
func (s *Staff) Withdraw(ctx context.Context, id string) error {
	return s.records.DropInvitation(ctx, id)
}

// SetRole gives a person another role, Leave ends their work here (and every
// session with it) and Return lets them in again. Nobody changes themselves or
// a person whose role theirs does not grant, so that an owner always remains.
func (s *Staff) SetRole(ctx context.Context, by Employee, id string, role Role) error {
	return s.change(ctx, by, id, func(e *Employee) error {
		if !by.Role.Grants(role) {
			return &Refused{Code: CodeNotAllowed, Text: "your role may not give that role"}
		}
		e.Role = role
		return nil
	})
}

// Leave: see SetRole.
func (s *Staff) Leave(ctx context.Context, by Employee, id string) error {
	if err := s.change(ctx, by, id, func(e *Employee) error { e.Off = true; return nil }); err != nil {
		return err
	}
	return s.records.DropSessions(ctx, staffSession, id, "")
}

// Return: see SetRole.
func (s *Staff) Return(ctx context.Context, by Employee, id string) error {
	return s.change(ctx, by, id, func(e *Employee) error { e.Off = false; return nil })
}

// ResetApp takes a lost authenticator app off a person.
func (s *Staff) ResetApp(ctx context.Context, by Employee, id string) error {
	return s.change(ctx, by, id, func(e *Employee) error { e.Secret, e.Step = "", 0; return nil })
}

func (s *Staff) change(ctx context.Context, by Employee, id string, f func(*Employee) error) error {
	e, ok, err := s.records.Employee(ctx, id)
	switch {
	case err != nil:
		return err
	case !ok:
		return &Refused{Code: CodeUnknown, Text: "nobody of that name works here"}
	case e.ID == by.ID:
		return &Refused{Code: CodeNotAllowed, Text: "nobody changes this about themselves; ask another owner"}
	case !by.Role.Grants(e.Role):
		return &Refused{Code: CodeNotAllowed, Text: "your role may not change that person"}
	}
	if err := f(&e); err != nil {
		return err
	}
	return s.records.SaveEmployee(ctx, e)
}

// Sessions lists the sign-ins that are open, the latest first.
func (s *Staff) Sessions(ctx context.Context) ([]Session, error) {
	return s.records.Sessions(ctx, staffSession, s.now())
}

// IsSession reports whether a secret is that session's.
func IsSession(x Session, secret string) bool { return x.ID == digest(secret) }

// End ends a session: one's own, or that of a person whose role one grants.
func (s *Staff) End(ctx context.Context, by Employee, id string) error {
	x, ok, err := s.records.Session(ctx, id, staffSession, s.now())
	if err != nil || !ok {
		return err
	}
	if x.Who != by.ID {
		e, ok, err := s.records.Employee(ctx, x.Who)
		if err != nil {
			return err
		}
		if ok && !by.Role.Grants(e.Role) {
			return &Refused{Code: CodeNotAllowed, Text: "your role may not end that person's session"}
		}
	}
	return s.records.DropSession(ctx, id)
}
