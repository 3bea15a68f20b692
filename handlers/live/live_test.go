package live

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/a-h/templ"
)

// source signals when told to.
type source struct{ ch chan struct{} }

func (s source) Watch() (<-chan struct{}, func()) { return s.ch, func() {} }

// follow serves a stream that shows the text of n and returns its lines.
func follow(t *testing.T, src Source, n *atomic.Uint64) (*bufio.Scanner, context.CancelFunc) {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		Stream(w, r, src, func(context.Context) (uint64, templ.Component) {
			v := n.Load()
			return v, templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
				_, err := fmt.Fprintf(w, "<p>\n%d</p>", v)
				return err
			})
		})
	}))
	t.Cleanup(srv.Close) // hangs where a stream outlives its client
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, srv.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Last-Event-ID", "3")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if got := res.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("content type %q", got)
	}
	return bufio.NewScanner(res.Body), cancel
}

// read reads up to the empty line that ends a message.
func read(t *testing.T, in *bufio.Scanner) string {
	t.Helper()
	var lines []string
	for in.Scan() && in.Text() != "" {
		lines = append(lines, in.Text())
	}
	return strings.Join(lines, "|")
}

func TestStreamSendsThePresentStateAndEachChange(t *testing.T) {
	var n atomic.Uint64
	n.Store(7)
	src := source{make(chan struct{})}
	in, leave := follow(t, src, &n)
	if got, want := read(t, in), "id: 7|data: <p>|data: 7</p>"; got != want {
		t.Errorf("a client that comes back gets %q, want %q", got, want)
	}
	src.ch <- struct{}{} // nothing changed: nothing is sent
	src.ch <- struct{}{} // received only after the first was dealt with
	n.Store(8)
	src.ch <- struct{}{}
	if got, want := read(t, in), "id: 8|data: <p>|data: 8</p>"; got != want {
		t.Errorf("after a change: %q, want %q", got, want)
	}
	leave()
}

func TestMergeSignalsForAnySource(t *testing.T) {
	a, b := source{make(chan struct{})}, source{make(chan struct{})}
	ch, stop := Merge(a, b)
	a.ch <- struct{}{}
	<-ch
	b.ch <- struct{}{}
	<-ch
	stop()
	stop() // twice is harmless
}
