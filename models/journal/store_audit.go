package journal

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/account"
)

// auditStep makes the log of what staff did: rows are only ever added, and
// AUTOINCREMENT remembers how many there were, so that a cut tail shows too.
var auditStep = Migration{"audit", []string{
	`CREATE TABLE audit (seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
		act TEXT NOT NULL, object TEXT NOT NULL, detail TEXT NOT NULL, outcome TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL UNIQUE)`,
	`CREATE INDEX audit_who ON audit (who, seq)`,
	`CREATE INDEX audit_object ON audit (object, seq)`,
	`CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END`,
	`CREATE TRIGGER audit_keeps BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'nothing is taken out of the log'); END`,
}}

type auditRow struct {
	Seq, At                                                   int64
	Who, Name, Role, Act, Object, Detail, Outcome, Prev, Hash string
}

func (r auditRow) value() account.Entry {
	return account.Entry{Seq: r.Seq, At: instant(r.At), Who: r.Who, Name: r.Name, Role: account.Role(r.Role), Act: r.Act, Object: r.Object, Detail: r.Detail, Outcome: r.Outcome, Prev: r.Prev, Hash: r.Hash}
}

// Audit adds an entry to the log, chained to the last, and returns it.
func (s *Store) Audit(ctx context.Context, e account.Entry) (account.Entry, error) {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var last []auditRow
		if err := tx.Raw(`SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1`).Scan(&last).Error; err != nil {
			return err
		}
		before := account.Entry{}
		if len(last) > 0 {
			before = last[0].value()
		}
		e.At = e.At.UTC()
		e = e.Seal(before)
		return tx.Exec(`INSERT INTO audit (seq, at, who, name, role, act, object, detail, outcome, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			e.Seq, nanos(e.At), e.Who, e.Name, string(e.Role), e.Act, e.Object, e.Detail, e.Outcome, e.Prev, e.Hash).Error
	})
	if err != nil {
		return account.Entry{}, fmt.Errorf("audit log: %w", err)
	}
	return e, nil
}

// AuditPage returns a page of the log, the latest first, and how many entries
// fit: all of them, or those of one person or address, or that hold a text.
func (s *Store) AuditPage(ctx context.Context, query string, offset, limit int) ([]account.Entry, int, error) {
	where, args := `1 = 1`, []any{}
	if query != "" {
		like := "%" + strings.ToLower(query) + "%"
		where, args = `(LOWER(name) LIKE ? OR LOWER(object) LIKE ? OR LOWER(detail) LIKE ? OR LOWER(act) LIKE ?)`, []any{like, like, like, like}
	}
	var n int
	if err := s.read.WithContext(ctx).Raw(`SELECT COUNT(*) FROM audit WHERE `+where, args...).Scan(&n).Error; err != nil {
		return nil, 0, fmt.Errorf("audit log: %w", err)
	}
	var rows []auditRow
	if err := s.read.WithContext(ctx).Raw(`SELECT * FROM audit WHERE `+where+` ORDER BY seq DESC LIMIT ? OFFSET ?`, append(args, limit, offset)...).Scan(&rows).Error; err != nil {
		return nil, 0, fmt.Errorf("audit log: %w", err)
	}
	out := make([]account.Entry, 0, len(rows))
	for _, r := range rows {
		out = append(out, r.value())
	}
	return out, n, nil
}

// CheckAudit walks the whole log and returns its last entry; *account.Broken
// says where it is not what was written. Seen is a hash noted earlier, empty
// for none: it must still be in the log, else somebody wrote all of it anew.
func (s *Store) CheckAudit(ctx context.Context, seen string) (last account.Entry, err error) {
	rows, err := s.read.WithContext(ctx).Raw(`SELECT * FROM audit ORDER BY seq`).Rows()
	if err != nil {
		return last, fmt.Errorf("audit log: %w", err)
	}
	defer rows.Close()
	found := seen == ""
	for rows.Next() {
		var r auditRow
		if err := s.read.ScanRows(rows, &r); err != nil {
			return last, fmt.Errorf("audit log: %w", err)
		}
		e := r.value()
		if err := e.Follows(last); err != nil {
			return last, err
		}
		last, found = e, found || e.Hash == seen
	}
	if err := rows.Err(); err != nil {
		return last, fmt.Errorf("audit log: %w", err)
	}
	var count sql.NullInt64
	if err := s.read.WithContext(ctx).Raw(s.writtenSQL("audit")).Scan(&count).Error; err != nil {
		return last, fmt.Errorf("audit log: %w", err)
	}
	if count.Int64 != last.Seq {
		return last, &account.Broken{Seq: last.Seq + 1, Why: fmt.Sprintf("%d entries were written and the log ends at %d", count.Int64, last.Seq)}
	}
	if !found {
		return last, &account.Broken{Seq: 1, Why: "the entry with hash " + seen + " is not in it: the log was written anew"}
	}
	return last, nil
}
