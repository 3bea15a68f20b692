package bus

import (
	"context"
	"encoding/json"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/shopping"
)

// badgeQuestion is a badge and its PIN as they cross; the line is encrypted.
type badgeQuestion struct {
	Badge string `json:"badge"`
	PIN   string `json:"pin"`
}

// badgeAnswer is what a cart has to know of a person, no hash of anything.
type badgeAnswer struct {
	ID   string       `json:"id"`
	Name string       `json:"name"`
	Role account.Role `json:"role"`
}

// badgeMethod answers for a badge shown to the cart that asks: guesses count
// against that cart, whatever it claims.
func badgeMethod(b shopping.Badges) method {
	return func(ctx context.Context, cart string, data []byte) (any, error) {
		var q badgeQuestion
		if err := json.Unmarshal(data, &q); err != nil {
			return nil, err
		}
		e, err := b.ByBadge(ctx, q.Badge, q.PIN, cart)
		return badgeAnswer{e.ID, e.Name, e.Role}, err
	}
}

// ByBadge implements shopping.Badges.
func (c *Client) ByBadge(ctx context.Context, badge, pin, _ string) (account.Employee, error) {
	var a badgeAnswer
	err := c.ask(ctx, "Badge", badgeQuestion{badge, pin}, &a)
	return account.Employee{ID: a.ID, Name: a.Name, Role: a.Role}, err
}
