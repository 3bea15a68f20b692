package journal

import (
	"context"
	"fmt"
	"time"

	"github.com/dashcart/dashcart/models/account"
)

// peopleStep adds what signing in with an app, badges, invitations and the
// list of sessions need.
var peopleStep = Migration{"staff", []string{
	`ALTER TABLE staff ADD COLUMN secret TEXT NOT NULL DEFAULT ''`,
	`ALTER TABLE staff ADD COLUMN step INTEGER NOT NULL DEFAULT 0`,
	`ALTER TABLE staff ADD COLUMN badge_hash TEXT NOT NULL DEFAULT ''`,
	`ALTER TABLE staff ADD COLUMN pin_hash TEXT NOT NULL DEFAULT ''`,
	`ALTER TABLE staff ADD COLUMN off INTEGER NOT NULL DEFAULT 0`,
	`CREATE UNIQUE INDEX staff_badge ON staff (badge_hash) WHERE badge_hash <> ''`,
	`ALTER TABLE sessions ADD COLUMN started INTEGER NOT NULL DEFAULT 0`,
	`ALTER TABLE sessions ADD COLUMN seen INTEGER NOT NULL DEFAULT 0`,
	`ALTER TABLE sessions ADD COLUMN origin TEXT NOT NULL DEFAULT ''`,
	`ALTER TABLE sessions ADD COLUMN agent TEXT NOT NULL DEFAULT ''`,
	`CREATE INDEX sessions_who ON sessions (kind, who, until)`,
	`CREATE TABLE invitations (id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, invited_by TEXT NOT NULL, until INTEGER NOT NULL)`,
}}

const employeeColumns = `id, email, name, role, hash, secret, step, badge_hash, pin_hash, off`

// employee is the row of a person. gorm finds columns by the fields' names.
type employee struct {
	ID, Email, Name, Role, Hash, Secret string
	Step                                int64
	BadgeHash                           string
	PinHash                             string
	Off                                 bool
}

func (e employee) value() account.Employee {
	return account.Employee{ID: e.ID, Email: e.Email, Name: e.Name, Role: account.Role(e.Role), Hash: e.Hash, Secret: e.Secret, Step: e.Step, BadgeHash: e.BadgeHash, PINHash: e.PinHash, Off: e.Off}
}

// SaveEmployee keeps a person who works here. A person's ID stays: one who is
// added again under the same e-mail is the same person.
func (s *Store) SaveEmployee(ctx context.Context, e account.Employee) error {
	err := s.write.WithContext(ctx).Exec(`INSERT INTO staff (`+employeeColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (email) DO UPDATE SET name = excluded.name, role = excluded.role, hash = excluded.hash, secret = excluded.secret, step = excluded.step,
			badge_hash = excluded.badge_hash, pin_hash = excluded.pin_hash, off = excluded.off`,
		e.ID, e.Email, e.Name, string(e.Role), e.Hash, e.Secret, e.Step, e.BadgeHash, e.PINHash, bit(e.Off)).Error
	if err != nil {
		return fmt.Errorf("staff %s: %w", e.Email, err)
	}
	return nil
}

// Employee finds a person by e-mail or ID.
func (s *Store) Employee(ctx context.Context, emailOrID string) (account.Employee, bool, error) {
	return s.employee(ctx, `email = ? OR id = ?`, emailOrID, emailOrID)
}

// EmployeeByBadge finds a person by the hash of their badge.
func (s *Store) EmployeeByBadge(ctx context.Context, badgeHash string) (account.Employee, bool, error) {
	return s.employee(ctx, `badge_hash = ? AND badge_hash <> ''`, badgeHash)
}

func (s *Store) employee(ctx context.Context, where string, args ...any) (account.Employee, bool, error) {
	var rows []employee
	if err := s.read.WithContext(ctx).Raw(`SELECT `+employeeColumns+` FROM staff WHERE `+where, args...).Scan(&rows).Error; err != nil {
		return account.Employee{}, false, fmt.Errorf("staff: %w", err)
	}
	if len(rows) == 0 {
		return account.Employee{}, false, nil
	}
	return rows[0].value(), true, nil
}

// Employees lists the people who work here and those who did, by name.
func (s *Store) Employees(ctx context.Context) ([]account.Employee, error) {
	var rows []employee
	if err := s.read.WithContext(ctx).Raw(`SELECT ` + employeeColumns + ` FROM staff ORDER BY off, name, id`).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("staff: %w", err)
	}
	out := make([]account.Employee, 0, len(rows))
	for _, r := range rows {
		out = append(out, r.value())
	}
	return out, nil
}

// UseStep marks the step of a one-time code as used, unless it was.
func (s *Store) UseStep(ctx context.Context, id string, step int64) (bool, error) {
	r := s.write.WithContext(ctx).Exec(`UPDATE staff SET step = ? WHERE id = ? AND step < ?`, step, id, step)
	return r.RowsAffected == 1, r.Error
}

// SaveInvitation keeps an invitation; a second one for the same person takes
// the first one's place.
func (s *Store) SaveInvitation(ctx context.Context, i account.Invitation) error {
	err := s.write.WithContext(ctx).Exec(`INSERT INTO invitations (id, email, name, role, invited_by, until) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (email) DO UPDATE SET id = excluded.id, name = excluded.name, role = excluded.role, invited_by = excluded.invited_by, until = excluded.until`,
		i.ID, i.Email, i.Name, string(i.Role), i.By, nanos(i.Until)).Error
	if err != nil {
		return fmt.Errorf("invitation of %s: %w", i.Email, err)
	}
	return nil
}

type invitation struct {
	ID, Email, Name, Role, InvitedBy string
	Until                            int64
}

func (i invitation) value() account.Invitation {
	return account.Invitation{ID: i.ID, Email: i.Email, Name: i.Name, Role: account.Role(i.Role), By: i.InvitedBy, Until: instant(i.Until)}
}

// Invitations lists those that are still good.
func (s *Store) Invitations(ctx context.Context, now time.Time) ([]account.Invitation, error) {
	var rows []invitation
	if err := s.read.WithContext(ctx).Raw(`SELECT * FROM invitations WHERE until > ? ORDER BY name`, nanos(now)).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("invitations: %w", err)
	}
	out := make([]account.Invitation, 0, len(rows))
	for _, r := range rows {
		out = append(out, r.value())
	}
	return out, nil
}

// TakeInvitation returns a good invitation and removes it.
func (s *Store) TakeInvitation(ctx context.Context, id string, now time.Time) (account.Invitation, bool, error) {
	var rows []invitation
	if err := s.write.WithContext(ctx).Raw(`DELETE FROM invitations WHERE id = ? AND until > ? RETURNING *`, id, nanos(now)).Scan(&rows).Error; err != nil {
		return account.Invitation{}, false, fmt.Errorf("invitation: %w", err)
	}
	if len(rows) == 0 {
		return account.Invitation{}, false, nil
	}
	return rows[0].value(), true, nil
}

// DropInvitation takes an invitation back.
func (s *Store) DropInvitation(ctx context.Context, id string) error {
	return s.write.WithContext(ctx).Exec(`DELETE FROM invitations WHERE id = ?`, id).Error
}
