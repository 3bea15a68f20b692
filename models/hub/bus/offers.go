package bus

import (
	"context"

	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
)

// OffersGiven implements shopping.Hub.
func (c *Client) OffersGiven(ctx context.Context, r shopping.GivenRequest) (out map[string]pricing.Given, err error) {
	err = c.ask(ctx, "OffersGiven", r, &out)
	return out, err
}

func givenMethod(h shopping.Hub) method {
	return func(ctx context.Context, _ string, data []byte) (any, error) {
		r, err := read[shopping.GivenRequest](data)
		if err != nil {
			return nil, err
		}
		return h.OffersGiven(ctx, r)
	}
}
