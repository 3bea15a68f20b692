package hub_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/dashcart/dashcart/models/hub/hubtest"
)

var ctx = context.Background()

func TestInProcess(t *testing.T) {
	c := hubtest.NewCounter(t)
	hubtest.Conform(t, c.Hub, c)
}

func TestThroughABadLine(t *testing.T) {
	for seed := range uint64(5) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			c := hubtest.NewCounter(t)
			l := hubtest.NewBadLine(c.Hub, seed)
			hubtest.Conform(t, l, c)
			if l.Dropped == 0 || l.Repeated == 0 || l.Delayed == 0 {
				t.Errorf("the line was good: %d dropped, %d repeated, %d delayed", l.Dropped, l.Repeated, l.Delayed)
			}
		})
	}
}
