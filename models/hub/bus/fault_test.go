package bus_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/hub/hubtest"
	"github.com/dashcart/dashcart/models/journal/postgrestest"
)

// fleet is a hub process and the files of its carts.
type fleetOf struct {
	t     *testing.T
	dir   string
	carts int
	hub   *process
	addr  string
	wires []*wire // cart i goes through wire i%len
	env   []string

	records string // where they are, when not in dir
	disk    string // the size of the hub's own, if it has one
}

func newFleet(t *testing.T, carts, wires int, env ...string) *fleetOf {
	f := &fleetOf{t: t, dir: t.TempDir(), carts: carts, env: env, addr: "127.0.0.1:0"}
	f.begin(wires)
	return f
}

// begin starts the hub and lets the carts join.
func (f *fleetOf) begin(wires int) {
	t := f.t
	t.Helper()
	f.startHub()
	for range wires {
		f.wires = append(f.wires, newWire(t, f.addr))
	}
	for i := range f.carts {
		f.hub.write("invite " + cartName(i))
		code, _, _ := strings.Cut(f.hub.says("code"), " ")
		if _, err := bus.Join(t.Context(), identityIn(f.dir, cartName(i)), f.wires[i%wires].listener.Addr().String(), code, fresh); err != nil {
			t.Fatal(err)
		}
	}
}

func (f *fleetOf) startHub() {
	f.t.Helper()
	f.hub = startCommand(f.t, f.command(), append(f.env, beThis+"=hub", beIn+"="+f.dir, beAt+"="+f.addr, fmt.Sprintf("%s=%d", beMany, f.carts))...)
	f.addr = f.hub.says("ready")
}

func (f *fleetOf) startCarts(trips int, env ...string) *process {
	f.t.Helper()
	env = append(env, f.env...)
	return start(f.t, append(env, beThis+"=carts", beIn+"="+f.dir, fmt.Sprintf("%s=%d", beMany, f.carts), fmt.Sprintf("%s=%d", beTrips, trips))...)
}

func (f *fleetOf) check() (hubtest.Proof, []string) {
	f.t.Helper()
	files := map[string]string{}
	for i := range f.carts {
		files[cartName(i)] = filepath.Join(f.dir, cartName(i)+".db")
	}
	p, wrong, err := hubtest.Check(f.t.Context(), cmp.Or(f.records, filepath.Join(f.dir, "store.db")), files)
	if err != nil {
		f.t.Fatal(err)
	}
	return p, wrong
}

// TestAHundredTripsThroughFaults kills the hub and the carts, and cuts the
// network of half of them, in the middle of a hundred trips, with clocks that
// are off by an hour either way.
func TestAHundredTripsThroughFaults(t *testing.T) {
	shopThroughFaults(t, newFleet(t, 10, 2), 10, func(f *fleetOf) {
		f.hub.kill()
		f.startHub()
	})
}

// TestTripsThroughRestartsOfPostgres does the same with the hub's records in a
// database that is restarted in the middle of whatever it does.
func TestTripsThroughRestartsOfPostgres(t *testing.T) {
	server := postgrestest.Start(t)
	f := newFleet(t, 10, 2, beKept+"="+server.Address())
	f.records = server.Address()
	shopThroughFaults(t, f, 4, func(*fleetOf) { server.Restart() })
}

// shopThroughFaults goes through trips of each cart, with a fault of the hub's
// in turn with those of network and carts.
func shopThroughFaults(t *testing.T, f *fleetOf, trips int, fault func(*fleetOf)) {
	t.Helper()
	carts := f.carts
	rng := rand.New(rand.NewPCG(3, 9))
	skew := beSkew + "=1h"
	c := f.startCarts(trips, skew)
	done := map[string]int{} // trips let out, by cart: each line tells the count, so that a lost line loses nothing
	note := func(line string) {
		var name string
		var n int
		if _, err := fmt.Sscanf(line, "done %s %d", &name, &n); err != nil {
			t.Fatal(line, err)
		}
		done[name] = n
	}
	sum := func(on func(wire int) bool) (n int) {
		for i := range carts {
			if on(i % 2) {
				n += done[cartName(i)]
			}
		}
		return n
	}
	everywhere := func(int) bool { return true }
	await := func(n, most int, on func(wire int) bool) {
		for want := min(sum(on)+n, most); sum(on) < want; {
			note("done " + c.says("done"))
		}
	}
	for turn := range min(12, carts*trips/8) {
		await(1+rng.IntN(5), carts*trips, everywhere) // let a few trips end
		switch cut := turn / 3 % 2; turn % 3 {
		case 0:
			fault(f)
		case 1:
			f.wires[cut].set(true)
			await(2, carts/2*trips, func(wire int) bool { return wire != cut }) // the other half goes on
			f.wires[cut].set(false)
		case 2:
			c.kill() // what it said and nobody heard, the next one says again
			c = f.startCarts(trips, skew)
		}
	}
	c.wait()
	f.hub.kill()
	p, wrong := f.check()
	for _, w := range wrong {
		t.Error(w)
	}
	if p.Receipts != carts*trips || p.Coupons == 0 {
		t.Errorf("not what was to be shopped: %+v", p)
	}
	t.Logf("%+v", p)
}

// TestTheCheckerNotices takes one protection away at a time.
func TestTheCheckerNotices(t *testing.T) {
	for which, notices := range map[string]string{"keys": "receipt", "coupons": "used coupon", "early": "the store holds", "till": "was charged", "order": "at the cart and"} {
		t.Run(which, func(t *testing.T) {
			t.Parallel()
			f := newFleet(t, 4, 1, beWrong+"="+which)
			f.startCarts(4, beWrong+"="+which).wait()
			f.hub.kill()
			_, wrong := f.check()
			if !strings.Contains(strings.Join(wrong, "\n"), notices) {
				t.Errorf("without the protection the checker found only %q", wrong)
			}
		})
	}
}
