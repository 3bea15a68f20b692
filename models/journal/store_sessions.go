package journal

import (
	"context"
	"fmt"
	"time"

	"github.com/dashcart/dashcart/models/account"
)

type sessionRow struct {
	Hash, Kind, Who      string
	Started, Seen, Until int64
	Origin, Agent        string
}

func (r sessionRow) value() account.Session {
	return account.Session{ID: r.Hash, Kind: r.Kind, Who: r.Who, Started: instant(r.Started), Seen: instant(r.Seen), Until: instant(r.Until), From: r.Origin, Agent: r.Agent}
}

// SaveSession keeps who a session's hash stands for, and clears away those
// that are over.
func (s *Store) SaveSession(ctx context.Context, x account.Session) error {
	w := s.write.WithContext(ctx)
	if err := w.Exec(`DELETE FROM sessions WHERE kind = ? AND who = ? AND until <= ?`, x.Kind, x.Who, nanos(x.Started)).Error; err != nil {
		return fmt.Errorf("session: %w", err)
	}
	err := w.Exec(`INSERT INTO sessions (hash, kind, who, started, seen, until, origin, agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		x.ID, x.Kind, x.Who, nanos(x.Started), nanos(x.Seen), nanos(x.Until), x.From, x.Agent).Error
	if err != nil {
		return fmt.Errorf("session: %w", err)
	}
	return nil
}

// Session finds one that is good at now.
func (s *Store) Session(ctx context.Context, id, kind string, now time.Time) (account.Session, bool, error) {
	rows, err := s.sessions(ctx, `hash = ? AND kind = ? AND until > ?`, id, kind, nanos(now))
	if err != nil || len(rows) == 0 {
		return account.Session{}, false, err
	}
	return rows[0], true, nil
}

// Sessions lists those of a kind that are good at now, the latest first.
func (s *Store) Sessions(ctx context.Context, kind string, now time.Time) ([]account.Session, error) {
	return s.sessions(ctx, `kind = ? AND until > ? ORDER BY started DESC`, kind, nanos(now))
}

func (s *Store) sessions(ctx context.Context, where string, args ...any) ([]account.Session, error) {
	var rows []sessionRow
	if err := s.read.WithContext(ctx).Raw(`SELECT hash, kind, who, started, seen, until, origin, agent FROM sessions WHERE `+where, args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("sessions: %w", err)
	}
	out := make([]account.Session, 0, len(rows))
	for _, r := range rows {
		out = append(out, r.value())
	}
	return out, nil
}

// TouchSession notes when a session was last seen.
func (s *Store) TouchSession(ctx context.Context, id string, seen time.Time) error {
	return s.write.WithContext(ctx).Exec(`UPDATE sessions SET seen = ? WHERE hash = ?`, nanos(seen), id).Error
}

// DropSession ends a session.
func (s *Store) DropSession(ctx context.Context, id string) error {
	return s.write.WithContext(ctx).Exec(`DELETE FROM sessions WHERE hash = ?`, id).Error
}

// DropSessions ends all of a person's, but one.
func (s *Store) DropSessions(ctx context.Context, kind, who, but string) error {
	return s.write.WithContext(ctx).Exec(`DELETE FROM sessions WHERE kind = ? AND who = ? AND hash <> ?`, kind, who, but).Error
}
