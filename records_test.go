package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/journal/postgrestest"
	"github.com/dashcart/dashcart/models/store"
)

// TestAStoreOnPostgres opens the sample store with its records in a database,
// and then a command that knows the data folder alone.
func TestAStoreOnPostgres(t *testing.T) {
	server := postgrestest.Start(t)
	st, cat, err := store.Load("store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	st.Records = server.Address()
	dir := t.TempDir()
	a, err := newApp(t.Context(), st, cat, appConfig{Data: dir, Seed: 1, Blind: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(a.side.Catalogue().Products()); n == 0 {
		t.Error("no goods")
	}
	if _, err := os.Stat(filepath.Join(dir, "store.db")); err == nil {
		t.Error("there is a file of records too")
	}
	if err := a.close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ args, want string }{
		{"staff --data " + dir + " --email a@example.org --name Ana --role owner", ""},
		{"check --audit --data " + dir, "the log is whole: 1 entries"},
		{"export --data " + dir + " products", "gtin,brand,name"},
	} {
		var out strings.Builder
		if code := run(context.Background(), strings.Fields(c.args), strings.NewReader("correct horse\n"), &out, &out); code != 0 || !strings.Contains(out.String(), c.want) {
			t.Errorf("dashcart %s: status %d: %.300s", c.args, code, out.String())
		}
	}
}

// TestAStoreMovesToPostgresAndBack moves the sample store's records, and opens
// the store where they went.
func TestAStoreMovesToPostgresAndBack(t *testing.T) {
	t.Parallel()
	server, dir := postgrestest.Start(t), t.TempDir()
	says := func(args string, code int, want string) {
		t.Helper()
		var out strings.Builder
		if got := run(context.Background(), strings.Fields(args), strings.NewReader("correct horse\n"), &out, &out); got != code || !strings.Contains(out.String(), want) {
			t.Fatalf("dashcart %s: status %d: %.400s", args, got, out.String())
		}
	}
	opens := func(records string) error {
		t.Helper()
		st, cat, err := store.Load("store.yaml")
		if err != nil {
			t.Fatal(err)
		}
		st.Records = records
		side, err := newStoreSide(t.Context(), dir, st, cat, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		if n := len(side.Catalogue().Products()); n == 0 {
			t.Error("no goods")
		}
		return side.close()
	}
	says("migrate --to nowhere --data "+dir, 2, "neither file nor the address")
	says("migrate --to file --data "+dir, 2, "")
	says("migrate --to "+server.Address()+" --data "+dir, 2, "holds no records")
	if err := opens(""); err != nil {
		t.Fatal(err)
	}
	says("staff --data "+dir+" --email a@example.org --name Ana --role owner", 0, "")
	says("migrate --data "+dir+" --to "+server.Address(), 0, "the audit log is whole: 1 entries")
	says("check --audit --data "+dir, 0, "the log is whole: 1 entries")
	if err := opens(""); err == nil || !strings.Contains(err.Error(), "moved into a database") {
		t.Errorf("without its address the store begins anew: %v", err)
	}
	if err := opens(server.Address()); err != nil {
		t.Fatal(err)
	}
	says("migrate --data "+dir+" --to file", 0, `records: ""`)
	if err := opens(""); err != nil {
		t.Fatal(err)
	}
	says("check --audit --data "+dir, 0, "the log is whole: 1 entries")
	if err := opens(server.Address()); err == nil || !strings.Contains(err.Error(), "store.db holds records") {
		t.Errorf("with the address it had: %v", err)
	}
}

func TestRecordsAreNotLeftBehind(t *testing.T) {
	dir := t.TempDir()
	const far = "postgres://dashcart@db.example/dashcart"
	place := func(want string) {
		t.Helper()
		if got, err := recordsOf(dir); got != want || err != nil {
			t.Errorf("records in %s, %v; want %s", got, err, want)
		}
	}
	file := filepath.Join(dir, "store.db")
	place(file)
	if err := noteRecords(dir, far); err != nil {
		t.Fatal(err)
	}
	place(far)
	if err := noteRecords(dir, ""); err != nil {
		t.Fatal(err)
	}
	place(file)
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := noteRecords(dir, far); err == nil || !strings.Contains(err.Error(), "store.db holds records") {
		t.Errorf("records were left behind: %v", err)
	}
	place(file)
	if err := os.WriteFile(recordsNote(dir), []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := recordsOf(dir); err == nil {
		t.Error("nonsense is a place")
	}
}
