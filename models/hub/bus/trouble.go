package bus

import (
	"fmt"
	"sync/atomic"
)

// trouble is why events do not reach the records, as readiness tells it.
type trouble struct{ is atomic.Pointer[error] }

func (t *trouble) set(err error) {
	if err == nil {
		t.is.Store(nil)
		return
	}
	t.is.Store(&err)
}

func (t *trouble) now() error {
	if err := t.is.Load(); err != nil {
		return fmt.Errorf("events of carts are not kept, carts keep them until they are: %w", *err)
	}
	return nil
}
