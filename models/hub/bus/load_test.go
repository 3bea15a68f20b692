package bus_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/hub/hubtest"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/shopping"
)

// lags is how long events took from their journals until the records held them.
type lags struct {
	P50, P99, Max float64 // seconds
	Events        int
	Seconds       float64 // since it was last asked
}

// timed measures what the records keep.
type timed struct {
	bus.Records
	mu    sync.Mutex
	took  []time.Duration
	since time.Time
}

func (t *timed) KeepBatches(ctx context.Context, batches []shopping.Batch) (map[string]int64, error) {
	kept, err := t.Records.KeepBatches(ctx, batches)
	now := time.Now()
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, b := range batches {
		for _, r := range b.Records {
			if err == nil && r.Seq <= kept[b.Cart] {
				t.took = append(t.took, now.Sub(r.At))
			}
		}
	}
	return kept, err
}

// read returns what was measured since it was last read.
func (t *timed) read() lags {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	out := lags{Events: len(t.took), Seconds: now.Sub(t.since).Seconds()}
	if len(t.took) > 0 {
		slices.Sort(t.took)
		out.P50 = t.took[len(t.took)/2].Seconds()
		out.P99 = t.took[len(t.took)*99/100].Seconds()
		out.Max = t.took[len(t.took)-1].Seconds()
	}
	t.took, t.since = nil, now
	return out
}

// loaded is one cart of a load: it goes from trip to trip, so many steps a
// second, each about one event.
type loaded struct {
	shopper *hubtest.Shopper
	copied  *bus.Copy
	db      *journal.Cart
	client  *bus.Client
}

func openLoaded(ctx context.Context, dir, name string, seed uint64, applied func()) (*loaded, error) {
	id, ok, err := bus.LoadIdentity(identityIn(dir, name))
	if err != nil || !ok {
		return nil, fmt.Errorf("no identity of %s: %w", name, err)
	}
	l := &loaded{}
	if l.db, err = journal.OpenCart(filepath.Join(dir, name+".db")); err != nil {
		return nil, err
	}
	if l.client, err = bus.Dial(id, silent); err != nil {
		return nil, errors.Join(err, l.db.Close())
	}
	l.client.AwaitConnection(ctx)
	if l.copied, _, err = l.client.OpenCopy(ctx, l.db, func(*catalog.Catalogue) { applied() }); err == nil {
		l.shopper, err = hubtest.NewShopper(ctx, name, l.db, l.client, laneCodes(number(beMany)), seed, 0)
	}
	if err != nil {
		l.client.Close()
		return nil, errors.Join(err, l.db.Close())
	}
	return l, nil
}

// shop takes a step whenever its time has come, at a pace that may change. A
// late step does not wait for the next turn, as a shopper does not wait for a
// cart that is slow.
func (l *loaded) shop(ctx context.Context, pace *atomic.Int64) {
	next := time.Now()
	for ctx.Err() == nil {
		every := time.Duration(pace.Load())
		if every == 0 {
			every = 100 * time.Millisecond
			next = time.Now().Add(rand.N(time.Second))
		} else if !time.Now().Before(next) {
			_, _ = l.shopper.Step(ctx) // what is refused is tried again
			next = next.Add(every)
			if late := time.Since(next); late > time.Second {
				next = next.Add(late)
			}
		}
		select {
		case <-ctx.Done():
		case <-time.After(max(min(time.Until(next), every), 0)):
		}
	}
}

// beLoad is many carts in one process until its input ends. It is told
// "rate X" (steps a second of each) and "watch", and says "open", and then
// "applied NANOSECONDS" once every cart has the next catalogue.
func beLoad(dir string) error {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	n := number(beMany)
	var pace, waiting atomic.Int64
	applied := func() {
		if waiting.Add(-1) == 0 {
			fmt.Println("applied", time.Now().UnixNano())
		}
	}
	waiting.Store(int64(n))
	var all sync.WaitGroup
	for i := range n {
		l, err := openLoaded(ctx, dir, cartName(i), uint64(i), applied)
		if err != nil {
			return err
		}
		all.Go(func() { _ = l.copied.Run(ctx) })
		all.Go(func() { _ = l.shopper.Cart.Run(ctx) })
		all.Go(func() { l.shop(ctx, &pace) })
	}
	fmt.Println("open")
	for orders := bufio.NewScanner(os.Stdin); orders.Scan(); {
		word, arg, _ := strings.Cut(orders.Text(), " ")
		switch word {
		case "rate":
			rate, err := strconv.ParseFloat(arg, 64)
			if err != nil {
				return err
			}
			pace.Store(0)
			if rate > 0 {
				pace.Store(int64(float64(time.Second) / rate))
			}
		case "watch":
			waiting.Store(int64(n))
			fmt.Println("watching")
		}
	}
	stop()
	all.Wait()
	return nil
}

func sayLags(t *timed) {
	b, _ := json.Marshal(t.read()) // numbers only
	fmt.Println("lag", string(b))
}
