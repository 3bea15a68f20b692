package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"text/tabwriter"
)

// EvalRow is one figure that an evaluation reached. The fields are its form in
// the file that DASHCART_EVAL_OUT names, an object a line.
type EvalRow struct {
	Row     string  `json:"row"`
	Target  float64 `json:"target"` // in percent; zero is none
	AtMost  bool    `json:"at_most,omitempty"`
	Hits    int     `json:"hits"`
	N       int     `json:"n"`
	Seconds float64 `json:"seconds"`
}

// wilson is the 95 % interval of a proportion by Wilson's score, 0 to 1.
func wilson(hits, n int) (low, high float64) {
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
func (r EvalRow) reached() float64 { return 100 * float64(r.Hits) / float64(r.N) }

// met says whether the figure is on the target's good side.
func (r EvalRow) met() string {
	if r.Target == 0 && !r.AtMost || r.N == 0 {
		return ""
	}
	if got := r.reached(); r.AtMost && got > r.Target || !r.AtMost && got < r.Target {
		return "no"
	}
	return "yes"
}

func (r EvalRow) cells() []string {
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
			low, high := wilson(r.Hits, r.N)
			between = fmt.Sprintf("%.1f to %.1f", 100*low, 100*high)
		}
	}
	return []string{r.Row, target, got, r.met(), fmt.Sprintf("%d of %d", r.Hits, r.N), between, fmt.Sprintf("%.0f", r.Seconds)}
}

var evalHeader = []string{"row", "target", "reached", "met", "n", "95 % interval", "seconds"}

// WriteRows draws rows as a table, of text or of Markdown.
func WriteRows(w io.Writer, rows []EvalRow, markdown bool) error {
	if markdown {
		fmt.Fprintf(w, "| %s |\n|%s\n", strings.Join(evalHeader, " | "), strings.Repeat("---|", len(evalHeader)))
		for _, r := range rows {
			fmt.Fprintf(w, "| %s |\n", strings.Join(r.cells(), " | "))
		}
		return nil
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, strings.Join(evalHeader, "\t"))
	for _, r := range rows {
		fmt.Fprintln(t, strings.Join(r.cells(), "\t"))
	}
	return t.Flush()
}

// EvalTable draws the rows that a file of JSON lines holds. Of rows with one
// name the last counts.
func EvalTable(w io.Writer, file string, markdown bool) error {
	f, err := os.Open(file)
	if err != nil {
		return Status(2, fmt.Errorf("eval table: %w", err))
	}
	defer f.Close()
	rows, err := readRows(f)
	if err != nil {
		return Status(2, fmt.Errorf("eval table: %s:%w", file, err))
	}
	return WriteRows(w, rows, markdown)
}

// readRows reads JSON lines; errors begin with the line's number.
func readRows(in io.Reader) ([]EvalRow, error) {
	var out []EvalRow
	at := map[string]int{}
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var r EvalRow
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%d: %w", n, err)
		}
		if r.Row == "" || r.N < 0 || r.Hits < 0 {
			return nil, fmt.Errorf("%d: want row, hits and n, none below zero", n)
		}
		if i, ok := at[r.Row]; ok {
			out[i] = r
			continue
		}
		at[r.Row] = len(out)
		out = append(out, r)
	}
	return out, lines.Err()
}
