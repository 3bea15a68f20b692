package catalog

import (
	"slices"
	"testing"
)

func TestStaffPhotosAreTheirFilesAlone(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                nil,
		"Golden-Delicious":                nil,
		"staff-a.jpg":                     {"staff-a.jpg"},
		"Golden; staff-a.jpg;staff-b.jpg": {"staff-a.jpg", "staff-b.jpg"},
	} {
		if got := StaffPhotos(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
