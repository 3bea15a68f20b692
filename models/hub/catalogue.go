package hub

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
)

// Kinds of amendments.
const (
	amendProduce = "produce"
	amendCoupon  = "coupon"
)

// Catalogue is the live catalogue: what the files declare, with what staff
// made of it.
type Catalogue struct {
	store   *store.Store
	base    *catalog.Catalogue
	records Records
	now     func() time.Time

	live     atomic.Pointer[catalog.Catalogue]
	mu       sync.Mutex
	changed  map[string]bool
	watchers []func(*catalog.Catalogue)
}

// NewCatalogue applies what staff amended to what the files declare.
func NewCatalogue(ctx context.Context, st *store.Store, base *catalog.Catalogue, r Records, now func() time.Time) (*Catalogue, error) {
	c := &Catalogue{store: st, base: base, records: r, now: now, changed: map[string]bool{}}
	return c, c.apply(ctx)
}

// Watch calls f with each new catalogue.
func (c *Catalogue) Watch(f func(*catalog.Catalogue)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.watchers = append(c.watchers, f)
}

func (c *Catalogue) apply(ctx context.Context) error {
	list, err := c.records.Amendments(ctx)
	if err != nil {
		return err
	}
	all := c.base.Contents()
	all.Produce, all.Coupons = slices.Clone(all.Produce), slices.Clone(all.Coupons)
	changed := map[string]bool{}
	for _, a := range list {
		changed[strings.ToUpper(a.Key)] = true
		switch a.Kind {
		case amendProduce:
			var p catalog.Produce
			if err := json.Unmarshal([]byte(a.Data), &p); err != nil {
				return fmt.Errorf("amendment of %s: %w", a.Key, err)
			}
			all.Produce = put(all.Produce, p, func(x catalog.Produce) bool { return x.PLU == p.PLU })
		case amendCoupon:
			var k catalog.StoreCoupon
			if err := json.Unmarshal([]byte(a.Data), &k); err != nil {
				return fmt.Errorf("amendment of %s: %w", a.Key, err)
			}
			all.Coupons = put(all.Coupons, k, func(x catalog.StoreCoupon) bool { return strings.EqualFold(x.Code, k.Code) })
		}
	}
	fresh := catalog.New(all)
	c.mu.Lock()
	c.changed = changed
	watchers := slices.Clone(c.watchers)
	c.mu.Unlock()
	c.live.Store(fresh)
	for _, f := range watchers {
		f(fresh)
	}
	return nil
}

func put[T any](list []T, v T, same func(T) bool) []T {
	if i := slices.IndexFunc(list, same); i >= 0 {
		list[i] = v
		return list
	}
	return append(list, v)
}

// Current is the catalogue in force.
func (c *Catalogue) Current() *catalog.Catalogue { return c.live.Load() }

// Rules are the store's rules of prices now.
func (c *Catalogue) Rules(now time.Time) pricing.Rules { return c.store.Rules(now) }

// Changed reports whether staff amended an entry.
func (c *Catalogue) Changed(key string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.changed[strings.ToUpper(key)]
}

// SaveProduce amends a produce code.
func (c *Catalogue) SaveProduce(ctx context.Context, by trip.Actor, p catalog.Produce) error {
	return c.save(ctx, by, amendProduce, p.PLU.String(), p)
}

// SaveCoupon amends a store coupon, or adds one.
func (c *Catalogue) SaveCoupon(ctx context.Context, by trip.Actor, k catalog.StoreCoupon) error {
	return c.save(ctx, by, amendCoupon, k.Code, k)
}

func (c *Catalogue) save(ctx context.Context, by trip.Actor, kind, key string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if err := c.records.Amend(ctx, shopping.Amendment{Key: key, Kind: kind, Data: string(b), Who: by.Name, At: c.now()}); err != nil {
		return err
	}
	return c.apply(ctx)
}
