package bus_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/hub/hubtest"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

var silent = slog.New(slog.NewTextHandler(io.Discard, nil))

// shop is a hub on the bus, with the records behind it.
type shop struct {
	*hubtest.Counter
	server *bus.Server
	goods  *bus.Shelves

	mu      sync.Mutex
	refused []bus.Attempt
	remotes []shopping.Shopping
}

// open starts a hub in dir; stop ends it as a stopped process would.
func open(t testing.TB, c *hubtest.Counter, dir, listen string) (s *shop, stop func()) {
	t.Helper()
	s = &shop{Counter: c}
	ctx, cancel := context.WithCancel(context.Background())
	server, err := bus.NewServer(ctx, bus.ServerConfig{Dir: dir, Listen: listen, Store: "Test", Keys: c.DB, Log: silent,
		Refused: func(a bus.Attempt) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.refused = append(s.refused, a)
		}})
	if err != nil {
		t.Fatal(err)
	}
	s.server = server
	done := make(chan error, 1)
	go func() {
		done <- server.Serve(ctx, bus.Answers{Hub: c.Hub, Records: c.DB, Badges: s, Others: shopping.Together(s.carts), Goods: func() bus.Goods { return s.goods.Current() }})
	}()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
			server.Close()
		})
	}
	t.Cleanup(stop)
	return s, stop
}

func (s *shop) carts() []shopping.Shopping {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.remotes
}

// remote has the hub see a cart.
func (s *shop) remote(t testing.TB, cart, number string) *bus.Remote {
	t.Helper()
	r, err := s.server.NewRemote(cart, number)
	if err != nil {
		t.Fatal(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remotes = append(s.remotes, r)
	return r
}

func newShop(t testing.TB) *shop {
	s, _ := open(t, hubtest.NewCounter(t), t.TempDir(), "127.0.0.1:0")
	return s
}

// fresh says that a machine holds no journal.
func fresh(string) bool { return false }

// join makes a machine a cart and connects it.
func (s *shop) join(t testing.TB, cart string) (*bus.Client, bus.Identity) {
	t.Helper()
	ctx := t.Context()
	code, err := s.server.Invite(ctx, cart)
	if err != nil {
		t.Fatal(err)
	}
	id, err := bus.Join(ctx, t.TempDir(), s.server.Addr(), code, fresh)
	if err != nil {
		t.Fatal(err)
	}
	return dial(t, id), id
}

func dial(t testing.TB, id bus.Identity) *bus.Client {
	t.Helper()
	c, err := bus.Dial(id, silent)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// reached waits until a question is answered.
func reached(t testing.TB, c *bus.Client) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for {
		_, err := c.Lanes(ctx)
		if err == nil {
			return
		}
		if ctx.Err() != nil {
			t.Fatal(err)
		}
		c.AwaitConnection(ctx)
	}
}

func TestOverTheBus(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	c, _ := s.join(t, "cart-01")
	reached(t, c)
	hubtest.Conform(t, c, s.Counter)
}

func TestOverTheBusThroughABadLine(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := newShop(t)
			c, _ := s.join(t, "cart-01")
			reached(t, c)
			l := hubtest.NewBadLine(c, seed)
			hubtest.Conform(t, l, s.Counter)
			if l.Dropped == 0 || l.Repeated == 0 || l.Delayed == 0 {
				t.Errorf("the line was good: %d dropped, %d repeated, %d delayed", l.Dropped, l.Repeated, l.Delayed)
			}
		})
	}
}

func events(from, to int64) (out []trip.Record) {
	for i := from; i <= to; i++ {
		e := trip.Event(trip.ShoppingStarted{})
		if i == 1 {
			e = trip.TripLinked{Shopper: trip.Shopper{Name: "Ana"}}
		}
		out = append(out, trip.Record{Seq: i, Key: fmt.Sprint("k", i), Trip: "t1", At: time.Unix(i, 0).UTC(), Event: e})
	}
	return out
}

func TestAHubThatStartsAgainFindsItsCarts(t *testing.T) {
	t.Parallel()
	counter, dir := hubtest.NewCounter(t), t.TempDir()
	s, stop := open(t, counter, dir, "127.0.0.1:0")
	addr := s.server.Addr()
	c, _ := s.join(t, "cart-01")
	reached(t, c)
	ctx := t.Context()
	if n, err := c.Report(ctx, "cart-01", events(1, 3)); n != 3 || err != nil {
		t.Fatal(n, err)
	}
	stop()
	if _, err := c.Report(ctx, "cart-01", events(4, 6)); err == nil {
		t.Fatal("a report without a hub was kept")
	}
	open(t, counter, dir, addr)
	reached(t, c)
	kept := int64(3)
	for kept < 6 {
		n, err := c.Report(ctx, "cart-01", events(kept+1, 6))
		if err != nil {
			c.AwaitConnection(ctx)
			continue
		}
		kept = n
	}
	got, err := counter.DB.TripEvents(ctx, "t1")
	if err != nil || len(got) != 6 {
		t.Fatal(len(got), err)
	}
}

func TestAGapIsFilledByTheNextReport(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	c, _ := s.join(t, "cart-01")
	reached(t, c)
	ctx := t.Context()
	if n, err := c.Report(ctx, "cart-01", events(3, 5)); n != 0 || err != nil {
		t.Fatalf("events after a gap: kept %d, %v", n, err)
	}
	if n, err := c.Report(ctx, "cart-01", events(1, 5)); n != 5 || err != nil {
		t.Fatalf("the same with what was missing: kept %d, %v", n, err)
	}
}

func TestAReplacedCartFollowsOnItsEvents(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	ctx := t.Context()
	first, _ := s.join(t, "cart-01")
	reached(t, first)
	if n, err := first.Report(ctx, "cart-01", events(1, 3)); n != 3 || err != nil {
		t.Fatal(n, err)
	}
	second, id := s.join(t, "cart-01")
	reached(t, second)
	if id.After != 3 {
		t.Errorf("it follows on %d events", id.After)
	}
	if n, err := second.Report(ctx, "cart-01", nil); n != 0 || err != nil {
		t.Errorf("%d of its own events are kept, %v", n, err)
	}
	if n, err := second.Report(ctx, "cart-01", events(1, 2)); n != 2 || err != nil {
		t.Errorf("kept %d, %v", n, err)
	}
	if got, err := s.DB.TripEvents(ctx, "t1"); len(got) != 5 || err != nil {
		t.Errorf("%d events, %v", len(got), err)
	}
	if _, err := first.Lanes(ctx); err == nil {
		t.Error("the machine that was replaced is still in")
	}
}

var _ shopping.Phones = (*bus.Client)(nil)
