package hub

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/dashcart/dashcart/models/catalog"
)

// Kinds of amendments of older versions of the program, which kept whole
// entries and no revisions.
const (
	amendProduce = "produce"
	amendCoupon  = "coupon"
)

// amended is what the files say with those amendments.
func (c *Catalogue) amended(ctx context.Context, all catalog.Contents) (catalog.Contents, error) {
	list, err := c.records.Amendments(ctx)
	if err != nil {
		return all, err
	}
	all.Produce, all.Coupons = slices.Clone(all.Produce), slices.Clone(all.Coupons)
	for _, a := range list {
		switch a.Kind {
		case amendProduce:
			var p catalog.Produce
			if err := json.Unmarshal([]byte(a.Data), &p); err != nil {
				return all, fmt.Errorf("amendment of %s: %w", a.Key, err)
			}
			all.Produce = put(all.Produce, p, func(x catalog.Produce) bool { return x.PLU == p.PLU })
		case amendCoupon:
			var k catalog.StoreCoupon
			if err := json.Unmarshal([]byte(a.Data), &k); err != nil {
				return all, fmt.Errorf("amendment of %s: %w", a.Key, err)
			}
			all.Coupons = put(all.Coupons, k, func(x catalog.StoreCoupon) bool { return strings.EqualFold(x.Code, k.Code) })
		}
	}
	return all, nil
}

func put[T any](list []T, v T, same func(T) bool) []T {
	if i := slices.IndexFunc(list, same); i >= 0 {
		list[i] = v
		return list
	}
	return append(list, v)
}
