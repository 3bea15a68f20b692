package house

import (
	"context"
	"slices"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment"
)

// Line is one line of a shopper's statement: Amount is above zero for what was
// taken and below for what was given back, Balance what was owed after it.
type Line struct {
	payment.Entry
	Amount, Balance money.Amount
}

// Standing is how a shopper's account stands: what is owed, what is held for a
// trip that is being paid, and how much may be owed at most. Lines are the
// latest first.
type Standing struct {
	Owes, Held, Limit money.Amount
	Lines             []Line
}

// mostLines is far beyond what a shopper's account ever holds.
const mostLines = 1_000_000

// Standing is a shopper's account with its statement. What is owed is the sum
// of the lines that it lists, whatever is posted meanwhile.
func (h *House) Standing(ctx context.Context, shopper string) (Standing, error) {
	entries, err := h.ledger.Statement(ctx, Account(shopper), mostLines)
	if err != nil {
		return Standing{}, err
	}
	_, held, err := h.ledger.Balance(ctx, Account(shopper))
	if err != nil {
		return Standing{}, err
	}
	s := Standing{Held: h.limit.With(held), Limit: h.limit, Lines: make([]Line, 0, len(entries))}
	owed := int64(0)
	for _, e := range slices.Backward(entries) {
		owed += e.Minor
		s.Lines = append(s.Lines, Line{Entry: e, Amount: h.limit.With(e.Minor), Balance: h.limit.With(owed)})
	}
	slices.Reverse(s.Lines)
	s.Owes = h.limit.With(owed)
	return s, nil
}
