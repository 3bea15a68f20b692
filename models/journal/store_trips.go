package journal

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// KeepEvents keeps a cart's events, those it does not hold yet, in order; it
// returns the last number kept. A gap keeps nothing after it.
func (s *Store) KeepEvents(ctx context.Context, cart string, recs []trip.Record) (int64, error) {
	kept, err := s.KeepBatches(ctx, []shopping.Batch{{Cart: cart, Records: recs}})
	return kept[cart], err
}

func keepEvents(tx *gorm.DB, cart string, recs []trip.Record) (last int64, err error) {
	if err := tx.Raw(`SELECT COALESCE(MAX(seq), 0) FROM trip_events WHERE cart = ?`, cart).Scan(&last).Error; err != nil {
		return 0, err
	}
	for _, r := range recs {
		if r.Seq != last+1 {
			continue
		}
		if err := keepEvent(tx, cart, r); err != nil {
			return 0, err
		}
		last = r.Seq
	}
	return last, nil
}

func keepEvent(tx *gorm.DB, cart string, r trip.Record) error {
	kind, data, err := trip.Encode(r.Event)
	if err != nil {
		return err
	}
	actor, err := json.Marshal(r.Actor)
	if err != nil {
		return err
	}
	if err := tx.Exec(`INSERT INTO trip_events (cart, seq, trip, key, at, actor, kind, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		cart, r.Seq, r.Trip, r.Key, nanos(r.At), string(actor), kind, string(data)).Error; err != nil {
		return err
	}
	if err := list(tx, cart, r); err != nil {
		return err
	}
	if err := keepWeighing(tx, r); err != nil {
		return err
	}
	if err := keepLoyalty(tx, r); err != nil {
		return err
	}
	return count(tx, cart, r)
}

// list keeps the row by which a trip is listed.
func list(tx *gorm.DB, cart string, r trip.Record) error {
	set := func(q string, args ...any) error {
		return tx.Exec(`UPDATE trips SET `+q+` WHERE id = ?`, append(args, r.Trip)...).Error
	}
	switch e := r.Event.(type) {
	case trip.TripLinked:
		return tx.Exec(`INSERT INTO trips (id, cart, shopper, shopper_id, training, status, started, total, number, questions) VALUES (?, ?, ?, ?, ?, ?, ?, '', '', 0) ON CONFLICT DO NOTHING`,
			r.Trip, cart, e.Shopper.Name, e.Shopper.ID, bit(e.Shopper.Training()), string(trip.Linked), nanos(r.At)).Error
	case trip.TripMovedIn:
		return set(`cart = ?, status = ?`, cart, string(e.Trip.Status))
	case trip.ShoppingStarted:
		return set(`status = ?`, string(trip.Shopping))
	case trip.QuestionAsked:
		return set(`questions = questions + 1`)
	case trip.LaneEntered:
		return set(`status = ?`, string(trip.AtLane))
	case trip.LaneLeft:
		return set(`status = ?`, string(trip.Shopping))
	case trip.AuditDone:
		return set(`total = ?`, e.Receipt.Total.Format("en-US"))
	case trip.ReceiptIssued:
		return set(`status = ?, total = ?, number = ?`, string(trip.Paid), e.Receipt.Total.Format("en-US"), e.Receipt.Number)
	case trip.TripReleased:
		return set(`status = ?`, string(trip.Released))
	case trip.TripHandedOver:
		return set(`status = ?, total = ?`, string(trip.HandedOver), e.Receipt.Total.Format("en-US"))
	case trip.TripAbandoned:
		return set(`status = ?`, string(trip.Abandoned))
	}
	return nil
}

// InLane returns the lane that a cart's events left it in, or none.
func (s *Store) InLane(ctx context.Context, cart string) (string, error) {
	var last struct{ Kind, Data string }
	err := s.read.WithContext(ctx).Raw(`SELECT kind, data FROM trip_events WHERE cart = ? AND kind IN ('LaneEntered', 'LaneLeft', 'TripReleased', 'TripHandedOver', 'TripAbandoned', 'TripMovedOut') ORDER BY seq DESC LIMIT 1`, cart).Scan(&last).Error
	if err != nil || last.Kind != "LaneEntered" {
		return "", err
	}
	e, err := trip.Decode(last.Kind, []byte(last.Data))
	if err != nil {
		return "", fmt.Errorf("cart %s: %w", cart, err)
	}
	return e.(trip.LaneEntered).Lane, nil
}

// TripEvents returns the events of a trip, in the order they happened.
func (s *Store) TripEvents(ctx context.Context, id string) ([]trip.Record, error) {
	var rows []event
	if err := s.read.WithContext(ctx).Raw(`SELECT seq, key, 0 AS part, trip, at, actor, kind, data FROM trip_events WHERE trip = ? ORDER BY at, seq`, id).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("trip %s: %w", id, err)
	}
	return records(rows)
}
