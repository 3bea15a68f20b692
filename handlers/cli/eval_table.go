package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/dashcart/dashcart/sensors/eval"
)

// EvalTable draws the rows that a file of JSON lines holds, as text or as
// Markdown. Of rows with one name the last counts.
func EvalTable(w io.Writer, file string, markdown bool) error {
	f, err := os.Open(file)
	if err != nil {
		return Status(2, fmt.Errorf("eval table: %w", err))
	}
	defer f.Close()
	rows, err := eval.Read(f)
	if err != nil {
		return Status(2, fmt.Errorf("eval table: %s:%w", file, err))
	}
	return eval.Write(w, rows, markdown)
}
