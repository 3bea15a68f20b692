// Package eval keeps what evaluations of recognition reach: each appends its
// figures to one file, and they are drawn as one table.
package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"text/tabwriter"
)

// Row is one figure that an evaluation reached. The fields are its form in
// the file that DASHCART_EVAL_OUT names, an object a line.
type Row struct {
	Name    string  `json:"row"`
	Target  float64 `json:"target"` // in percent; zero is none
	AtMost  bool    `json:"at_most,omitempty"`
	Hits    int     `json:"hits"`
	N       int     `json:"n"`
	Seconds float64 `json:"seconds"`
}

// Share writes a count as a percentage with its interval.
func Share(hits, n int) string {
	if n <= 0 {
		return "none"
	}
	low, high := Wilson(hits, n)
	return fmt.Sprintf("%.1f %% (%.1f to %.1f)", 100*float64(hits)/float64(n), 100*low, 100*high)
}

// Wilson is the 95 % interval of a proportion by Wilson's score (Journal of the
// American Statistical Association 22, 1927), 0 to 1.
func Wilson(hits, n int) (low, high float64) {
	if n <= 0 {
		return 0, 1
	}
	const z = 1.959964
	p, m := float64(hits)/float64(n), float64(n)
	mid := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, mid-half), min(1, mid+half)
}

// reached is a row's figure in percent.
func (r Row) reached() float64 { return 100 * float64(r.Hits) / float64(r.N) }

// met says whether the figure is on the target's good side.
func (r Row) met() string {
	if r.Target == 0 && !r.AtMost || r.N == 0 {
		return ""
	}
	if got := r.reached(); r.AtMost && got > r.Target || !r.AtMost && got < r.Target {
		return "no"
	}
	return "yes"
}

func (r Row) cells() []string {
	target, got, between := "", "", ""
	if r.Target != 0 || r.AtMost {
		sign := "≥"
		if r.AtMost {
			sign = "≤"
		}
		target = fmt.Sprintf("%s %.4g %%", sign, r.Target)
	}
	if r.N > 0 {
		got = fmt.Sprintf("%.1f %%", r.reached())
		if r.Hits <= r.N { // more is a rate, not a share
			low, high := Wilson(r.Hits, r.N)
			between = fmt.Sprintf("%.1f to %.1f", 100*low, 100*high)
		}
	}
	return []string{r.Name, target, got, r.met(), fmt.Sprintf("%d of %d", r.Hits, r.N), between, fmt.Sprintf("%.0f", r.Seconds)}
}

var header = []string{"row", "target", "reached", "met", "n", "95 % interval", "seconds"}

// Write draws rows as a table, of text or of Markdown.
func Write(w io.Writer, rows []Row, markdown bool) error {
	if markdown {
		fmt.Fprintf(w, "| %s |\n|%s\n", strings.Join(header, " | "), strings.Repeat("---|", len(header)))
		for _, r := range rows {
			fmt.Fprintf(w, "| %s |\n", strings.Join(r.cells(), " | "))
		}
		return nil
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, strings.Join(header, "\t"))
	for _, r := range rows {
		fmt.Fprintln(t, strings.Join(r.cells(), "\t"))
	}
	return t.Flush()
}

// Out names the variable of the environment that names the file to which
// evaluations append their rows.
const Out = "DASHCART_EVAL_OUT"

// Append adds rows to a file of JSON lines, which need not be there yet.
func Append(file string, rows ...Row) error {
	var lines []byte
	for _, r := range rows {
		l, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("evaluation's rows: %w", err)
		}
		lines = append(append(lines, l...), '\n')
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return fmt.Errorf("evaluation's rows: %w", err)
	}
	_, err = f.Write(lines)
	return errors.Join(err, f.Close())
}

// Report appends rows to the file that Out names, and does nothing where it
// names none. It is for evaluations that are tests.
func Report(t interface {
	Helper()
	Error(...any)
}, rows ...Row) {
	t.Helper()
	if file := os.Getenv(Out); file != "" {
		if err := Append(file, rows...); err != nil {
			t.Error(err)
		}
	}
}

// Read reads rows of JSON lines; of rows with one name the last counts; errors begin with the line's number.
func Read(in io.Reader) ([]Row, error) {
	var out []Row
	at := map[string]int{}
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var r Row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%d: %w", n, err)
		}
		if r.Name == "" || r.N < 0 || r.Hits < 0 {
			return nil, fmt.Errorf("%d: want row, hits and n, none below zero", n)
		}
		if i, ok := at[r.Name]; ok {
			out[i] = r
			continue
		}
		at[r.Name] = len(out)
		out = append(out, r)
	}
	return out, lines.Err()
}
