package eval

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWilson holds the interval to values worked by hand from Wilson's formula.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		hits, n   int
		low, high float64
	}{{0, 0, 0, 1}, {0, 10, 0, .2775}, {10, 10, .7225, 1}, {5, 10, .2366, .7634}, {96, 100, .9016, .9843}} {
		if low, high := Wilson(c.hits, c.n); math.Abs(low-c.low) > 5e-4 || math.Abs(high-c.high) > 5e-4 {
			t.Errorf("Wilson(%d, %d) = %.4f, %.4f, want %.4f, %.4f", c.hits, c.n, low, high, c.low, c.high)
		}
	}
}

func TestARowIsMetOnItsTargetsGoodSide(t *testing.T) {
	for _, c := range []struct {
		row  Row
		want string
	}{
		{Row{Target: 96, Hits: 96, N: 100}, "yes"},
		{Row{Target: 96, Hits: 95, N: 100}, "no"},
		{Row{Target: 1, AtMost: true, Hits: 1, N: 100}, "yes"},
		{Row{Target: 1, AtMost: true, Hits: 2, N: 100}, "no"},
		{Row{AtMost: true, Hits: 1, N: 100}, "no"},
		{Row{Hits: 1, N: 100}, ""},
		{Row{Target: 96}, ""},
	} {
		if got := c.row.met(); got != c.want {
			t.Errorf("%+v is met: %q, want %q", c.row, got, c.want)
		}
	}
}

func TestTheLastOfEachRowIsDrawn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rows")
	t.Setenv(Out, file)
	Report(t, Row{Name: "top-1", Target: 40, Hits: 1, N: 4, Seconds: 2}, Row{Name: "wrong", Target: 1, AtMost: true, N: 50, Seconds: 2})
	Report(t, Row{Name: "top-1", Target: 40, Hits: 2, N: 4, Seconds: 3})
	t.Setenv(Out, "")
	Report(t, Row{Name: "kept nowhere", N: 1})
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := Read(f)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := Write(&out, rows, true); err != nil {
		t.Fatal(err)
	}
	want := `| row | target | reached | met | n | 95 % interval | seconds |
|---|---|---|---|---|---|---|
| top-1 | ≥ 40 % | 50.0 % | yes | 2 of 4 | 15.0 to 85.0 | 3 |
| wrong | ≤ 1 % | 0.0 % | yes | 0 of 50 | 0.0 to 7.1 | 2 |
`
	if out.String() != want {
		t.Errorf("the table is\n%swant\n%s", out.String(), want)
	}
}

func TestRowsSayWhichLineIsWrong(t *testing.T) {
	for in, want := range map[string]string{
		"{\"row\":\"a\",\"n\":1}\nnonsense": "2: ", `{"n":1}`: "1: want row", `{"row":"a","n":-1}`: "1: want row", `{"row":"a","hits":-1,"n":1}`: "1: want row",
	} {
		if _, err := Read(strings.NewReader(in)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %q", in, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"row":"top-1","target":40,"hits":1,"n":4,"seconds":2}`)
	f.Add("\n{}\n")
	f.Fuzz(func(t *testing.T, in string) {
		rows, err := Read(strings.NewReader(in))
		if err != nil {
			return
		}
		if err := Write(&strings.Builder{}, rows, true); err != nil {
			t.Error(err)
		}
	})
}
