package hubtest

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/payment/house"
	"github.com/dashcart/dashcart/models/trip"
)

// Proof is what Check counted.
type Proof struct {
	Carts, Trips, Events, Receipts, Coupons int
}

// Check proves from the records alone, the store's and every cart's, that each
// trip was settled exactly once, that every event reached the store once and
// in order, that no coupon was used twice, and that the ledger balances to the
// cent. It returns everything that is wrong.

func Check(ctx context.Context, storeFile string, cartFiles map[string]string) (Proof, []string, error) {
	var p Proof
	db, err := journal.OpenStore(storeFile)
	if err != nil {
		return p, nil, err
	}
	defer db.Close()
	c := &checking{db: db, used: map[string]string{}, numbers: map[string]string{}}
	for id, file := range cartFiles {
		if err := c.cart(ctx, id, file); err != nil {
			return c.Proof, c.wrong, fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
	}
	if n, err := db.Unbalanced(ctx); err != nil || n != 0 {
		c.say("%d transactions of the ledger are out of balance, %v", n, err)
	}
	for i := 1; i <= c.Receipts; i++ {
		if n := fmt.Sprintf("%06d", i); c.numbers[n] == "" {
			c.say("receipt %s is missing", n)
		}
	}
	return c.Proof, c.wrong, nil
}

type checking struct {
	Proof
	db      *journal.Store
	wrong   []string
	used    map[string]string // trip by coupon
	numbers map[string]string // trip by receipt
}

func (c *checking) say(format string, args ...any) {
	c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
}

func (c *checking) cart(ctx context.Context, id, file string) error {
	j, err := journal.OpenCart(file)
	if err != nil {
		return err
	}
	defer j.Close()
	recs, err := j.Load(ctx)
	if err != nil {
		return err
	}
	c.Carts++
	c.Events += len(recs)
	kept, err := c.db.CartEvents(ctx, id)
	if err != nil {
		return err
	}
	if len(kept) != len(recs) {
		c.say("%s: the store holds %d of %d events", id, len(kept), len(recs))
	}
	for i := range min(len(kept), len(recs)) {
		if a, b := text(recs[i]), text(kept[i]); a != b {
			c.say("%s: event %d is %s at the cart and %s at the store", id, i+1, a, b)
		}
	}
	owed := map[string]int64{}
	ended := map[string]bool{}
	for _, r := range recs {
		switch e := r.Event.(type) {
		case trip.TripLinked:
			c.Trips++
		case trip.ReceiptIssued:
			if _, twice := owed[r.Trip]; twice {
				c.say("%s: trip %s has two receipts", id, r.Trip)
			}
			owed[r.Trip] = e.Receipt.Total.Minor()
			c.Receipts++
			if other := c.numbers[e.Receipt.Number]; other != "" {
				c.say("trips %s and %s have receipt %s", other, r.Trip, e.Receipt.Number)
			}
			c.numbers[e.Receipt.Number] = r.Trip
			for _, k := range e.Receipt.Coupons {
				if k.Amount.Sign() == 0 {
					continue
				}
				c.Coupons++
				if other := c.used[k.Code]; other != "" {
					c.say("trips %s and %s used coupon %s", other, r.Trip, k.Code)
				}
				c.used[k.Code] = r.Trip
			}
		case trip.TripReleased:
			if ended[r.Trip] {
				c.say("%s: trip %s was released twice", id, r.Trip)
			}
			ended[r.Trip] = true
		}
	}
	return c.charges(ctx, id, owed, ended)
}

// charges holds what each trip owes against what was charged for it.
func (c *checking) charges(ctx context.Context, id string, owed map[string]int64, ended map[string]bool) error {
	account := house.Account("s-" + id)
	entries, err := c.db.Statement(ctx, account, 1_000_000)
	if err != nil {
		return err
	}
	charged := map[string]int64{}
	for _, e := range entries {
		key := strings.TrimPrefix(strings.TrimPrefix(e.Key, "capture-"), id+"/")
		trip, _, _ := strings.Cut(key, "-")
		if charged[trip] != 0 {
			c.say("%s: trip %s was charged twice", id, trip)
		}
		charged[trip] += e.Minor
	}
	for t, n := range owed {
		if charged[t] != n {
			c.say("%s: trip %s owes %d and was charged %d", id, t, n, charged[t])
		}
		if !ended[t] {
			c.say("%s: trip %s is paid and was not let out", id, t)
		}
	}
	if len(charged) != len(owed) {
		c.say("%s: %d charges for %d receipts", id, len(charged), len(owed))
	}
	if _, held, err := c.db.Balance(ctx, account); err != nil || held != 0 {
		c.say("%s: %d is still held, %v", id, held, err)
	}
	return nil
}

func text(r trip.Record) string {
	kind, data, err := trip.Encode(r.Event)
	if err != nil {
		return err.Error()
	}
	who, err := json.Marshal(r.Actor)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%s %s %s %d %s %s", r.Key, r.Trip, who, r.At.UnixNano(), kind, data)
}
