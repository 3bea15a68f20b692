package shopping

import (
	"context"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/trip"
)

// Tracer follows a trip for those who run the program. Each method is told what
// begins, and returns the context of what that leads to and what to call with
// the outcome once it is over. It keeps nobody waiting.
type Tracer interface {
	Decision(ctx context.Context, trip string, d evidence.Decision) (context.Context, func(error))
	Command(ctx context.Context, trip string, c trip.Command) (context.Context, func(error))
}
