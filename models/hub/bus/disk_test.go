package bus_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/journal"
)

// command starts this binary, with a small disk of its own in place of the
// fleet's folder where it is to have one. Nobody but that process sees the disk.
func (f *fleetOf) command() *exec.Cmd {
	if f.disk == "" {
		return exec.Command(os.Args[0], "-test.run=^$")
	}
	return onDisk(f.dir, f.disk, os.Args[0], "-test.run=^$")
}

func onDisk(dir, size string, command ...string) *exec.Cmd {
	args := []string{"--mount"}
	if os.Getuid() != 0 {
		args = append(args, "--map-root-user")
	}
	args = append(args, "sh", "-c", `mount -t tmpfs -o "size=$1" fleet "$0" && shift && exec "$@"`, dir, size)
	return exec.Command("unshare", append(args, command...)...)
}

// ballast is the file that fills the disk.
const ballast = "ballast"

// onTheDisk carries out what a test orders of a hub with a disk of its own.
func onTheDisk(dir, word, arg string, db *journal.Store, server *bus.Server) {
	file := filepath.Join(dir, ballast)
	switch word {
	case "fill":
		fmt.Println("filled", fill(file))
	case "room":
		fmt.Println("emptied", os.Remove(file))
	case "await": // full or well
		err := db.Ready(context.Background())
		for (arg == "full") != (err != nil) || arg == "well" && server.Ready() != nil {
			time.Sleep(5 * time.Millisecond)
			err = db.Ready(context.Background())
		}
		fmt.Println("is", err)
	case "copy":
		fmt.Println("copied", db.Backup(arg))
	}
}

// fill writes until nothing more fits, and reports what stopped it.
func fill(file string) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	for size := 1 << 16; size > 0; {
		if _, err = f.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
	return errors.Join(err, f.Close())
}

// another is a further cart, in this process.
func (f *fleetOf) another(t *testing.T, name string) *bus.Client {
	t.Helper()
	f.hub.write("invite " + name)
	code, _, _ := strings.Cut(f.hub.says("code"), " ")
	id, err := bus.Join(t.Context(), t.TempDir(), f.addr, code, fresh)
	if err != nil {
		t.Fatal(err)
	}
	c := dial(t, id)
	reached(t, c)
	return c
}

// TestTripsThroughAFullDisk fills the disk under the hub's records and its
// stream in the middle of trips, twice, and makes room again. The hub says
// what is wrong, nothing that it acknowledged is lost, and it goes on by itself.
// Carts at their lanes only wait; another one reports events meanwhile.
func TestTripsThroughAFullDisk(t *testing.T) {
	t.Parallel()
	f := &fleetOf{t: t, dir: t.TempDir(), carts: 4, addr: "127.0.0.1:0", disk: "24m"}
	if out, err := onDisk(f.dir, f.disk, "true").CombinedOutput(); err != nil {
		t.Skipf("no disk of its own can be given to a process here: %v %s", err, out)
	}
	f.env = []string{beKept + "=" + filepath.Join(f.dir, "store.db")}
	f.begin(1)
	const trips = 8
	c := f.startCarts(trips)
	other := f.another(t, "cart-other")
	for turn := range int64(2) {
		for range 3 {
			c.says("done")
		}
		f.hub.write("fill")
		if why := f.hub.says("filled"); !strings.Contains(why, "no space left") {
			t.Fatal(why)
		}
		f.hub.write("await full")
		if why := f.hub.says("is"); !strings.Contains(why, "full") {
			t.Errorf("of its records the hub says only %q", why)
		}
		if n, err := other.Report(t.Context(), "cart-other", events(3*turn+1, 3*turn+3)); n > 3*turn {
			t.Errorf("events up to %d are said to be kept, %v", n, err)
		}
		f.hub.write("room")
		f.hub.says("emptied")
		f.hub.write("await well")
		f.hub.says("is")
		for n := int64(0); n < 3*turn+3; {
			n, _ = other.Report(t.Context(), "cart-other", events(n+1, 3*turn+3)) // the cart tries until they are kept
		}
	}
	c.wait()
	f.records = filepath.Join(t.TempDir(), "store.db")
	f.hub.write("copy " + f.records)
	if err := f.hub.says("copied"); err != "<nil>" {
		t.Fatal(err)
	}
	f.hub.kill()
	p, wrong := f.check()
	for _, w := range wrong {
		t.Error(w)
	}
	if p.Receipts != f.carts*trips {
		t.Errorf("not what was to be shopped: %+v", p)
	}
}
