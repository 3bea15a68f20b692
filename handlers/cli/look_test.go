package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/handlers/cli"
)

// photoLists writes two lists over the shared training photos: of each class
// given, one of the first n photos and one of the next m. The classes.csv of
// the photos lies beside them.
func photoLists(t *testing.T, classes []string, n, m int) (first, next, clean string) {
	t.Helper()
	root := os.Getenv("DASHCART_DATA")
	if root == "" {
		t.Skip("DASHCART_DATA is unset: no photos to look at")
	}
	photos := filepath.Join(root, "photos")
	all, err := os.ReadFile(filepath.Join(photos, "train.txt"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	csv, err := os.ReadFile(filepath.Join(photos, "classes.csv"))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	var a, b strings.Builder
	for line := range strings.Lines(string(all)) {
		path, rest, _ := strings.Cut(strings.TrimSpace(line), ",")
		class := filepath.Base(filepath.Dir(path))
		for _, c := range classes {
			if c != class {
				continue
			}
			full, err := filepath.Rel(folder, filepath.Join(photos, path))
			if err != nil {
				t.Fatal(err)
			}
			switch seen[c]++; {
			case seen[c] <= n:
				fmt.Fprintf(&a, "%s,%s\n", full, rest)
			case seen[c] <= n+m:
				fmt.Fprintf(&b, "%s,%s\n", full, rest)
			}
		}
	}
	first, next = filepath.Join(folder, "first.txt"), filepath.Join(folder, "next.txt")
	for path, data := range map[string]string{first: a.String(), next: b.String(), filepath.Join(folder, "classes.csv"): string(csv)} {
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return first, next, filepath.Join(photos, "classes.csv")
}

// summaryOf runs eval look and returns its last line.
func summaryOf(t *testing.T, o cli.EvalLookOptions) cli.LookSummary {
	t.Helper()
	o.JSON = true
	var out, warnings bytes.Buffer
	if exit, err := cli.EvalLook(t.Context(), &out, &warnings, o); exit != 0 || err != nil {
		t.Fatalf("exit %d: %v", exit, err)
	}
	if warnings.Len() > 0 {
		t.Errorf("warned: %s", &warnings)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	var last struct{ Summary *cli.LookSummary }
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil || last.Summary == nil {
		t.Fatalf("the last line is %s: %v", lines[len(lines)-1], err)
	}
	if len(lines) != last.Summary.Images+1 {
		t.Errorf("%d lines for %d images", len(lines), last.Summary.Images)
	}
	return *last.Summary
}

func TestEvalLookOnPhotos(t *testing.T) {
	enrolled, test, clean := photoLists(t, []string{"Banana", "Leek", "Oatly-Oat-Milk", "Red-Bell-Pepper"}, 3, 2)
	s := summaryOf(t, cli.EvalLookOptions{Enroll: enrolled, Test: test, Clean: clean})
	if s.Images != 8 || s.Top1 < 7 || s.Top3 != 8 || s.AcceptedRight < s.Accepted-1 || s.MsP50 <= 0 {
		t.Errorf("four unlike products: %+v", s)
	}
	one := summaryOf(t, cli.EvalLookOptions{Enroll: enrolled, Test: test, Shots: 1, Cheap: true})
	if one.Images != 8 || one.Top3 < 6 {
		t.Errorf("from one photo each, by colours alone: %+v", one)
	}
}

// What is learned and written is what eval reads.
func TestEnrollLearnsAndWrites(t *testing.T) {
	enrolled, test, _ := photoLists(t, []string{"Banana", "Leek"}, 20, 1)
	out := filepath.Join(t.TempDir(), "projections.bin")
	var said, warnings bytes.Buffer
	exit, err := cli.Enroll(t.Context(), &said, &warnings, cli.EnrollOptions{From: enrolled, Out: out, Learn: true})
	if exit != 0 || err != nil || warnings.Len() > 0 {
		t.Fatalf("exit %d: %v, warned %q", exit, err, &warnings)
	}
	if s := summaryOf(t, cli.EvalLookOptions{Enroll: enrolled, Test: test, Projections: out, Shots: 3}); s.Top1 != 2 {
		t.Errorf("bananas and leeks told apart in %d of 2", s.Top1)
	}
	exit, err = cli.Enroll(t.Context(), &said, &warnings, cli.EnrollOptions{From: test, Out: out, Projections: out})
	if exit != 0 || err != nil || !strings.Contains(said.String(), "index of the looks of 2 products from 2 photos") {
		t.Errorf("exit %d: %v, said %q", exit, err, &said)
	}
}

func TestLookRefuses(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	list := write("list.txt", "a.jpg, 1\n")
	for _, c := range []struct {
		name string
		o    cli.EvalLookOptions
		says string
	}{
		{"no such photos", cli.EvalLookOptions{Enroll: "nowhere", Test: list}, "nowhere"},
		{"no photos", cli.EvalLookOptions{Enroll: folder, Test: list}, "names no photo"},
		{"a row without class", cli.EvalLookOptions{Enroll: write("short.txt", "a.jpg, 1\nb.jpg\n"), Test: list}, "short.txt:2"},
		{"no projections", cli.EvalLookOptions{Enroll: list, Test: list, Projections: list}, "not a usable file of look projections"},
		{"classes without header", cli.EvalLookOptions{Enroll: list, Test: list, Clean: write("c.csv", "Banana,1\n")}, "no columns Class Name"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var w, warnings bytes.Buffer
			exit, err := cli.EvalLook(t.Context(), &w, &warnings, c.o)
			if exit != 2 || err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("exit %d: %v; want 2 and %q", exit, err, c.says)
			}
		})
	}
	exit, err := cli.Enroll(t.Context(), &bytes.Buffer{}, &bytes.Buffer{}, cli.EnrollOptions{From: list, Out: filepath.Join(folder, "p"), Learn: true})
	if exit != 2 || err == nil || !strings.Contains(err.Error(), "too few photos") {
		t.Errorf("learning from one photo: exit %d: %v", exit, err)
	}
}

// An image that cannot be read counts as not recognised, with a warning.
func TestEvalLookOfBrokenImages(t *testing.T) {
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "Leek"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "Leek", "1.jpg"), []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	var w, warnings bytes.Buffer
	exit, err := cli.EvalLook(t.Context(), &w, &warnings, cli.EvalLookOptions{Enroll: folder, Test: folder, JSON: true})
	if exit != 0 || err != nil || strings.Count(warnings.String(), "warning") != 2 || !strings.Contains(w.String(), `"images":1,"top1":0,"top3":0,"accepted":0`) {
		t.Errorf("exit %d: %v, warned %q, wrote %q", exit, err, &warnings, &w)
	}
}
