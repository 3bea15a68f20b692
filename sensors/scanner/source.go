// Package scanner holds what a driver of this kind is; its drivers stand beside it.
package scanner

import (
	"context"

	"github.com/dashcart/dashcart/models/evidence"
)

// Source reads a barcode scanner. Run emits readings, in time order, until ctx is done (then
// it returns nil or ctx.Err()) or the device fails (then it returns why). Run
// may be called again after it returned; emit is called from one goroutine at
// a time and never after Run returned. A Source that has simply ended, such as
// a recording, returns driver.ErrEnded.
type Source interface {
	Run(ctx context.Context, emit func(evidence.ScanReading)) error
}
