package bus_test

import (
	"testing"

	"github.com/dashcart/dashcart/models/hub/hubtest"
)

// TestCartsHearOfALane: every cart is told, and none after its watch ended.
func TestCartsHearOfALane(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	watch := func(cart string) (told <-chan struct{}, settle, end func()) {
		c, _ := s.join(t, cart)
		reached(t, c)
		told, end, err := c.WatchLanes()
		if err != nil {
			t.Fatal(err)
		}
		// An answer that came says that what was sent before it has arrived.
		settle = func() {
			t.Helper()
			if _, err := c.Lanes(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		settle()
		<-told // the hub is reached
		return told, settle, end
	}
	one, settle, end := watch("cart-01")
	two, _, endTwo := watch("cart-02")
	defer endTwo()
	for range 2 {
		if err := s.server.TellLanes(); err != nil {
			t.Fatal(err)
		}
		<-one
		<-two
	}
	end()
	settle()
	if err := s.server.TellLanes(); err != nil {
		t.Fatal(err)
	}
	<-two
	settle()
	if len(one) != 0 {
		t.Error("a watch that ended is told")
	}
}

// TestACartHearsOfLanesThatItMissed: a hub that comes back is a reason to look.
func TestACartHearsOfLanesThatItMissed(t *testing.T) {
	t.Parallel()
	counter, dir := hubtest.NewCounter(t), t.TempDir()
	s, stop := open(t, counter, dir, "127.0.0.1:0")
	addr := s.server.Addr()
	c, _ := s.join(t, "cart-01")
	reached(t, c)
	told, end, err := c.WatchLanes()
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	<-told
	stop()
	open(t, counter, dir, addr)
	<-told
}
