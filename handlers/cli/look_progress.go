package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/mattn/go-isatty"
)

// progress draws how far a long run is on a terminal, and nothing elsewhere.
// It is for one goroutine at a time.
type progress struct {
	w     io.Writer
	what  string
	begun time.Time
	drawn int // hundredths, so that a line is drawn at most a hundred times
}

func newProgress(w io.Writer, what string) *progress {
	f, ok := w.(*os.File)
	if !ok || !isatty.IsTerminal(f.Fd()) {
		w = nil
	}
	return &progress{w: w, what: what, begun: time.Now(), drawn: -1}
}

const progressWidth = 30

// at says that so many of all are done.
func (p *progress) at(done, of int) {
	if p.w == nil || of <= 0 {
		return
	}
	part := min(done*100/of, 100)
	if part == p.drawn {
		return
	}
	p.drawn = part
	full := part * progressWidth / 100
	left := ""
	if spent := time.Since(p.begun); done > 0 && done < of && spent > 2*time.Second {
		left = fmt.Sprintf(", %v left", (spent * time.Duration(of-done) / time.Duration(done)).Round(time.Second))
	}
	fmt.Fprintf(p.w, "\r%s [%s%s] %3d %%%s\x1b[K", p.what, strings.Repeat("#", full), strings.Repeat(".", progressWidth-full), part, left)
	if done >= of {
		fmt.Fprintln(p.w)
	}
}
