package bus_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/journal"
)

// measured is one size of a fleet.
type measured struct {
	Carts  int
	Rate   float64 // steps a second that each cart was asked for
	Lags   lags
	Memory int64   // bytes, resident, of the hub
	Busy   float64 // of the hub's one core
}

// figures is what the benchmark wrote down.
type figures struct {
	At        string
	Machine   string
	Others    string // what else the machine did: its load averages before and after
	Sizes     []measured
	Price     float64 // seconds until a price change was in every cart
	PriceTo   int     // carts
	Whole     float64 // seconds until a new cart had WholeOf products
	WholeOf   int
	WholeHub  int64   // bytes, resident, of the hub that gave them
	OnePrice  float64 // seconds until a cart with WholeOf products had one new price
	Unreached string  // what kept the benchmark from going further
}

// onePerSecond is the steps of a shopper that make about one event a second.
const onePerSecond = .55

// TestFleetFigures is the benchmark behind make bench-fleet: a hub on one core
// and its carts, each with its connection, journal and trips, on the other.
// Carts' journals are in memory where there is /dev/shm: a thousand carts do not
// share a disk in life. The hub's records are on the disk.
func TestFleetFigures(t *testing.T) {
	out := os.Getenv("DASHCART_FLEET")
	if out == "" {
		t.Skip("DASHCART_FLEET names no file to write the figures to; make bench-fleet does")
	}
	carts := 1000
	if n, err := strconv.Atoi(os.Getenv("DASHCART_FLEET_CARTS")); err == nil {
		carts = n
	}
	f := figures{At: time.Now().UTC().Format(time.DateOnly), Machine: machine(), Others: others(), PriceTo: carts, WholeOf: 50_000}
	t.Run("new cart", func(t *testing.T) { newCart(t, &f) })
	hubDir, dir := t.TempDir(), t.TempDir()
	if d, err := os.MkdirTemp("/dev/shm", "fleet-"); err == nil {
		dir = d
		t.Cleanup(func() { os.RemoveAll(d) })
	}
	hub, addr := startHubIn(t, hubDir, carts, 200)
	for i := range carts {
		join(t, hub, addr, dir, cartName(i))
	}
	done := map[int]bool{}
	for _, n := range []int{carts / 10, carts / 4, carts / 2, carts} {
		if n == 0 || done[n] {
			continue
		}
		done[n] = true
		load := start(t, beThis+"=load", beIn+"="+dir, fmt.Sprintf("%s=%d", beMany, n))
		pin(t, load, 1)
		load.says("open")
		f.Sizes = append(f.Sizes, sample(t, hub, load, n, onePerSecond))
		if n == carts {
			f.Price = reprice(hub, load)
			for rate := 1.5 * onePerSecond; ; rate *= 1.5 {
				m := sample(t, hub, load, n, rate)
				f.Sizes = append(f.Sizes, m)
				if m.Lags.P99 > .25 {
					f.Unreached = fmt.Sprintf("the 99th percentile passed 250 ms at %.0f events a second", m.perSecond())
					break
				}
				if last := f.Sizes[len(f.Sizes)-2]; m.perSecond() < 1.05*last.perSecond() {
					f.Unreached = "the simulated carts' core was full before the hub's"
					break
				}
			}
		}
		load.kill()
	}
	f.Others += ", " + others()
	b, err := json.MarshalIndent(f, "", " ")
	if err == nil {
		err = os.WriteFile(out, append(b, '\n'), 0o644)
	}
	if err == nil {
		err = os.WriteFile(strings.TrimSuffix(out, filepath.Ext(out))+".svg", f.plot(), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (m measured) perSecond() float64 { return float64(m.Lags.Events) / m.Lags.Seconds }

func machine() string {
	b, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown"
	}
	_, rest, _ := strings.Cut(string(b), "model name")
	name, _, _ := strings.Cut(rest, "\n")
	return strings.Trim(name, "\t :")
}

// others is the load average of the last minute over the number of cores.
func others() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	load, _, _ := strings.Cut(string(b), " ")
	return fmt.Sprintf("%s on %d cores", load, runtime.NumCPU())
}

// startHubIn starts a hub with one core to itself.
func startHubIn(t *testing.T, dir string, carts, goods int) (*process, string) {
	t.Helper()
	hub := start(t, "GOMAXPROCS=1", beThis+"=hub", beIn+"="+dir, beAt+"=127.0.0.1:0", fmt.Sprintf("%s=%d", beMany, carts), fmt.Sprintf("DASHCART_TEST_GOODS=%d", goods))
	pin(t, hub, 0)
	return hub, hub.says("ready")
}

func join(t *testing.T, hub *process, addr, dir, cart string) {
	t.Helper()
	hub.write("invite " + cart)
	code, _, _ := strings.Cut(hub.says("code"), " ")
	if _, err := bus.Join(t.Context(), identityIn(dir, cart), addr, code, fresh); err != nil {
		t.Fatal(err)
	}
}

// pin keeps a process on one core.
func pin(t *testing.T, p *process, core int) {
	out, err := exec.Command("taskset", "-a", "-c", "-p", strconv.Itoa(core), strconv.Itoa(p.cmd.Process.Pid)).CombinedOutput()
	if err != nil {
		t.Logf("on any core: %v %s", err, out)
	}
}

// sample measures a size and rate, once it has settled.
func sample(t *testing.T, hub, load *process, n int, rate float64) measured {
	t.Helper()
	m := measured{Carts: n, Rate: rate}
	load.write(fmt.Sprintf("rate %g", rate))
	time.Sleep(5 * time.Second)
	read := func() (l lags) {
		hub.write("lag")
		if err := json.Unmarshal([]byte(hub.says("lag")), &l); err != nil {
			t.Fatal(err)
		}
		return l
	}
	read()
	before := busy(t, hub)
	time.Sleep(10 * time.Second)
	m.Lags = read()
	m.Busy = (busy(t, hub) - before) / m.Lags.Seconds
	m.Memory = resident(t, hub)
	t.Logf("%d carts at %.2f: %.0f events/s, p50 %.1f ms, p99 %.1f ms, hub %.0f %% of a core, %d MB", n, rate, m.perSecond(), 1e3*m.Lags.P50, 1e3*m.Lags.P99, 100*m.Busy, m.Memory>>20)
	return m
}

// reprice changes a price and waits until every cart has it.
func reprice(hub, load *process) float64 {
	load.write("rate 0")
	load.write("watch")
	load.says("watching")
	hub.write("price 777")
	from, _ := strconv.ParseInt(hub.says("pricing"), 10, 64)
	to, _ := strconv.ParseInt(load.says("applied"), 10, 64)
	return time.Duration(to - from).Seconds()
}

// newCart gives a new cart 50,000 products, and then one price.
func newCart(t *testing.T, f *figures) {
	hub, addr := startHubIn(t, t.TempDir(), 1, f.WholeOf)
	dir := t.TempDir()
	join(t, hub, addr, dir, cartName(0))
	id, _, err := bus.LoadIdentity(identityIn(dir, cartName(0)))
	if err != nil {
		t.Fatal(err)
	}
	c, err := bus.Dial(id, silent)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.AwaitConnection(t.Context())
	db, err := journal.OpenCart(filepath.Join(dir, "cart.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	products := 0
	copied, _, err := c.OpenCopy(t.Context(), db, func(cat *catalog.Catalogue) { products = len(cat.Products()) })
	fetch := func() float64 {
		began := time.Now()
		if err := copied.Fetch(t.Context()); err != nil {
			t.Fatal(err)
		}
		return time.Since(began).Seconds()
	}
	if err != nil {
		t.Fatal(err)
	}
	if f.Whole = fetch(); products != f.WholeOf {
		t.Errorf("%d products came", products)
	}
	f.WholeHub = resident(t, hub)
	hub.write("price 777")
	hub.says("priced")
	f.OnePrice = fetch()
	t.Logf("%d products in %.2f s, one price in %.2f s, hub %d MB", f.WholeOf, f.Whole, f.OnePrice, f.WholeHub>>20)
}

// resident is the memory of a process, in bytes.
func resident(t *testing.T, p *process) int64 {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	var kb int64
	_, rest, _ := strings.Cut(string(b), "VmRSS:")
	if _, err := fmt.Sscan(rest, &kb); err != nil {
		t.Fatal(err)
	}
	return kb << 10
}

// busy is the processor time of a process, in seconds.
func busy(t *testing.T, p *process) float64 {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(b), ") ") // the name before may hold anything
	fields := strings.Fields(rest)
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / 100 // USER_HZ
}
