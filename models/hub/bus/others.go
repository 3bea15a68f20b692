package bus

import (
	"context"
	"encoding/json"

	"github.com/dashcart/dashcart/models/shopping"
)

// takeInMethod hands a trip of the cart that asks on to another one: it cannot
// speak of a third cart's.
func takeInMethod(o shopping.Others) method {
	return func(ctx context.Context, cart string, data []byte) (any, error) {
		var r shopping.TakeInRequest
		if err := json.Unmarshal(data, &r); err != nil {
			return nil, err
		}
		r.Key, r.Move.From = own(cart, r.Key), cart
		return struct{}{}, o.TakeIn(ctx, r)
	}
}

// Free implements shopping.Others.
func (c *Client) Free(ctx context.Context) (free []shopping.Spare, err error) {
	err = c.ask(ctx, "Free", struct{}{}, &free)
	return free, err
}

// TakeIn implements shopping.Others.
func (c *Client) TakeIn(ctx context.Context, r shopping.TakeInRequest) error {
	return c.ask(ctx, "TakeIn", r, &struct{}{})
}

var _ shopping.Others = (*Client)(nil)
