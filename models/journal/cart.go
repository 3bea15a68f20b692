package journal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// cartMigrations form a cart's file.
var cartMigrations = []Migration{
	{"events", []string{
		`CREATE TABLE events (
			seq INTEGER PRIMARY KEY,
			key TEXT NOT NULL,
			part INTEGER NOT NULL,
			trip TEXT NOT NULL,
			at INTEGER NOT NULL, -- nanoseconds since 1970, UTC
			actor TEXT NOT NULL,
			kind TEXT NOT NULL,
			data TEXT NOT NULL,
			UNIQUE (key, part)
		)`,
		`CREATE INDEX events_trip ON events (trip, seq)`,
		`CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END`,
		`CREATE TABLE sent (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL)`,
		`INSERT INTO sent (one, seq) VALUES (1, 0)`,
	}},
	shelfMigration,
}

// Cart is a cart's file.
type Cart struct{ *DB }

// OpenCart opens or makes a cart's file.
func OpenCart(path string) (*Cart, error) {
	db, err := Open(path, cartMigrations)
	if err != nil {
		return nil, err
	}
	return &Cart{db}, nil
}

type event struct {
	Seq   int64 `gorm:"primaryKey"`
	Key   string
	Part  int
	Trip  string
	At    int64
	Actor string
	Kind  string
	Data  string
}

// Load returns every event in order.
func (c *Cart) Load(ctx context.Context) ([]trip.Record, error) { return c.after(ctx, 0, -1) }

// Unsent returns up to limit events that the hub does not hold yet.
func (c *Cart) Unsent(ctx context.Context, limit int) ([]trip.Record, error) {
	var seq int64
	if err := c.read.WithContext(ctx).Raw(`SELECT seq FROM sent`).Scan(&seq).Error; err != nil {
		return nil, fmt.Errorf("journal %s: %w", c.path, err)
	}
	return c.after(ctx, seq, limit)
}

// Sent notes that the hub holds everything up to seq.
func (c *Cart) Sent(ctx context.Context, seq int64) error {
	if err := c.write.WithContext(ctx).Exec(`UPDATE sent SET seq = ? WHERE seq < ?`, seq, seq).Error; err != nil {
		return fmt.Errorf("journal %s: %w", c.path, err)
	}
	return nil
}

// Rewind notes that the hub holds nothing after seq, as after a restore.
func (c *Cart) Rewind(ctx context.Context, seq int64) error {
	if err := c.write.WithContext(ctx).Exec(`UPDATE sent SET seq = ? WHERE seq > ?`, seq, seq).Error; err != nil {
		return fmt.Errorf("journal %s: %w", c.path, err)
	}
	return nil
}

func (c *Cart) after(ctx context.Context, seq int64, limit int) ([]trip.Record, error) {
	var rows []event
	if err := c.read.WithContext(ctx).Where("seq > ?", seq).Order("seq").Limit(limit).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("journal %s: %w", c.path, err)
	}
	return records(rows)
}

func records(rows []event) ([]trip.Record, error) {
	out := make([]trip.Record, 0, len(rows))
	for _, r := range rows {
		rec := trip.Record{Seq: r.Seq, Key: r.Key, Trip: r.Trip, At: time.Unix(0, r.At).UTC()}
		if err := json.Unmarshal([]byte(r.Actor), &rec.Actor); err != nil {
			return nil, fmt.Errorf("event %d: actor: %w", r.Seq, err)
		}
		var err error
		if rec.Event, err = trip.Decode(r.Kind, []byte(r.Data)); err != nil {
			return nil, fmt.Errorf("event %d: %w", r.Seq, err)
		}
		out = append(out, rec)
	}
	return out, nil
}

// Append writes the records of one command after event seq, in one
// transaction. A key that was written before returns what was written then and
// shopping.ErrRepeated.
func (c *Cart) Append(ctx context.Context, seq int64, recs []trip.Record) ([]trip.Record, error) {
	rows := make([]event, len(recs))
	for i, r := range recs {
		kind, data, err := trip.Encode(r.Event)
		if err != nil {
			return nil, fmt.Errorf("event %s: %w", kind, err)
		}
		actor, err := json.Marshal(r.Actor)
		if err != nil {
			return nil, fmt.Errorf("event %s: actor: %w", kind, err)
		}
		recs[i].Seq = seq + int64(i) + 1
		rows[i] = event{recs[i].Seq, r.Key, i, r.Trip, r.At.UTC().UnixNano(), string(actor), kind, string(data)}
	}
	var before []event
	err := c.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		err := tx.Create(&rows).Error
		if !errors.Is(err, gorm.ErrDuplicatedKey) {
			return err
		}
		return errors.Join(err, tx.Where("key = ?", recs[0].Key).Order("seq").Find(&before).Error)
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		if len(before) == 0 {
			return nil, shopping.ErrBehind
		}
		old, err := records(before)
		return old, errors.Join(shopping.ErrRepeated, err)
	}
	if err != nil {
		return nil, fmt.Errorf("journal %s: %w", c.path, err)
	}
	return recs, nil
}
