package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/store"
)

func TestSecretsComeFromTheEnvironmentOrFiles(t *testing.T) {
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte("sk_test_file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := func(m map[string]string) func(string) string { return func(k string) string { return m[k] } }
	for _, c := range []struct {
		env       map[string]string
		want, why string
	}{
		{map[string]string{"X": "a"}, "a", ""},
		{map[string]string{"X_FILE": file}, "sk_test_file", ""},
		{map[string]string{"X": "a", "X_FILE": file}, "a", ""},
		{nil, "", ""},
		{map[string]string{"X_FILE": file + "-not"}, "", "X_FILE"},
	} {
		got, err := secret(env(c.env), "X")
		if got != c.want || (err == nil) != (c.why == "") || err != nil && !strings.Contains(err.Error(), c.why) {
			t.Errorf("%v: %q, %v", c.env, got, err)
		}
	}
	st := &store.Store{}
	if _, err := openStripe(st, nil, env(nil)); err == nil || !strings.Contains(err.Error(), "STRIPE_SECRET_KEY") {
		t.Errorf("without a key: %v", err)
	}
}

func TestTheDayBefore(t *testing.T) {
	zone, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	from, to := dayBefore(time.Date(2026, 3, 9, 1, 30, 0, 0, zone)) // the day clocks went forward
	if to.Sub(from) != 23*time.Hour || from.Day() != 8 || from.Hour() != 0 {
		t.Errorf("%s to %s", from, to)
	}
}
