package journal

import (
	"fmt"
	"testing"
	"time"

	"gorm.io/gorm"
	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/journal/postgrestest"
)

var at = time.Unix(1_700_000_000, 0)

// model is what the ledger should say, in plain numbers.
type model struct {
	owes  map[string]int64
	holds map[string]hold
	keys  map[string]bool
}

func (m *model) held(account string) (n int64) {
	for _, h := range m.holds {
		if h.Account == account && h.State == "held" {
			n += h.Minor
		}
	}
	return n
}

// TestTheLedgerAgreesWithPlainNumbers runs random requests, each sometimes
// twice, beside a model.
func TestTheLedgerAgreesWithPlainNumbers(t *testing.T) {
	runs, sold := 0, int64(0)
	s, err := OpenStore(postgrestest.Place(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	// The rules are the same however long the disk is waited for.
	if !s.pg {
		if err := s.write.Exec(`PRAGMA synchronous = OFF`).Error; err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		runs++
		mine := func(name string) string { return fmt.Sprint(name, "-", runs) }
		const limit = 1000
		m := &model{map[string]int64{}, map[string]hold{}, map[string]bool{}}
		for i := range rapid.IntRange(1, 25).Draw(t, "requests") {
			account := rapid.SampledFrom([]string{mine("a"), mine("b")}).Draw(t, "account")
			minor := rapid.Int64Range(-5, 700).Draw(t, "minor")
			key := rapid.SampledFrom([]string{mine("k1"), mine("k2"), mine("k3"), mine("k4")}).Draw(t, "key")
			what := rapid.IntRange(0, 3).Draw(t, "what")
			refund := mine(fmt.Sprint("r", i))
			want := m.expect(what, key, account, minor, limit)
			for range 1 + rapid.IntRange(0, 1).Draw(t, "again") {
				got, err := request(s, what, key, refund, account, minor, limit)
				if err != nil {
					t.Fatal(err)
				}
				if want != nil && got != *want {
					t.Fatalf("request %d of %s: %v, want %v", what, key, got, *want)
				}
			}
		}
		for _, account := range []string{mine("a"), mine("b")} {
			owes, held, err := s.Balance(ctx, account)
			if err != nil || owes != m.owes[account] || held != m.held(account) {
				t.Fatalf("%s owes %d, held %d, %v; want %d, %d", account, owes, held, err, m.owes[account], m.held(account))
			}
		}
		sold += m.owes[mine("a")] + m.owes[mine("b")]
		if sales, _, err := s.Balance(ctx, salesAccount); err != nil || sales != -sold {
			t.Fatalf("sales %d, %v; want %d", sales, err, -sold)
		}
		if n, err := s.Unbalanced(ctx); n != 0 || err != nil {
			t.Fatalf("%d out of balance, %v", n, err)
		}
	})
}

// expect does a request in plain numbers; nil means that its key was used
// before, so that the first outcome stands.
func (m *model) expect(what int, key, account string, minor, limit int64) *bool {
	name := fmt.Sprint(what, key)
	if what != 3 {
		if m.keys[name] {
			return nil
		}
		m.keys[name] = true
	}
	h, ok := m.holds[key], false
	switch what {
	case 0:
		if ok = minor >= 0 && m.owes[account]+m.held(account)+minor <= limit; ok {
			h = hold{account, minor, "held", 0}
		}
	case 1:
		if ok = h.State == "held" && minor >= 0 && minor <= h.Minor; ok {
			h.State, h.Minor = "captured", minor
			m.owes[h.Account] += minor
		}
	case 2:
		if ok = h.State == "held"; ok {
			h.State = "voided"
		}
	case 3:
		if ok = h.State == "captured" && minor > 0 && h.Refunded+minor <= h.Minor; ok {
			h.Refunded += minor
			m.owes[h.Account] -= minor
		}
	}
	if ok {
		m.holds[key] = h
	}
	return &ok
}

func request(s *Store, what int, key, refund, account string, minor, limit int64) (bool, error) {
	switch what {
	case 0:
		r, err := s.Hold(ctx, key, account, minor, limit)
		return r.OK, err
	case 1:
		r, err := s.CaptureHold(ctx, key, minor, "", at)
		return r.OK, err
	case 2:
		r, err := s.VoidHold(ctx, key)
		return r.OK, err
	}
	r, err := s.RefundHold(ctx, refund, key, minor, "", at)
	return r.OK, err
}

// TestHalfATransactionCannotStand writes past the code what the code never
// would.
func TestHalfATransactionCannotStand(t *testing.T) {
	s, err := OpenStore(postgrestest.Place(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	try := func(entries ...string) error {
		return s.write.Transaction(func(tx *gorm.DB) error {
			if err := tx.Exec(`INSERT INTO ledger_transactions (id, key, kind, at, memo) VALUES (1, 'k', 'capture', 1, '')`).Error; err != nil {
				return err
			}
			for _, e := range entries {
				if err := tx.Exec(`INSERT INTO ledger_entries (tx, account, minor, opposite) VALUES ` + e).Error; err != nil {
					return err
				}
			}
			return nil
		})
	}
	for _, bad := range [][]string{{`(1, 'a', 5, -5)`}, {`(1, 'a', 5, -5)`, `(1, 'b', -4, 4)`}, {`(1, 'a', 5, -4)`, `(1, 'b', -4, 5)`}, {`(1, 'a', 0, 0)`}} {
		if try(bad...) == nil {
			t.Errorf("the book took %v", bad)
		}
	}
	if err := try(`(1, 'a', 5, -5)`, `(1, 'b', -5, 5)`); err != nil {
		t.Error(err)
	}
	if s.write.Exec(`UPDATE ledger_entries SET account = 'c'`).Error == nil || s.write.Exec(`DELETE FROM ledger_entries`).Error == nil {
		t.Error("an entry was changed")
	}
}
