package journal

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/lane"
	"github.com/dashcart/dashcart/models/shopping"
)

// storeMigrations form the store's file.
var storeMigrations = []Migration{
	{"requests, lanes, coupons", []string{
		`CREATE TABLE outcomes (key TEXT PRIMARY KEY, data TEXT NOT NULL)`,
		`CREATE TABLE lanes (id TEXT PRIMARY KEY, open INTEGER NOT NULL, paired TEXT NOT NULL)`,
		`CREATE TABLE coupons (code TEXT PRIMARY KEY, trip TEXT NOT NULL, redeemed INTEGER NOT NULL)`,
	}},
	{"ledger", []string{
		`CREATE TABLE ledger_transactions (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, at INTEGER NOT NULL, memo TEXT NOT NULL)`,
		// Each entry names its opposite in the same transaction, checked at the
		// commit: no half of a transaction can ever stand in the book.
		`CREATE TABLE ledger_entries (id INTEGER PRIMARY KEY, tx INTEGER NOT NULL REFERENCES ledger_transactions(id), account TEXT NOT NULL,
			minor INTEGER NOT NULL CHECK (minor <> 0), opposite INTEGER NOT NULL CHECK (opposite = -minor), UNIQUE (tx, minor),
			FOREIGN KEY (tx, opposite) REFERENCES ledger_entries (tx, minor) DEFERRABLE INITIALLY DEFERRED)`,
		`CREATE INDEX ledger_account ON ledger_entries (account, id)`,
		`CREATE TRIGGER ledger_entries_stay BEFORE UPDATE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END`,
		`CREATE TRIGGER ledger_entries_keep BEFORE DELETE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END`,
		`CREATE TABLE ledger_holds (key TEXT PRIMARY KEY, account TEXT NOT NULL, minor INTEGER NOT NULL CHECK (minor >= 0), state TEXT NOT NULL CHECK (state IN ('held', 'captured', 'voided')), refunded INTEGER NOT NULL DEFAULT 0)`,
		`CREATE INDEX ledger_holds_account ON ledger_holds (account, state)`,
	}},
	{"receipts", []string{
		`CREATE TABLE receipts (number INTEGER PRIMARY KEY, trip TEXT NOT NULL UNIQUE, shopper TEXT NOT NULL, at INTEGER NOT NULL, data TEXT NOT NULL)`,
		`CREATE INDEX receipts_shopper ON receipts (shopper, number)`,
		`CREATE TABLE handovers (code TEXT PRIMARY KEY, trip TEXT NOT NULL UNIQUE, data TEXT NOT NULL)`,
	}},
	{"people", []string{
		`CREATE TABLE shoppers (id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, language TEXT NOT NULL, list TEXT NOT NULL DEFAULT '[]')`,
		`CREATE TABLE codes (email TEXT PRIMARY KEY, hash TEXT NOT NULL, until INTEGER NOT NULL, tries INTEGER NOT NULL, sent INTEGER NOT NULL)`,
		`CREATE TABLE staff (id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, hash TEXT NOT NULL)`,
		`CREATE TABLE sessions (hash TEXT PRIMARY KEY, kind TEXT NOT NULL, who TEXT NOT NULL, until INTEGER NOT NULL)`,
		`CREATE TABLE outbox (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, sent INTEGER NOT NULL DEFAULT 0, recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, key TEXT UNIQUE)`,
	}},
	{"trips", []string{
		`CREATE TABLE trips (id TEXT PRIMARY KEY, cart TEXT NOT NULL, shopper TEXT NOT NULL, status TEXT NOT NULL, started INTEGER NOT NULL, total TEXT NOT NULL, number TEXT NOT NULL, questions INTEGER NOT NULL)`,
		`CREATE INDEX trips_started ON trips (started)`,
		`CREATE TABLE trip_events (cart TEXT NOT NULL, seq INTEGER NOT NULL, trip TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (cart, seq))`,
		`CREATE INDEX trip_events_trip ON trip_events (trip, at, seq)`,
	}},
	{"amendments", []string{
		`CREATE TABLE amendments (id INTEGER PRIMARY KEY, key TEXT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL, who TEXT NOT NULL, at INTEGER NOT NULL)`,
		`CREATE INDEX amendments_key ON amendments (kind, key, id)`,
	}},
	catalogueMigration,
	fleetMigration,
	peopleStep,
	auditStep,
	figuresStep,
	weighingsMigration,
	cardsMigration,
	clipsStep,
	identitiesStep,
	refundsStep,
	passkeysStep,
	chainStep,
	weightsStep,
	offersStep,
	loyaltyStep,
	lanesStep,
	figuresKeyStep,
}

// Store is the store's file.
type Store struct{ *DB }

