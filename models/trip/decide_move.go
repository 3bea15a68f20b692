package trip

import "slices"

// moveIn takes over a trip from another cart. Decisions are numbered by the
// cart that made them, so what refers to one cannot be taken along: nothing
// before can be undone, and an open question gets a number that no decision
// here will have. A trip that is here already was asked for again.
func (d decider) moveIn(c MoveIn) ([]Event, error) {
	if d.s.Active() {
		if d.t.ID == c.Trip.ID {
			return nil, nil
		}
		return nil, refuse(CodeBusyCart, "move: cart in use")
	}
	t := c.Trip
	t.Effects, t.Just = nil, Just{}
	t.Questions = slices.Clone(t.Questions)
	for i := range t.Questions {
		t.Questions[i].ID = -(i + 1)
	}
	return one(TripMovedIn{Trip: t, From: c.From})
}

func (d decider) carried() ([]Event, error) {
	if !d.t.Moving {
		return nil, nil
	}
	return one(GoodsCarried{})
}

// approveAge keeps the highest age that staff have seen proof of.
func (d decider) approveAge(c ApproveAge) ([]Event, error) {
	if c.Staff == "" || c.Age < 1 {
		return nil, refuse(CodeNoReason, "approve age: say who saw proof of which age")
	}
	if d.t.Age != nil && d.t.Age.Age >= c.Age {
		return nil, nil
	}
	return one(AgeApproved(c))
}
