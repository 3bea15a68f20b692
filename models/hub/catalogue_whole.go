package hub

import (
	"context"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/trip"
)

// Changed reports whether staff changed an entry: its PLU, GTIN or coupon code.
func (c *Catalogue) Changed(key string) bool {
	for _, list := range catalog.Lists {
		if x, ok, err := c.records.CatalogueItem(context.Background(), catalog.Ref{List: list, Key: key}); err == nil && ok && x.Changed {
			return true
		}
	}
	return false
}

// SaveProduce changes a whole produce code.
func (c *Catalogue) SaveProduce(ctx context.Context, by trip.Actor, p catalog.Produce) error {
	return c.saveWhole(ctx, by, catalog.Contents{Produce: []catalog.Produce{p}})
}

// SaveCoupon changes a whole store coupon, or makes it.
func (c *Catalogue) SaveCoupon(ctx context.Context, by trip.Actor, k catalog.StoreCoupon) error {
	return c.saveWhole(ctx, by, catalog.Contents{Coupons: []catalog.StoreCoupon{k}})
}

func (c *Catalogue) saveWhole(ctx context.Context, by trip.Actor, one catalog.Contents) error {
	all, order := c.format.Entries(one)
	for _, r := range order {
		if _, err := c.Save(ctx, by, r, c.Head(), all[r]); err != nil {
			return err
		}
	}
	return nil
}
