package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/sensors/barcode"
	"github.com/dashcart/dashcart/sensors/barcode/drawn"
)

func writePNG(t *testing.T, img image.Image) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "image.png")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestScanPrintsALineForEachImage(t *testing.T) {
	good := writePNG(t, drawn.EAN13("4006381333931", 2, 50))
	upca := writePNG(t, drawn.EAN13("0036000291452", 2, 50))
	tiny := writePNG(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	broken := filepath.Join(t.TempDir(), "broken.png")
	if err := os.WriteFile(broken, []byte("\x89PNG\r\n\x1a\nno image"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		images []string
		status int
		want   []string // "symbology text", "error" or "" by line
	}{
		{"codes", []string{good, upca}, 0, []string{"ean13 4006381333931", "upca 036000291452"}},
		{"no code", []string{tiny}, 0, []string{""}},
		{"one broken", []string{broken, good}, 1, []string{"error", "ean13 4006381333931"}},
		{"all broken", []string{broken, filepath.Join(t.TempDir(), "missing.png")}, 2, []string{"error", "error"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			status, err := Scan(&out, "", tt.images, true)
			if status != tt.status || (err != nil) != (tt.status != 0) {
				t.Errorf("status %d, %v; want %d", status, err, tt.status)
			}
			lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
			if len(lines) != len(tt.want) {
				t.Fatalf("printed %q", out.String())
			}
			for i, line := range lines {
				if got := summary(t, line); got != tt.want[i] {
					t.Errorf("line %d is %q, want %q", i+1, got, tt.want[i])
				}
			}
		})
	}
}

func summary(t *testing.T, line string) string {
	t.Helper()
	var s scanned
	if err := json.Unmarshal([]byte(line), &s); err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	if s.Error != "" {
		return "error"
	}
	if s.Codes == nil {
		t.Errorf("%q has no list of codes", line)
	}
	var parts []string
	for _, c := range s.Codes {
		parts = append(parts, string(c.Symbology)+" "+c.Text)
	}
	return strings.Join(parts, ", ")
}

func TestScanTellsEveryWrongLineOfACatalogue(t *testing.T) {
	name := filepath.Join(t.TempDir(), "gtins.txt")
	if err := os.WriteFile(name, []byte("4006381333931\n\n# ours\n4006381333930\n036000291452 # paste\nx\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	status, err := Scan(&bytes.Buffer{}, name, []string{"any.png"}, true)
	if status != 2 || err == nil || !strings.Contains(err.Error(), ":4:") || !strings.Contains(err.Error(), ":6:") || strings.Contains(err.Error(), ":5:") {
		t.Errorf("%d, %v", status, err)
	}
	if status, err := Scan(&bytes.Buffer{}, name+"x", []string{"any.png"}, true); status != 2 || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing catalogue gave %d, %v", status, err)
	}
}

// faulty is a reader that fails in every way.
type faulty struct{}

func (faulty) Read(*image.Gray) ([]barcode.Code, error) { panic("out of range") }

func TestScanOutlivesAFaultOfAReader(t *testing.T) {
	var out bytes.Buffer
	good := writePNG(t, drawn.EAN13("4006381333931", 2, 50))
	status, err := scanAll(&out, faulty{}, []string{good}, false)
	if status != 2 || err == nil || !strings.Contains(out.String(), "out of range") {
		t.Errorf("%d, %v, %q", status, err, out.String())
	}
}
