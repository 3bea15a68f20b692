package journal_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/trip"
)

func TestClippedCouponsAreKept(t *testing.T) {
	s, err := journal.OpenStore(filepath.Join(t.TempDir(), "store.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.AddShopper(t.Context(), trip.Shopper{ID: "s1", Name: "Ana", Email: "ana@example.com"}); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		code string
		on   bool
		want []string
	}{
		{"MILK1", true, []string{"MILK1"}},
		{"PASTA", true, []string{"MILK1", "PASTA"}},
		{"MILK1", true, []string{"PASTA", "MILK1"}}, // clipped again: once, and last
		{"PASTA", false, []string{"MILK1"}},
		{"NEVER", false, []string{"MILK1"}},
		{"MILK1", false, nil},
	} {
		if err := s.Clip(t.Context(), "s1", step.code, step.on); err != nil {
			t.Fatal(err)
		}
		got, err := s.Clips(t.Context(), "s1")
		if err != nil || !slices.Equal(got, step.want) {
			t.Errorf("after %s %v: %v, %v; want %v", step.code, step.on, got, err, step.want)
		}
	}
	if got, err := s.Clips(t.Context(), "nobody"); err != nil || len(got) != 0 {
		t.Errorf("of nobody: %v, %v", got, err)
	}
}
