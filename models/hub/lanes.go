package hub

import (
	"context"
	"fmt"

	"github.com/dashcart/dashcart/models/lane"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// change makes one change to what staff made of a lane.
func (h *Hub) change(ctx context.Context, id string, to func(*lane.State)) error {
	h.desk.Lock()
	defer h.desk.Unlock()
	declared, ok := h.cfg.Store.Lane(id)
	if !ok {
		return noLane(id)
	}
	states, err := h.cfg.Records.Lanes(ctx)
	if err != nil {
		return err
	}
	s, ok := states[id]
	if !ok {
		s = lane.State{Open: declared.Open, Paired: declared.Paired}
	}
	to(&s)
	if err := h.cfg.Records.SaveLane(ctx, id, s); err != nil {
		return err
	}
	for _, tell := range h.told {
		tell()
	}
	return nil
}

// WatchLanes has a function called after each change of a lane by staff. Call
// it before the hub is used.
func (h *Hub) WatchLanes(tell func()) { h.told = append(h.told, tell) }

func noLane(id string) error {
	return &shopping.Refused{Code: shopping.CodeNoLane, Text: "there is no lane " + id}
}

// SetOpen opens or closes a lane in a person's name.
func (h *Hub) SetOpen(ctx context.Context, _ trip.Actor, id string, open bool) error {
	return h.change(ctx, id, func(s *lane.State) { s.Open = open })
}

// Pair says which carts may use a lane; none means all.
func (h *Hub) Pair(ctx context.Context, _ trip.Actor, id string, carts []string) error {
	for _, c := range carts {
		if _, ok := h.cfg.Store.Cart(c); !ok {
			return &shopping.Refused{Code: trip.CodeUnknown, Text: "the store has no cart " + c}
		}
	}
	return h.change(ctx, id, func(s *lane.State) { s.Paired = carts })
}

// SetWatch says whether an attendant stands at a lane and which share of its
// carts, 0 to 1, is checked at random. A cart learns it when it enters.
func (h *Hub) SetWatch(ctx context.Context, _ trip.Actor, id string, attended bool, rate float64) error {
	if !(rate >= 0 && rate <= 1) { // also what is no number
		return &shopping.Refused{Code: trip.CodeUnknown, Text: fmt.Sprintf("a share of carts is between 0 and 1, not %g", rate)}
	}
	return h.change(ctx, id, func(s *lane.State) { s.Attended, s.AuditRate = &attended, &rate })
}
