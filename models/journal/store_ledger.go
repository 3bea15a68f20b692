package journal

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/shopping"
)

// Account names of the ledger. What a shopper owes is a positive balance of
// their account; the store's sales are its contra account.
const salesAccount = "sales"

// post writes a balanced transaction: what from loses, to gains.
func post(tx *gorm.DB, key, kind, memo, from, to string, minor int64, at time.Time) error {
	if minor == 0 {
		return nil
	}
	var id int64
	if err := tx.Raw(`INSERT INTO ledger_transactions (key, kind, at, memo) VALUES (?, ?, ?, ?) RETURNING id`, key, kind, nanos(at), memo).Scan(&id).Error; err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO ledger_entries (tx, account, minor, opposite) VALUES (?, ?, ?, ?), (?, ?, ?, ?)`, id, to, minor, -minor, id, from, -minor, minor).Error
}

// Balance is what an account stands at and what of its limit is held.
func (s *Store) Balance(ctx context.Context, account string) (balance, held int64, err error) {
	return balanceOf(s.read.WithContext(ctx), account)
}

func balanceOf(tx *gorm.DB, account string) (balance, held int64, err error) {
	if err = tx.Raw(`SELECT COALESCE(SUM(minor), 0) FROM ledger_entries WHERE account = ?`, account).Scan(&balance).Error; err == nil {
		err = tx.Raw(`SELECT COALESCE(SUM(minor), 0) FROM ledger_holds WHERE account = ? AND state = 'held'`, account).Scan(&held).Error
	}
	return balance, held, err
}

// Hold reserves an amount of an account's credit limit under key.
func (s *Store) Hold(ctx context.Context, key, account string, minor, limit int64) (payment.Result, error) {
	return s.result(ctx, "hold-"+key, func(tx *gorm.DB) (shopping.Outcome, error) {
		balance, held, err := balanceOf(tx, account)
		if err != nil {
			return shopping.Outcome{}, err
		}
		if minor < 0 || balance+held+minor > limit {
			return shopping.Outcome{Reason: "limit"}, nil
		}
		err = tx.Exec(`INSERT INTO ledger_holds (key, account, minor, state) VALUES (?, ?, ?, 'held')`, key, account, minor).Error
		return shopping.Outcome{OK: true, Ref: key}, err
	})
}

// CaptureHold posts a held amount, all of it or less, once.
func (s *Store) CaptureHold(ctx context.Context, key string, minor int64, memo string, at time.Time) (payment.Result, error) {
	return s.result(ctx, "capture-"+key, func(tx *gorm.DB) (shopping.Outcome, error) {
		h, err := holdOf(tx, key)
		switch {
		case err != nil:
			return shopping.Outcome{}, err
		case h.State != "held":
			return shopping.Outcome{Reason: "no hold"}, nil
		case minor < 0 || minor > h.Minor:
			return shopping.Outcome{Reason: "more than held"}, nil
		}
		if err := post(tx, "capture-"+key, "capture", memo, salesAccount, h.Account, minor, at); err != nil {
			return shopping.Outcome{}, err
		}
		err = tx.Exec(`UPDATE ledger_holds SET state = 'captured', minor = ? WHERE key = ?`, minor, key).Error
		return shopping.Outcome{OK: true, Ref: "capture-" + key}, err
	})
}

// VoidHold gives a hold back.
func (s *Store) VoidHold(ctx context.Context, key string) (payment.Result, error) {
	return s.result(ctx, "void-"+key, func(tx *gorm.DB) (shopping.Outcome, error) {
		r := tx.Exec(`UPDATE ledger_holds SET state = 'voided' WHERE key = ? AND state = 'held'`, key)
		if r.RowsAffected == 0 {
			return shopping.Outcome{Reason: "no hold"}, r.Error
		}
		return shopping.Outcome{OK: true}, r.Error
	})
}

// RefundHold gives back a part of what was captured under hold, or all of it;
// never more in sum. Key names this refund.
func (s *Store) RefundHold(ctx context.Context, key, hold string, minor int64, memo string, at time.Time) (payment.Result, error) {
	return s.result(ctx, "refund-"+key, func(tx *gorm.DB) (shopping.Outcome, error) {
		h, err := holdOf(tx, hold)
		switch {
		case err != nil:
			return shopping.Outcome{}, err
		case h.State != "captured":
			return shopping.Outcome{Reason: "not captured"}, nil
		case minor <= 0 || h.Refunded+minor > h.Minor:
			return shopping.Outcome{Reason: "more than captured"}, nil
		}
		if err := post(tx, "refund-"+key, "refund", memo, h.Account, salesAccount, minor, at); err != nil {
			return shopping.Outcome{}, err
		}
		err = tx.Exec(`UPDATE ledger_holds SET refunded = refunded + ? WHERE key = ?`, minor, hold).Error
		return shopping.Outcome{OK: true, Ref: "refund-" + key}, err
	})
}

// result is once for a payment.
func (s *Store) result(ctx context.Context, key string, f func(tx *gorm.DB) (shopping.Outcome, error)) (payment.Result, error) {
	out, err := s.once(ctx, key, f)
	return payment.Result{OK: out.OK, Ref: out.Ref, Reason: out.Reason}, err
}

type hold struct {
	Account  string
	Minor    int64
	State    string
	Refunded int64
}

func holdOf(tx *gorm.DB, key string) (h hold, err error) {
	err = tx.Raw(`SELECT account, minor, state, refunded FROM ledger_holds WHERE key = ?`, key).Scan(&h).Error
	return h, err
}

// Statement is what was posted to an account, the latest first.
func (s *Store) Statement(ctx context.Context, account string, limit int) ([]payment.Entry, error) {
	var rows []struct {
		At              int64
		Kind, Key, Memo string
		Minor           int64
	}
	err := s.read.WithContext(ctx).Raw(`SELECT t.at, t.kind, t.key, t.memo, e.minor FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.tx WHERE e.account = ? ORDER BY e.id DESC LIMIT ?`, account, limit).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("statement of %s: %w", account, err)
	}
	out := make([]payment.Entry, 0, len(rows))
	for _, r := range rows {
		out = append(out, payment.Entry{At: instant(r.At), Kind: r.Kind, Key: r.Key, Memo: r.Memo, Minor: r.Minor})
	}
	return out, nil
}

// Unbalanced counts transactions whose entries do not sum to zero: none, ever.
func (s *Store) Unbalanced(ctx context.Context) (n int64, err error) {
	err = s.read.WithContext(ctx).Raw(`SELECT COUNT(*) FROM (SELECT tx FROM ledger_entries GROUP BY tx HAVING SUM(minor) <> 0) AS unbalanced`).Scan(&n).Error
	return n, err
}
