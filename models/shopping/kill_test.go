package shopping_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment/house"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
)

// The environment of a process that shops until it is killed.
const (
	shopIn    = "DASHCART_TEST_SHOP_IN"    // the folder of both files
	shopTrips = "DASHCART_TEST_SHOP_TRIPS" // how many trips to finish
	dieAt     = "DASHCART_TEST_DIE_AT"     // the point where it kills itself
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(shopIn); dir != "" {
		if err := shopOn(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// couponGoods is smallGoods with a coupon, good once, for each event number.
func couponGoods() goods {
	c := smallGoods().cat.Contents()
	for i := range manyCoupons {
		c.Coupons = append(c.Coupons, catalog.StoreCoupon{Code: fmt.Sprintf("K%d", i), Name: "A dime off", Kind: catalog.AmountOff, Target: catalog.OnBasket, Amount: money.New(10, "USD"), Once: true})
	}
	return goods{cat: catalog.New(c)}
}

const manyCoupons = 800

// shopper drives a cart from wherever its journal stopped.
type shopper struct {
	cart *shopping.Cart
	next int // the loop's decision numbers begin anew with each process
}

func storeOf(db *journal.Store) *hub.Hub {
	st := &store.Store{Name: "Test store", Currency: "USD", Location: time.UTC, Lanes: []store.Lane{{ID: "dash-1", Name: "Dash 1", Code: "LANE-1", Dash: true, Open: true}}}
	post := func(ctx context.Context, m account.Mail) error { _, err := db.Post(ctx, m); return err }
	return hub.New(hub.Config{Store: st, Records: db, Provider: house.New(db, money.New(100_000_000, "USD"), time.Now), Mail: post})
}

// shopOn is the killed process: it opens both files, goes on with the trip
// under way, and says each command's key once it was acknowledged.
func shopOn(dir string) error {
	cartFile, err := journal.OpenCart(filepath.Join(dir, "cart.db"))
	if err != nil {
		return err
	}
	defer cartFile.Close()
	storeFile, err := journal.OpenStore(filepath.Join(dir, "store.db"))
	if err != nil {
		return err
	}
	defer storeFile.Close()
	point := os.Getenv(dieAt)
	die := func(p string) {
		if p == point {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
	cart, err := shopping.NewCart(ctx, shopping.Config{ID: "cart-01", Number: "1", Journal: cartFile, Hub: storeOf(storeFile), Goods: couponGoods(), Fault: die,
		Log: slog.New(slog.DiscardHandler), Policy: shopping.Policy{TokenLife: 30 * time.Second, Reservation: 3 * time.Minute, PublicURL: "http://localhost"}})
	if err != nil {
		return err
	}
	s := &shopper{cart: cart}
	trips, _ := strconv.Atoi(os.Getenv(shopTrips))
	fmt.Println("ready")
	for done, steps := 0, 0; done < trips; steps++ {
		if steps > 50*(trips+1) {
			return fmt.Errorf("%d steps and only %d trips: %+v", steps, done, cart.Live().State.Trip.Payment)
		}
		ended, err := s.step()
		if err != nil {
			return err
		}
		if ended {
			done++
		}
		fmt.Println("ack", cart.Live().State.Seq)
	}
	return cart.Tick(ctx)
}

// step does what a shopper would do next and reports whether a trip ended.
func (s *shopper) step() (bool, error) {
	state := s.cart.Live().State
	switch {
	case state.Cart == trip.CartUnloading:
		return true, s.weigh(0)
	case state.Cart == trip.CartIdle:
		if err := s.cart.Tick(ctx); err != nil {
			return false, err
		}
		_, token, _ := strings.Cut(s.cart.Live().QR, "t=")
		return false, s.cart.Reserve(ctx, "", token, "phone")
	case state.Cart == trip.CartReserved:
		return false, s.cart.LinkPhone(ctx, "", "phone", trip.Shopper{ID: "s1", Name: "Ana", Email: "ana@example.org"})
	}
	t := state.Trip
	switch {
	case t.Status == trip.Linked:
		return false, s.cart.StartBags(ctx, "", 0)
	case t.Status == trip.Shopping && len(t.Lines) == 0:
		return false, s.put(milk, 1030, 0)
	case t.Status == trip.Shopping && len(t.Lines) == 1:
		return false, s.put(bananas, 453.6, 200)
	case t.Status == trip.Shopping && len(t.Coupons) == 0 && state.Seq < manyCoupons:
		return false, s.cart.Scan(ctx, "", fmt.Sprintf("K%d", state.Seq))
	case t.Status == trip.Shopping && state.Seq%3 == 0: // sometimes another
		return false, s.put(milk, 1030, 0)
	}
	grams := 0.0
	for _, l := range t.Lines {
		grams += l.Grams
	}
	if err := s.weigh(grams); err != nil {
		return false, err
	}
	return false, s.cart.Pay(ctx, "", "LANE-1")
}

func (s *shopper) put(i evidence.Item, grams float64, w int64) error {
	s.next++
	return s.cart.Sense(ctx, evidence.Output{Decision: &evidence.Decision{ID: s.next, Action: evidence.Put, Direction: evidence.Put, Item: i, Quantity: 1, Grams: grams, SD: 2,
		Weight: evidence.Weight{Count: w, DivisionMilli: 5, Unit: evidence.Pound}}})
}

func (s *shopper) weigh(grams float64) error {
	return s.cart.Sense(ctx, evidence.Output{Weight: &evidence.Indication{Status: evidence.ScaleStable, GramsTotal: grams, GramsSD: 2, Empty: grams < 5}})
}

// run shops in a process of its own, which dies at a point or after a time,
// and returns the last event number that it acknowledged.
func run(t *testing.T, dir, point string, trips int, after time.Duration) (acked int64, killed bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), shopIn+"="+dir, shopTrips+"="+strconv.Itoa(trips), dieAt+"="+point)
	var wrong bytes.Buffer
	cmd.Stderr = &wrong
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if lines.Text() == "ready" && after > 0 {
			clock := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
			defer clock.Stop()
		}
		if n, ok := strings.CutPrefix(lines.Text(), "ack "); ok {
			if acked, err = strconv.ParseInt(n, 10, 64); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait()
	status, _ := cmd.ProcessState.Sys().(syscall.WaitStatus)
	killed = status.Signaled() && status.Signal() == syscall.SIGKILL
	if !killed && cmd.ProcessState.ExitCode() != 0 {
		t.Fatalf("at %q: %s\n%s", point, cmd.ProcessState, wrong.String())
	}
	return acked, killed
}

// TestKilledAnywhere kills the process that shops at every fault point and by
// the clock, each time on the files that the last one left.
func TestKilledAnywhere(t *testing.T) {
	points := []string{"reserve", "link", "linked", "weigh", "weighed", "coupon", "coupon-reserved", "authorise", "authorised", "capture", "captured", "receipt", "receipted", "release"}
	dir := t.TempDir()
	rng := rand.New(rand.NewPCG(7, 11))
	kills := 0
	check := func(acked int64) {
		t.Helper()
		db, err := journal.OpenCart(filepath.Join(dir, "cart.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		recs, err := db.Load(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if int64(len(recs)) < acked {
			t.Fatalf("event %d was acknowledged, the journal holds %d", acked, len(recs))
		}
		for i, r := range recs {
			if r.Seq != int64(i)+1 {
				t.Fatalf("event %d has the number %d", i+1, r.Seq)
			}
		}
	}
	for range 3 {
		for _, p := range points {
			acked, killed := run(t, dir, p, 3, 0)
			if !killed {
				t.Fatalf("nothing was killed at %s", p)
			}
			kills++
			check(acked)
		}
	}
	for kills < 56 {
		acked, killed := run(t, dir, "", 1000, time.Duration(rng.IntN(60_000))*time.Microsecond)
		if !killed {
			t.Fatal("a thousand trips ended before the kill")
		}
		kills++
		check(acked)
	}
	acked, _ := run(t, dir, "", 2, 0)
	check(acked)
	settled(t, dir, kills)
}

// settled checks the books after all is done.
func settled(t *testing.T, dir string, kills int) {
	db, err := journal.OpenStore(filepath.Join(dir, "store.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	cart, err := journal.OpenCart(filepath.Join(dir, "cart.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer cart.Close()
	recs, err := cart.Load(ctx)
	if err != nil {
		t.Fatal(err)
	}
	owed := map[string]int64{} // by trip
	released := 0
	for _, r := range recs {
		switch e := r.Event.(type) {
		case trip.ReceiptIssued:
			if _, twice := owed[r.Trip]; twice {
				t.Errorf("trip %s has two receipts", r.Trip)
			}
			owed[r.Trip] = e.Receipt.Total.Minor()
		case trip.TripReleased:
			released++
		}
	}
	if released < 5 || released != len(owed) {
		t.Errorf("%d trips released, %d with a receipt", released, len(owed))
	}
	entries, err := db.Statement(ctx, house.Account("s1"), 100_000)
	if err != nil {
		t.Fatal(err)
	}
	charged := map[string]int64{}
	for _, e := range entries {
		id, _, _ := strings.Cut(strings.TrimPrefix(e.Key, "capture-"), "-")
		if _, twice := charged[id]; twice {
			t.Errorf("trip %s was charged twice", id)
		}
		charged[id] += e.Minor
	}
	for id, n := range owed {
		if charged[id] != n {
			t.Errorf("trip %s owes %d and was charged %d", id, n, charged[id])
		}
	}
	if len(charged) != len(owed) {
		t.Errorf("%d charges for %d receipts", len(charged), len(owed))
	}
	if n, err := db.Unbalanced(ctx); n != 0 || err != nil {
		t.Errorf("%d transactions out of balance, %v", n, err)
	}
	if _, held, err := db.Balance(ctx, house.Account("s1")); held != 0 || err != nil {
		t.Errorf("%d still held, %v", held, err)
	}
	receipts, err := db.Receipts(ctx, "s1")
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(receipts)
	for i, r := range receipts {
		if len(receipts) < 200 && r.Number != fmt.Sprintf("%06d", i+1) {
			t.Errorf("receipt %d has the number %s", i+1, r.Number)
		}
	}
	kept, err := db.KeepEvents(ctx, "cart-01", nil)
	if err != nil || kept != int64(len(recs)) {
		t.Errorf("the store holds %d of %d events, %v", kept, len(recs), err)
	}
	t.Logf("%d kills, %d events, %d trips paid once each", kills, len(recs), len(owed))
}
