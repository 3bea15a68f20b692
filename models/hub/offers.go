package hub

import (
	"context"

	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
)

// OffersGiven implements shopping.Hub.
func (h *Hub) OffersGiven(ctx context.Context, r shopping.GivenRequest) (map[string]pricing.Given, error) {
	return h.cfg.Records.OffersGiven(ctx, r.Shopper)
}
