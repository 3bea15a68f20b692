package shopping_test

import (
	"database/sql"
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// BenchmarkCommands measures whole commands a second, from the check to the
// published state, beside the same rows inserted by the sqlite3 driver alone
// with the same pragmas, one transaction each; ratio is theirs by time.
func BenchmarkCommands(b *testing.B) {
	dir := b.TempDir()
	db, err := journal.OpenCart(filepath.Join(dir, "cart.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	cart, err := shopping.NewCart(ctx, shopping.Config{ID: "cart-01", Journal: db, Hub: newTill(), Goods: smallGoods(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	if err := cart.Guest(ctx, "g", "en"); err != nil {
		b.Fatal(err)
	}
	plain, err := journal.OpenCart(filepath.Join(dir, "plain.db"))
	if err != nil {
		b.Fatal(err)
	}
	plain.Close()
	raw, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "plain.db")+"?_journal_mode=WAL&_synchronous=FULL&_foreign_keys=on&_busy_timeout=5000&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	defer raw.Close()
	raw.SetMaxOpenConns(1)
	insert := func(i int) error {
		tx, err := raw.Begin()
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO events (seq, key, part, trip, at, actor, kind, data) VALUES (?, ?, 0, 't', 1, '{"kind":"shopper"}', 'HelpAsked', '{"reason":"lost"}')`, i, fmt.Sprint("raw-", i)); err != nil {
			return err
		}
		return tx.Commit()
	}
	by := trip.Actor{Kind: trip.ByShopper}
	var ours, theirs time.Duration
	n := 0
	for b.Loop() {
		n++
		var c trip.Command = trip.AskHelp{Reason: "lost"}
		if n%2 == 0 {
			c = trip.EndHelp{}
		}
		// One of each in turn: whatever else the disk does meets both.
		t0 := time.Now()
		if err := cart.Do(ctx, fmt.Sprint("do-", n), by, c); err != nil {
			b.Fatal(err)
		}
		t1 := time.Now()
		if err := insert(n); err != nil {
			b.Fatal(err)
		}
		ours, theirs = ours+t1.Sub(t0), theirs+time.Since(t1)
	}
	b.ReportMetric(float64(n)/ours.Seconds(), "commands/s")
	b.ReportMetric(float64(n)/theirs.Seconds(), "inserts/s")
	b.ReportMetric(float64(theirs)/float64(ours), "ratio")
}
