// Package live keeps pages fresh by server-sent events.
package live

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/a-h/templ"
)

// Lifetimes of a stream: a beat keeps proxies from closing it, and it ends
// by itself after a while, so that a forgotten page costs little. Browsers come
// back by themselves.
const (
	beat     = 15 * time.Second
	lifetime = 30 * time.Minute
)

// Source is what a stream follows.
type Source interface {
	// Watch returns a channel that holds a signal after a change, and a
	// function that ends the watch.
	Watch() (<-chan struct{}, func())
}

// Stream sends the page's live part now and after each change, until the
// client leaves, the server shuts down or the stream has lived long enough. It
// sends nothing when the drawing is the same as the last. Every message is the
// present state whole, so a client that comes back (Last-Event-ID) has missed
// nothing.
func Stream(w http.ResponseWriter, r *http.Request, src Source, draw func(context.Context) (version uint64, part templ.Component)) {
	rc := http.NewResponseController(w)
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	signal, stop := src.Watch()
	defer stop()
	ctx, cancel := context.WithTimeout(r.Context(), lifetime)
	defer cancel()
	tick := time.NewTicker(beat)
	defer tick.Stop()
	var last []byte
	for {
		version, part := draw(ctx)
		var page bytes.Buffer
		if err := part.Render(ctx, &page); err != nil {
			return
		}
		if !bytes.Equal(page.Bytes(), last) {
			last = page.Bytes()
			if !write(w, rc, message(version, last)) {
				return
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-signal:
		case <-tick.C:
			if !write(w, rc, []byte(": still here\n\n")) {
				return
			}
		}
	}
}

// write sends with a deadline of its own, since the server's is for pages.
func write(w http.ResponseWriter, rc *http.ResponseController, b []byte) bool {
	_ = rc.SetWriteDeadline(time.Now().Add(10 * time.Second))
	if _, err := w.Write(b); err != nil {
		return false
	}
	return rc.Flush() == nil
}

// message frames a drawing: each of its lines is a data line.
func message(id uint64, page []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "id: %d\n", id)
	for line := range bytes.SplitSeq(page, []byte("\n")) {
		b.WriteString("data: ")
		b.Write(bytes.TrimRight(line, "\r"))
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// Sources is several sources as one.
type Sources []Source

// Watch implements Source.
func (s Sources) Watch() (<-chan struct{}, func()) { return Merge(s...) }

// Merge is a watch of several sources at once.
func Merge[S Source](sources ...S) (<-chan struct{}, func()) {
	out := make(chan struct{}, 1)
	done := make(chan struct{})
	var stops []func()
	for _, s := range sources {
		ch, stop := s.Watch()
		stops = append(stops, stop)
		go func() {
			for {
				select {
				case <-done:
					return
				case <-ch:
					select {
					case out <- struct{}{}:
					default:
					}
				}
			}
		}()
	}
	return out, sync.OnceFunc(func() {
		close(done)
		for _, stop := range stops {
			stop()
		}
	})
}
