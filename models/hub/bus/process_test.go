package bus_test

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/hub/hubtest"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/payment/house"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
)

// The environment that makes this test binary a hub or carts.
const (
	beThis  = "DASHCART_TEST_BE"      // hub or carts
	beIn    = "DASHCART_TEST_IN"      // the folder
	beAt    = "DASHCART_TEST_AT"      // the hub's address
	beMany  = "DASHCART_TEST_CARTS"   // how many carts
	beTrips = "DASHCART_TEST_TRIPS"   // trips of each
	beRate  = "DASHCART_TEST_RATE"    // events a second of each, in place of trips
	beSkew  = "DASHCART_TEST_SKEW"    // what clocks are off
	beWrong = "DASHCART_TEST_MUTANT"  // the protection that is missing
	beNodes = "DASHCART_TEST_NODES"   // the servers that keep the stream, when not the hub
	beKept  = "DASHCART_TEST_RECORDS" // where the hub's records are, when not in the folder
)

func TestMain(m *testing.M) {
	var err error
	switch os.Getenv(beThis) {
	case "hub":
		err = beHub(os.Getenv(beIn), os.Getenv(beAt))
	case "carts":
		err = beCarts(os.Getenv(beIn))
	case "node":
		err = beNode(os.Getenv(beIn), os.Getenv(beAt), os.Getenv(beNodes))
	case "load":
		err = beLoad(os.Getenv(beIn))
	default:
		os.Exit(m.Run())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func number(name string) int {
	n, _ := strconv.Atoi(os.Getenv(name))
	return n
}

func cartName(i int) string { return fmt.Sprintf("cart-%04d", i+1) }

// laneCodes are those of a store with n carts: three lanes, or enough that carts
// of a big store do not wait for one.
func laneCodes(n int) (codes []string) {
	for i := range max(3, n/5) {
		codes = append(codes, fmt.Sprintf("LANE-%d", i+1))
	}
	return codes
}

// fleetStore is a store with n carts.
func fleetStore(n int) *store.Store {
	st := &store.Store{Name: "Fleet", Currency: "USD", Location: time.UTC}
	for i := range n {
		st.Carts = append(st.Carts, store.Cart{ID: cartName(i), Number: strconv.Itoa(i + 1)})
	}
	for i, code := range laneCodes(n) {
		st.Lanes = append(st.Lanes, store.Lane{ID: fmt.Sprintf("dash-%d", i+1), Code: code, Dash: true, Open: true})
	}
	return st
}

// beHub is a hub until it is killed or asked to end.
func beHub(dir, at string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	db, err := journal.OpenStore(cmp.Or(os.Getenv(beKept), filepath.Join(dir, "store.db")))
	if err != nil {
		return err
	}
	defer db.Close()
	n := number(beMany)
	provider := mutantTill(os.Getenv(beWrong), house.New(db, money.New(100_000_000, "USD"), time.Now))
	post := func(ctx context.Context, m account.Mail) error { _, err := db.Post(ctx, m); return err }
	h := hub.New(hub.Config{Store: fleetStore(n), Records: db, Provider: provider, Mail: post})
	if err := h.Resume(ctx); err != nil {
		return err
	}
	server, err := bus.NewServer(ctx, bus.ServerConfig{Dir: filepath.Join(dir, "bus"), Listen: at, Store: "Fleet", Keys: db, Log: silent, Outside: outside(os.Getenv(beNodes))})
	if err != nil {
		return err
	}
	defer server.Close()
	goods, err := server.NewShelves(stock(max(number("DASHCART_TEST_GOODS"), 100), 100))
	if err != nil {
		return err
	}
	kept := &timed{Records: mutantRecords(os.Getenv(beWrong), db), since: time.Now()}
	answers := bus.Answers{Hub: mutant(os.Getenv(beWrong), h), Records: kept, Goods: goods.Current}
	served := make(chan error, 1)
	go func() { served <- server.Serve(ctx, answers) }()
	fmt.Println("ready", server.Addr())
	orders := bufio.NewScanner(os.Stdin)
	go func() {
		for orders.Scan() {
			word, arg, _ := strings.Cut(orders.Text(), " ")
			switch word {
			case "invite":
				code, err := server.Invite(ctx, arg)
				fmt.Println("code", code, err)
			case "lag":
				sayLags(kept)
			case "price":
				cents, _ := strconv.ParseInt(arg, 10, 64)
				fmt.Println("pricing", time.Now().UnixNano())
				err := goods.Publish(stock(max(number("DASHCART_TEST_GOODS"), 100), cents))
				fmt.Println("priced", err)
			default:
				onTheDisk(dir, word, arg, db, server)
			}
		}
	}()
	return <-served
}

// mutant takes a protection away from the hub: the checker must notice.
func mutant(which string, h *hub.Hub) shopping.Hub {
	switch which {
	case "keys":
		return forgetful{h}
	case "coupons":
		return generous{h}
	}
	return h
}

// forgetful carries out whatever comes, as if every key were new.
type forgetful struct{ *hub.Hub }

func (f forgetful) Receipt(ctx context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	r.Key += rand.Text()
	r.Receipt.Trip += rand.Text()
	out, err := f.Hub.Receipt(ctx, r)
	if rand.Text()[0] < 'H' { // the answer is lost, as on a bad line
		return shopping.Outcome{}, errors.New("lost")
	}
	return out, err
}

// mutantTill takes a protection away from the house account.
func mutantTill(which string, h *house.House) payment.Provider {
	if which == "till" {
		return careless{h}
	}
	return h
}

// careless does not know which payments it has made: where an answer was lost,
// it takes the money again.
type careless struct{ *house.House }

func (c careless) Capture(ctx context.Context, r payment.Request) (payment.Result, error) {
	out, err := c.House.Capture(ctx, r)
	if rand.Text()[0] < 'H' {
		r.Key += "-again"
		if out, err = c.House.Authorise(ctx, r); err == nil && out.OK {
			out, err = c.House.Capture(ctx, r)
		}
	}
	return out, err
}

// generous gives every coupon to everybody.
type generous struct{ *hub.Hub }

func (generous) ReserveCoupon(context.Context, shopping.CouponRequest) (shopping.Outcome, error) {
	return shopping.Outcome{OK: true}, nil
}

func (generous) RedeemCoupon(context.Context, shopping.CouponRequest) (shopping.Outcome, error) {
	return shopping.Outcome{OK: true}, nil
}

// mutantRecords says that events are kept before they are.
func mutantRecords(which string, db *journal.Store) bus.Records {
	switch which {
	case "early":
		return early{db}
	case "order":
		return unordered{db}
	}
	return db
}

// unordered keeps events in whatever order they come to it.
type unordered struct{ *journal.Store }

func (u unordered) KeepBatches(ctx context.Context, batches []shopping.Batch) (map[string]int64, error) {
	for _, b := range batches {
		for i := len(b.Records) - 1; i > 0; i-- { // what comes together is taken from the back
			a, z := &b.Records[i], &b.Records[i-1]
			a.Seq, z.Seq = z.Seq, a.Seq
			*a, *z = *z, *a
		}
	}
	return u.Store.KeepBatches(ctx, batches)
}

type early struct{ *journal.Store }

func (e early) KeepBatches(ctx context.Context, batches []shopping.Batch) (map[string]int64, error) {
	kept := map[string]int64{}
	for _, b := range batches {
		for _, r := range b.Records {
			kept[b.Cart] = max(kept[b.Cart], r.Seq)
		}
	}
	if rand.Text()[0] < 'H' { // as if the process died before the commit
		return kept, nil
	}
	_, err := e.Store.KeepBatches(ctx, batches)
	return kept, err
}

// beCarts shops with many carts, each with its journal and connection.
func beCarts(dir string) error {
	ctx := context.Background()
	n, trips := number(beMany), number(beTrips)
	skew, _ := time.ParseDuration(os.Getenv(beSkew))
	var all sync.WaitGroup
	errs := make(chan error, n)
	for i := range n {
		all.Go(func() {
			if err := oneCart(ctx, dir, cartName(i), trips, uint64(i), skew*time.Duration(i%3-1)); err != nil {
				errs <- fmt.Errorf("%s: %w", cartName(i), err)
			}
		})
	}
	all.Wait()
	close(errs)
	return <-errs
}

// identityIn is where the tests keep a cart's identity.
func identityIn(dir, cart string) string { return filepath.Join(dir, cart) }

func oneCart(ctx context.Context, dir, name string, trips int, seed uint64, skew time.Duration) error {
	id, ok, err := bus.LoadIdentity(identityIn(dir, name))
	if err != nil || !ok {
		return fmt.Errorf("no identity: %w", err)
	}
	db, err := journal.OpenCart(filepath.Join(dir, name+".db"))
	if err != nil {
		return err
	}
	defer db.Close()
	c, err := bus.Dial(id, silent)
	if err != nil {
		return err
	}
	defer c.Close()
	s, err := hubtest.NewShopper(ctx, name, db, c, laneCodes(number(beMany)), seed, skew)
	if err != nil {
		return err
	}
	done, err := released(ctx, db)
	if err != nil {
		return err
	}
	fmt.Println("done", name, done)
	for done < trips || s.Unloading() {
		c.AwaitConnection(ctx)
		// The trip that is being unloaded was counted when it was released.
		counted := s.Unloading()
		if _, err := s.Step(ctx); err != nil && c.Connected() && !mayFail(err) {
			return err
		}
		if !counted && s.Unloading() {
			done++
			fmt.Println("done", name, done)
		}
	}
	for { // until the hub's records hold everything
		if err := s.Cart.Tick(ctx); err != nil && c.Connected() && !mayFail(err) {
			return err
		}
		left, err := db.Unsent(ctx, 1)
		if err != nil {
			return err
		}
		if len(left) == 0 {
			return nil
		}
		c.AwaitConnection(ctx)
	}
}

// mayFail tells what a shopper only tries again: an answer that is late, on a
// machine that is slow; anything where a protection is missing, or the hub's
// database comes and goes.
func mayFail(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || os.Getenv(beWrong) != "" || os.Getenv(beKept) != ""
}

// released counts the trips that a cart's journal says were let out.
func released(ctx context.Context, db *journal.Cart) (n int, err error) {
	recs, err := db.Load(ctx)
	for _, r := range recs {
		if _, ok := r.Event.(trip.TripReleased); ok {
			n++
		}
	}
	return n, err
}

// process is this test binary as a hub or as carts.
type process struct {
	t     testing.TB
	cmd   *exec.Cmd
	write func(string)
	lines chan string
	wrong *bytes.Buffer
}

func start(t testing.TB, env ...string) *process {
	t.Helper()
	return startCommand(t, exec.Command(os.Args[0], "-test.run=^$"), env...)
}

func startCommand(t testing.TB, cmd *exec.Cmd, env ...string) *process {
	t.Helper()
	p := &process{t: t, cmd: cmd, lines: make(chan string, 4096), wrong: &bytes.Buffer{}}
	p.cmd.Env = append(os.Environ(), env...)
	p.cmd.Stderr = p.wrong
	in, err := p.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.write = func(s string) {
		if _, err := fmt.Fprintln(in, s); err != nil {
			t.Error(err)
		}
	}
	out, err := p.cmd.StdoutPipe()
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	go func() {
		defer close(p.lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			p.lines <- s.Text()
		}
	}()
	return p
}

// says waits for a line that begins with a word, and returns the rest.
func (p *process) says(word string) string {
	p.t.Helper()
	for l := range p.lines {
		if rest, ok := strings.CutPrefix(l, word); ok {
			return strings.TrimSpace(rest)
		}
	}
	p.t.Fatalf("the process ended before it said %q:\n%s", word, p.wrong)
	return ""
}

// kill ends the process as a pulled plug would.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	for range p.lines {
	}
	_ = p.cmd.Wait()
}

func (p *process) wait() {
	p.t.Helper()
	for range p.lines {
	}
	if err := p.cmd.Wait(); err != nil {
		p.t.Fatalf("%v\n%s", err, p.wrong)
	}
}
