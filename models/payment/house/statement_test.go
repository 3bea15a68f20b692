package house

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment"
)

// book is a ledger that holds one account's entries, the oldest first.
type book struct {
	Ledger
	entries []payment.Entry
	held    int64
	broken  error
}

func (b *book) Statement(context.Context, string, int) ([]payment.Entry, error) {
	out := slices.Clone(b.entries)
	slices.Reverse(out)
	return out, b.broken
}

func (b *book) Balance(context.Context, string) (int64, int64, error) { return 0, b.held, nil }

// TestEveryLineOfAStatementLeadsToTheNext: each balance is the one before with
// its amount, the first begins at nothing and the last is what is owed.
func TestEveryLineOfAStatementLeadsToTheNext(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := &book{held: rapid.Int64Range(0, 5000).Draw(rt, "held")}
		sum := int64(0)
		for _, minor := range rapid.SliceOfN(rapid.Int64Range(-9999, 9999), 0, 20).Draw(rt, "minor") {
			b.entries = append(b.entries, payment.Entry{Minor: minor})
			sum += minor
		}
		s, err := New(b, money.New(20000, "EUR"), time.Now).Standing(t.Context(), "ana")
		if err != nil {
			rt.Fatal(err)
		}
		if s.Owes != money.New(sum, "EUR") || s.Held != money.New(b.held, "EUR") || s.Limit != money.New(20000, "EUR") || len(s.Lines) != len(b.entries) {
			rt.Fatalf("%+v of %+v", s, b)
		}
		owed := money.New(0, "EUR")
		for _, l := range slices.Backward(s.Lines) {
			if owed, err = owed.Add(l.Amount); err != nil || owed != l.Balance {
				rt.Fatalf("%+v does not follow: %v, %v", l, owed, err)
			}
		}
		if owed != s.Owes {
			rt.Fatalf("the lines come to %v, and %v is owed", owed, s.Owes)
		}
	})
	broken := errors.New("the disk is away")
	if _, err := New(&book{broken: broken}, money.New(1, "EUR"), time.Now).Standing(t.Context(), "ana"); !errors.Is(err, broken) {
		t.Error(err)
	}
}
