package bus_test

import (
	"math/rand/v2"
	"net"
	"testing"
	"time"
)

// weather is what a wire does to what crosses it: TCP hides single lost
// packets, so that a bad radio is felt as delay, little bandwidth and
// connections that end in the middle of a message.
type weather struct {
	delay time.Duration // of each piece, up to
	rate  int           // bytes a second; 0 is as fast as it goes
	reset float64       // probability, for each piece, that the connection is reset after half of it
}

// pieceMost is how much crosses a slow wire at once.
const pieceMost = 512

// slow makes a wire bad from now on, for the connections that are open too.
func (w *wire) slow(to weather) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.weather = to
}

func (w *wire) now() weather {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.weather
}

// through copies one direction of a connection as the weather allows; when it
// ends, so does the other direction.
func (w *wire) through(to, from net.Conn) {
	defer to.Close()
	defer from.Close()
	b := make([]byte, 64<<10)
	for {
		how, n := w.now(), len(b)
		if how != (weather{}) {
			n = pieceMost
		}
		n, err := from.Read(b[:n])
		if err != nil {
			return
		}
		if how.delay > 0 {
			time.Sleep(rand.N(how.delay))
		}
		if how.rate > 0 {
			time.Sleep(time.Duration(n) * time.Second / time.Duration(how.rate))
		}
		if how.reset > 0 && rand.Float64() < how.reset {
			_, _ = to.Write(b[:n/2])
			for _, c := range []net.Conn{to, from} {
				if tcp, ok := c.(*net.TCPConn); ok {
					_ = tcp.SetLinger(0) // closing is a reset: what waits to be sent is lost
				}
			}
			w.count(&w.resets)
			return
		}
		if _, err := to.Write(b[:n]); err != nil {
			return
		}
	}
}

func (w *wire) count(n *int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	*n++
}

func (w *wire) ended() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.resets
}

// TestTripsThroughABadNetwork slows the network of half the carts, and resets
// their connections in the middle of messages, so that what was sent is lost
// and sent again, questions and events alike.
func TestTripsThroughABadNetwork(t *testing.T) {
	t.Parallel()
	const carts, trips = 4, 2
	f := newFleet(t, carts, 2)
	f.wires[0].slow(weather{delay: 4 * time.Millisecond, rate: 100_000, reset: .03})
	f.startCarts(trips).wait()
	f.hub.kill()
	p, wrong := f.check()
	for _, w := range wrong {
		t.Error(w)
	}
	if resets := f.wires[0].ended(); p.Receipts != carts*trips || resets == 0 || f.wires[1].ended() != 0 {
		t.Errorf("not what was to be shopped, or the network was good: %d resets, %+v", resets, p)
	}
}
