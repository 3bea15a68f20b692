package shopping

import (
	"context"
	"errors"

	"github.com/dashcart/dashcart/models/trip"
)

// Others are the carts of the store, to one of which a trip may move: in this
// process, or on machines of their own behind the hub.
type Others interface {
	// Free lists the carts that nobody uses, as far as is known now.
	Free(ctx context.Context) ([]Spare, error)
	// TakeIn begins a trip with another cart. Asked again for a trip that got
	// there it does nothing more; a *Refused says that the cart is not free.
	TakeIn(ctx context.Context, r TakeInRequest) error
}

// Spare is a cart that nobody uses.
type Spare struct {
	ID     string `json:"id"`
	Number string `json:"number"`
}

// TakeInRequest asks a cart to go on with another's trip.
type TakeInRequest struct {
	Key  string      `json:"key"`
	To   string      `json:"to"`
	By   trip.Actor  `json:"by"`
	Move trip.MoveIn `json:"move"`
}

// Together are carts that this process holds or reaches.
type Together func() []Shopping

// Free implements Others.
func (t Together) Free(context.Context) ([]Spare, error) {
	var free []Spare
	for _, c := range t() {
		if l := c.Live(); l.Online && l.State.Cart == trip.CartIdle {
			free = append(free, Spare{l.ID, l.Number})
		}
	}
	return free, nil
}

// TakeIn implements Others.
func (t Together) TakeIn(ctx context.Context, r TakeInRequest) error {
	for _, c := range t() {
		if c.ID() != r.To {
			continue
		}
		// What is known here may be old: the cart itself says whether it is free.
		err := c.Do(ctx, r.Key, r.By, r.Move)
		var no *Refused
		if errors.As(err, &no) && no.Code != CodeOffline {
			break
		}
		return err
	}
	return refuse(CodeBusyCart, "move: the other cart is not free")
}
