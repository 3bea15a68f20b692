package journal

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/payment/house"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// erased is what stands where a shopper's name stood.
const erased = "(erased)"

// Person finds what is known of the shopper with an e-mail address.
func (s *Store) Person(ctx context.Context, email string) (shopping.Person, bool, error) {
	return s.person(ctx, `email = ?`, email)
}

// PersonByID does it by the shopper's ID.
func (s *Store) PersonByID(ctx context.Context, id string) (shopping.Person, bool, error) {
	return s.person(ctx, `id = ?`, id)
}

func (s *Store) person(ctx context.Context, cond string, arg string) (p shopping.Person, ok bool, err error) {
	var rows []shopping.Person
	err = s.read.WithContext(ctx).Raw(`SELECT id, email, name, language, loyalty, (SELECT COUNT(*) FROM trips WHERE shopper_id = shoppers.id) AS trips,
		(SELECT COUNT(*) FROM receipts WHERE shopper = shoppers.id) AS receipts FROM shoppers WHERE `+cond, arg).Scan(&rows).Error
	if err != nil {
		return p, false, fmt.Errorf("shoppers: %w", err)
	}
	if len(rows) == 0 {
		return p, false, nil
	}
	p = rows[0]
	p.Owes, _, err = s.Balance(ctx, house.Account(p.ID))
	return p, true, err
}

// TripsOf returns the IDs of a shopper's trips, the first first.
func (s *Store) TripsOf(ctx context.Context, shopper string) ([]string, error) {
	return tripsOf(s.read.WithContext(ctx), shopper)
}

func tripsOf(tx *gorm.DB, shopper string) (ids []string, err error) {
	if err := tx.Raw(`SELECT id FROM trips WHERE shopper_id = ? ORDER BY started, id`, shopper).Scan(&ids).Error; err != nil {
		return nil, fmt.Errorf("trips of a shopper: %w", err)
	}
	return ids, nil
}

// MailTo returns the messages to an address, as a person's export has them.
func (s *Store) MailTo(ctx context.Context, email string) ([]shopping.Message, error) {
	var rows []struct {
		At            int64
		Subject, Body string
	}
	if err := s.read.WithContext(ctx).Raw(`SELECT at, subject, body FROM outbox WHERE recipient = ? ORDER BY id`, email).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	out := make([]shopping.Message, 0, len(rows))
	for _, r := range rows {
		out = append(out, shopping.Message{At: instant(r.At), Subject: r.Subject, Body: r.Body})
	}
	return out, nil
}

// forget are the statements that take a shopper out of the tables; their
// arguments are the shopper's ID. What was sold, taxed, paid and given back
// stays, under an ID that names nobody any more.
var forget = []string{
	`DELETE FROM sessions WHERE kind = 'shopper' AND who = ?`,
	`DELETE FROM codes WHERE email = (SELECT email FROM shoppers WHERE id = ?)`,
	`DELETE FROM outbox WHERE recipient = (SELECT email FROM shoppers WHERE id = ?)`,
	`DELETE FROM identities WHERE shopper = ?`,
	`DELETE FROM passkeys WHERE shopper = ?`,
	`DELETE FROM saved_cards WHERE shopper = ?`,
	`UPDATE card_payments SET shopper = '` + erased + `' WHERE shopper = ?`,
	`UPDATE refunds SET shopper = '` + erased + `' WHERE shopper = ?`,
	`UPDATE receipts SET shopper = '` + erased + `' WHERE shopper = ?`,
	`DELETE FROM offers_given WHERE shopper = ?`,
	`UPDATE trips SET shopper = '` + erased + `', shopper_id = '' WHERE shopper_id = ?`,
	`DELETE FROM shoppers WHERE id = ?`,
}

// Erase takes a shopper out of the records, all of it or nothing, and returns
// the IDs of the trips that were theirs. shopping.ErrUnderWay while they shop.
func (s *Store) Erase(ctx context.Context, shopper string) (ids []string, err error) {
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var open int64
		if err := tx.Raw(`SELECT COUNT(*) FROM trips WHERE shopper_id = ? AND `+tripFilters["open"], shopper).Scan(&open).Error; err != nil {
			return err
		}
		if open > 0 {
			return shopping.ErrUnderWay
		}
		var name string
		if err := tx.Raw(`SELECT name FROM shoppers WHERE id = ?`, shopper).Scan(&name).Error; err != nil {
			return err
		}
		if ids, err = tripsOf(tx, shopper); err != nil {
			return err
		}
		for _, id := range ids {
			if err := eraseEvents(tx, id, name); err != nil {
				return err
			}
		}
		if err := forgetLoyalty(tx, shopper); err != nil {
			return err
		}
		for _, q := range forget {
			if err := tx.Exec(q, shopper).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("erasing shopper %s: %w", shopper, err)
	}
	return ids, nil
}

// eraseEvents takes the person out of a trip's events and of the words that
// find it.
func eraseEvents(tx *gorm.DB, id, name string) error {
	var rows []struct {
		Cart              string
		Seq               int64
		Actor, Kind, Data string
	}
	if err := tx.Raw(`SELECT cart, seq, actor, kind, data FROM trip_events WHERE trip = ?`, id).Scan(&rows).Error; err != nil {
		return err
	}
	for _, r := range rows {
		var by trip.Actor
		if err := json.Unmarshal([]byte(r.Actor), &by); err != nil {
			return fmt.Errorf("event %d of %s: %w", r.Seq, r.Cart, err)
		}
		if by.Kind == trip.ByPhone || by.Kind == trip.ByShopper {
			by = trip.Actor{Kind: by.Kind}
		}
		actor, err := json.Marshal(by)
		if err != nil {
			return err
		}
		e, err := trip.Decode(r.Kind, []byte(r.Data))
		if err != nil {
			return fmt.Errorf("event %d of %s: %w", r.Seq, r.Cart, err)
		}
		_, data, err := trip.Encode(nameless(e))
		if err != nil {
			return err
		}
		if string(actor) == r.Actor && string(data) == r.Data {
			continue
		}
		if err := tx.Exec(`UPDATE trip_events SET actor = ?, data = ? WHERE cart = ? AND seq = ?`, string(actor), string(data), r.Cart, r.Seq).Error; err != nil {
			return err
		}
	}
	for _, w := range split(name) {
		if err := tx.Exec(`DELETE FROM trip_words WHERE trip = ? AND word = ?`, id, w).Error; err != nil {
			return err
		}
	}
	return nil
}

// nameless is an event without the person in it: who they are, their phone,
// and what they wrote on their list.
func nameless(e trip.Event) trip.Event {
	who := func(w trip.Shopper) trip.Shopper { return trip.Shopper{Name: erased, Language: w.Language} }
	switch e := e.(type) {
	case trip.TripLinked:
		e.Shopper, e.Phone, e.List = who(e.Shopper), "", nil
		return e
	case trip.TripMovedIn:
		e.Trip.Shopper, e.Trip.Phone, e.Trip.List = who(e.Trip.Shopper), "", nil
		return e
	case trip.PhoneReserved:
		e.Reservation.Phone = ""
		return e
	case trip.ListChanged:
		e.List = nil
		return e
	case trip.LoyaltyShown:
		e.Number = ""
		return e
	}
	return e
}
