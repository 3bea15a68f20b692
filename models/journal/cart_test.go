package journal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

var ctx = context.Background()

func newCartFile(t testing.TB) *Cart {
	t.Helper()
	c, err := OpenCart(filepath.Join(t.TempDir(), "cart.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func recordsOf(key string, events ...trip.Event) []trip.Record {
	var out []trip.Record
	for _, e := range events {
		out = append(out, trip.Record{Key: key, Trip: "t", At: time.Unix(1_700_000_000, 5).UTC(), Actor: trip.Actor{Kind: trip.ByStaff, Name: "Bo"}, Event: e})
	}
	return out
}

func TestWhatIsAppendedIsLoaded(t *testing.T) {
	c := newCartFile(t)
	wrote, err := c.Append(ctx, 0, recordsOf("a", trip.TripLinked{Shopper: trip.Shopper{Name: "Ana"}}, trip.ShoppingStarted{}))
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.Load(ctx)
	if err != nil || !reflect.DeepEqual(got, wrote) || got[1].Seq != 2 {
		t.Fatalf("%+v\n%+v\n%v", got, wrote, err)
	}
	again, err := c.Append(ctx, 2, recordsOf("a", trip.ShoppingStarted{}))
	if !errors.Is(err, shopping.ErrRepeated) || !reflect.DeepEqual(again, wrote) {
		t.Errorf("a repeated key: %+v, %v", again, err)
	}
	if _, err := c.Append(ctx, 1, recordsOf("b", trip.ShoppingStarted{})); !errors.Is(err, shopping.ErrBehind) {
		t.Errorf("behind: %v", err)
	}
	if err := c.write.Exec(`UPDATE events SET data = '{}'`).Error; err == nil {
		t.Error("an event was changed")
	}
}

func TestSentNeverGoesBack(t *testing.T) {
	c := newCartFile(t)
	if _, err := c.Append(ctx, 0, recordsOf("a", trip.ShoppingStarted{}, trip.ShoppingStarted{}, trip.ShoppingStarted{})); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int64{2, 1} {
		if err := c.Sent(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	left, err := c.Unsent(ctx, 10)
	if err != nil || len(left) != 1 || left[0].Seq != 3 {
		t.Fatalf("%+v, %v", left, err)
	}
}

// TestAFullDiskLosesNothing lets the file grow to a few pages only.
func TestAFullDiskLosesNothing(t *testing.T) {
	c := newCartFile(t)
	var pages int64
	if err := c.write.Raw(`PRAGMA page_count`).Scan(&pages).Error; err != nil {
		t.Fatal(err)
	}
	limit := func(n int64) {
		t.Helper()
		var got int64
		if err := c.write.Raw(fmt.Sprintf(`PRAGMA max_page_count = %d`, n)).Scan(&got).Error; err != nil {
			t.Fatal(err)
		}
	}
	limit(pages + 4)
	big := strings.Repeat("x", 1000)
	var seq int64
	var full error
	for i := range 100 {
		wrote, err := c.Append(ctx, seq, recordsOf(fmt.Sprint("k", i), trip.TripLinked{Shopper: trip.Shopper{Name: big}}, trip.TripLinked{Shopper: trip.Shopper{Name: big}}))
		if err != nil {
			full = err
			break
		}
		seq = wrote[1].Seq
	}
	if full == nil || !strings.Contains(full.Error(), "full") || !strings.Contains(full.Error(), c.path) {
		t.Fatalf("the error of a full disk: %v", full)
	}
	if got, err := c.Load(ctx); err != nil || int64(len(got)) != seq {
		t.Fatalf("%d of %d events, %v", len(got), seq, err)
	}
	limit(pages + 1000)
	if _, err := c.Append(ctx, seq, recordsOf("after", trip.ShoppingStarted{})); err != nil {
		t.Fatalf("with room again: %v", err)
	}
}

func TestABackupIsWhole(t *testing.T) {
	c := newCartFile(t)
	if _, err := c.Append(ctx, 0, recordsOf("a", trip.ShoppingStarted{})); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := c.Backup(to); err != nil {
		t.Fatal(err)
	}
	if err := c.Backup(to); err == nil {
		t.Error("a backup was written over")
	}
	b, err := OpenCart(to)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if got, err := b.Load(ctx); len(got) != 1 || err != nil {
		t.Fatalf("%+v, %v", got, err)
	}
}

func TestGarbageIsNoJournal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cart.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenCart(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Fatal(err)
	}
}