// OpenStore opens or makes the store's records: a file, or the database whose
// postgres:// address is given.
func OpenStore(place string) (*Store, error) {
	open := Open
	if IsPostgres(place) {
		open = openPostgres
	}
	db, err := open(place, storeMigrations)
	if err != nil {
		return nil, err
	}
	return &Store{db}, nil
}

// once carries out f in a transaction and keeps its outcome under key; a key
// that was carried out before gives that outcome and does nothing.
func (s *Store) once(ctx context.Context, key string, f func(tx *gorm.DB) (shopping.Outcome, error)) (shopping.Outcome, error) {
	var out shopping.Outcome
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var data string
		if err := tx.Raw(`SELECT data FROM outcomes WHERE key = ?`, key).Scan(&data).Error; err != nil {
			return err
		}
		if data != "" {
			return json.Unmarshal([]byte(data), &out)
		}
		var err error
		if out, err = f(tx); err != nil {
			return err
		}
		b, err := json.Marshal(out)
		if err != nil {
			return err
		}
		return tx.Exec(`INSERT INTO outcomes (key, data) VALUES (?, ?)`, key, string(b)).Error
	})
	if err != nil {
		return shopping.Outcome{}, fmt.Errorf("store %s: %w", s.path, err)
	}
	return out, nil
}

// Lanes returns what staff made of the lanes, by ID.
func (s *Store) Lanes(ctx context.Context) (map[string]lane.State, error) {
	var rows []struct {
		ID        string
		Open      bool
		Paired    string
		Attended  *bool
		AuditRate *float64
	}
	if err := s.read.WithContext(ctx).Raw(`SELECT id, open, paired, attended, audit_rate FROM lanes`).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("lanes: %w", err)
	}
	out := map[string]lane.State{}
	for _, r := range rows {
		l := lane.State{Open: r.Open, Attended: r.Attended, AuditRate: r.AuditRate}
		if err := json.Unmarshal([]byte(r.Paired), &l.Paired); err != nil {
			return nil, fmt.Errorf("lane %s: %w", r.ID, err)
		}
		out[r.ID] = l
	}
	return out, nil
}

// SaveLane keeps what staff made of a lane.
func (s *Store) SaveLane(ctx context.Context, id string, l lane.State) error {
	if l.Paired == nil {
		l.Paired = []string{}
	}
	var attended *int
	if l.Attended != nil {
		n := bit(*l.Attended)
		attended = &n
	}
	b, err := json.Marshal(l.Paired)
	if err == nil {
		err = s.write.WithContext(ctx).Exec(`INSERT INTO lanes (id, open, paired, attended, audit_rate) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET open = excluded.open, paired = excluded.paired, attended = excluded.attended, audit_rate = excluded.audit_rate`,
			id, bit(l.Open), string(b), attended, l.AuditRate).Error
	}
	if err != nil {
		return fmt.Errorf("lane %s: %w", id, err)
	}
	return nil
}

// ReserveCoupon keeps a coupon that is good once for a trip.
func (s *Store) ReserveCoupon(ctx context.Context, key, code, trip string) (shopping.Outcome, error) {
	return s.once(ctx, key, func(tx *gorm.DB) (shopping.Outcome, error) {
		if err := tx.Exec(`INSERT INTO coupons (code, trip, redeemed) VALUES (?, ?, 0) ON CONFLICT (code) DO NOTHING`, code, trip).Error; err != nil {
			return shopping.Outcome{}, err
		}
		var by string
		if err := tx.Raw(`SELECT trip FROM coupons WHERE code = ?`, code).Scan(&by).Error; err != nil {
			return shopping.Outcome{}, err
		}
		if by != trip {
			return shopping.Outcome{Reason: "used"}, nil
		}
		return shopping.Outcome{OK: true}, nil
	})
}

// RedeemCoupon uses a reserved coupon up.
func (s *Store) RedeemCoupon(ctx context.Context, key, code, trip string) (shopping.Outcome, error) {
	return s.once(ctx, key, func(tx *gorm.DB) (shopping.Outcome, error) {
		r := tx.Exec(`UPDATE coupons SET redeemed = 1 WHERE code = ? AND trip = ?`, code, trip)
		if r.RowsAffected == 0 {
			return shopping.Outcome{Reason: "not reserved"}, r.Error
		}
		return shopping.Outcome{OK: true}, r.Error
	})
}

// ReturnCoupon gives a reserved coupon back.
func (s *Store) ReturnCoupon(ctx context.Context, key, code, trip string) (shopping.Outcome, error) {
	return s.once(ctx, key, func(tx *gorm.DB) (shopping.Outcome, error) {
		err := tx.Exec(`DELETE FROM coupons WHERE code = ? AND trip = ? AND redeemed = 0`, code, trip).Error
		return shopping.Outcome{OK: err == nil}, err
	})
}

func nanos(t time.Time) int64 { return t.UTC().UnixNano() }

func instant(n int64) time.Time { return time.Unix(0, n).UTC() }
