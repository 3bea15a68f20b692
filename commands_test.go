package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheCommandsAnswerByTheirNames calls each command as it is documented, and
// checks its exit status and what it says.
func TestTheCommandsAnswerByTheirNames(t *testing.T) {
	basket := filepath.Join(t.TempDir(), "basket.json")
	if err := os.WriteFile(basket, []byte(`{"basket":[],"coupons":[]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data")
	for _, c := range []struct {
		args string
		code int
		out  string
	}{
		{"gs1 --json (01)09521010111388", 1, `"error"`},
		{"gs1 --json 9520101011138", 0, `"elements"`},
		{"gs1 --json --store store.yaml 201101208740", 0, `"name":"Sliced roast beef","price":"8.74 USD"`},
		{"check store.yaml", 0, "store.yaml is right"},
		{"check nowhere.yaml", 1, "nowhere.yaml"},
		{"coupon basket --json " + basket, 0, `"discount_in_cents":0`},
		{"coupon basket nowhere.json", 2, "nowhere.json"},
		{"export products", 0, "gtin,brand,name"},
		{"import --dry-run catalog/products.csv", 0, "0 new, 0 changed, 0 problems"},
		{"import --json catalog/coupons.yaml", 0, `"applied":false`},
		{"import --data " + filepath.Dir(basket) + " nowhere.csv", 2, "nowhere.csv"},
		{"scan --json nowhere.png", 2, "nowhere.png"},
		{"replay nowhere --json", 2, "nowhere"},
		{"staff --data " + data + " --email owner@example.com --name Olivia --role owner", 0, ""},
		{"check --audit --data " + data, 0, "the log is whole: 1 entries"},
		{"check --audit --json --data " + data + " --seen 00", 1, `"whole":false`},
		{"check --audit --data nowhere", 2, "nowhere"},
		{"record --live --for 1s " + filepath.Join(data, "live"), 0, "readings of scales"},
		{"replay --no-looks --json " + filepath.Join(data, "live"), 0, ""},
		{"record --data " + data + " " + filepath.Join(data, "flight"), 2, "flight recorder's segments"},
		{"trip --no-looks", 0, "\npaid $"},
		{"eval rig --trips 1 --store nowhere.yaml", 2, "nowhere.yaml"},
		{"eval sheet --out nowhere.png --trips 0", 2, "--test"},
		{"eval table nowhere.jsonl", 2, "nowhere.jsonl"},
		{"calibrate 1000 5000", 2, "keeps its own calibration"},
		{"serve --listen 127.0.0.1:0 --traces nowhere", 2, "--traces: nowhere is no collector's address"},
		{"migrate --data " + data + " --to nowhere", 2, "neither file nor the address"},
		{"bogus", 2, "bogus"},
	} {
		var out strings.Builder
		code := run(context.Background(), strings.Fields(c.args), strings.NewReader("correct horse\n"), &out, &out)
		if code != c.code || !strings.Contains(out.String(), c.out) {
			t.Errorf("dashcart %s: status %d, want %d and %q:\n%.600s", c.args, code, c.code, c.out, out.String())
		}
	}
}
