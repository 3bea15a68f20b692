package journal

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/lane"
)

func TestRestoreWhileInUse(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	file, copied := filepath.Join(dir, "store.db"), filepath.Join(dir, "copy.db")
	s, err := OpenStore(file)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	open := func() bool {
		t.Helper()
		all, err := s.Lanes(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return all["l"].Open
	}
	set := func(open bool) {
		t.Helper()
		if err := s.SaveLane(ctx, "l", lane.State{Open: open}); err != nil {
			t.Fatal(err)
		}
	}
	set(true)
	if err := s.Backup(copied); err != nil {
		t.Fatal(err)
	}
	set(false)
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	before, err := RestoreStore(ctx, copied, file, now)
	if err != nil {
		t.Fatal(err)
	}
	if !open() {
		t.Error("the backup was not restored")
	}
	set(false)
	if open() {
		t.Error("what was restored cannot be written")
	}
	if _, err := RestoreStore(ctx, before, file, now.Add(time.Second)); err != nil || open() {
		t.Errorf("back to what was there before: %v", err)
	}
}

func TestRestoreRefuses(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	c, err := OpenCart(at("cart-1.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	newer, err := Open(at("newer.db"), append(append([]Migration(nil), storeMigrations...), Migration{"more", []string{`CREATE TABLE more (x INTEGER)`}}))
	if err != nil {
		t.Fatal(err)
	}
	if err := newer.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at("noise.db"), []byte(strings.Repeat("noise", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for file, why := range map[string]string{"cart-1.db": "no backup of a store", "newer.db": "newer version", "noise.db": "not a database", "nowhere.db": "no such file"} {
		if _, err := RestoreStore(ctx, at(file), at("store.db"), time.Now()); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v, want %q", file, err, why)
		}
	}
	if _, err := os.Stat(at("store.db")); err == nil {
		t.Error("a refused restore made a file")
	}
}
