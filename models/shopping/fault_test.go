package shopping_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// memory is a journal in memory whose next append may go wrong: before it is
// kept, or after, so that only the answer is lost.
type memory struct {
	recs         []trip.Record
	before, lost error
}

func (m *memory) Load(context.Context) ([]trip.Record, error) { return m.recs, nil }

func (m *memory) Append(_ context.Context, seq int64, recs []trip.Record) ([]trip.Record, error) {
	if m.before != nil {
		return nil, m.before
	}
	for _, r := range m.recs {
		if r.Key == recs[0].Key {
			return nil, shopping.ErrRepeated
		}
	}
	if seq != int64(len(m.recs)) {
		return nil, shopping.ErrBehind
	}
	for i := range recs {
		recs[i].Seq = seq + int64(i) + 1
	}
	m.recs = append(m.recs, recs...)
	err := m.lost
	m.lost = nil
	return recs, err
}

func onMemory(t *testing.T, clock shopping.Clock) (*shopping.Cart, *memory) {
	t.Helper()
	m := &memory{}
	c, err := shopping.NewCart(ctx, shopping.Config{ID: "cart-01", Number: "1", Journal: m, Hub: newTill(), Goods: smallGoods(), Clock: clock,
		Policy: shopping.Policy{TokenLife: 30 * time.Second, Reservation: 3 * time.Minute, IdleWarning: 10 * time.Minute, IdleAbandon: 5 * time.Minute, PublicURL: "http://localhost"}})
	if err != nil {
		t.Fatal(err)
	}
	return c, m
}

func TestAFullDiskIsAState(t *testing.T) {
	c, m := onMemory(t, nil)
	m.before = errors.New("database or disk is full")
	if err := c.Guest(ctx, "g", "en"); !errors.Is(err, m.before) {
		t.Fatal(err)
	}
	l := c.Live()
	if l.State.Trip != nil || l.Health["journal"].State != evidence.HealthDown {
		t.Fatalf("trip %v, journal %+v", l.State.Trip, l.Health["journal"])
	}
	m.before = nil
	if err := c.Guest(ctx, "g", "en"); err != nil {
		t.Fatal(err)
	}
	if h, ill := c.Live().Health["journal"]; ill || c.Live().State.Trip == nil {
		t.Fatalf("still %+v", h)
	}
}

func TestALostAppendIsCaughtUpWith(t *testing.T) {
	c, m := onMemory(t, nil)
	m.lost = errors.New("the disk went away after the commit")
	if err := c.Guest(ctx, "g", "en"); err != nil {
		t.Fatalf("it was written, and yet: %v", err)
	}
	if s := c.Live().State; s.Trip == nil || s.Seq != int64(len(m.recs)) || len(c.Live().Health) != 0 {
		t.Fatalf("seq %d of %d", s.Seq, len(m.recs))
	}
	if err := c.Guest(ctx, "g", "en"); err != nil || len(m.recs) != 1 {
		t.Fatalf("the touch repeated: %d events, %v", len(m.recs), err)
	}
	if err := c.Guest(ctx, "g2", "en"); err == nil {
		t.Fatal("a second trip began over the first")
	}
}

func TestAClockThatJumpsBackLosesNothing(t *testing.T) {
	b := newBench(t)
	b.link()
	b.put(1, milk, 1030, 0)
	b.now = b.now.Add(-48 * time.Hour)
	b.ok(b.cart.Tick(ctx))
	b.put(2, bananas, 453.6, 200)
	b.weigh(1483)
	b.ok(b.cart.Pay(ctx, "p1", "LANE-1"))
	if s := b.state(); s.Trip.Status != trip.Released || len(s.Trip.Lines) != 2 {
		t.Fatalf("%+v", s.Trip)
	}
	b.start()
	if s := b.state(); s.Trip.Status != trip.Released {
		t.Fatal("another state after a start")
	}
}

// TestRunLetsTimePass runs the cart's own goroutine on a simulated clock.
func TestRunLetsTimePass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := onMemory(t, time.Now)
		run, stop := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- c.Run(run) }()
		synctest.Wait()
		first := c.Live().QR
		time.Sleep(31 * time.Second)
		synctest.Wait()
		if again := c.Live().QR; again == first || again == "" {
			t.Error("the QR code did not change")
		}
		if err := c.Guest(run, "g", "en"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10*time.Minute + 2*time.Second)
		synctest.Wait()
		if c.Live().Warn != "idle" {
			t.Error("no warning of an idle trip")
		}
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if s := c.Live().State; s.Trip.Status != trip.Abandoned {
			t.Errorf("the trip is %s", s.Trip.Status)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
