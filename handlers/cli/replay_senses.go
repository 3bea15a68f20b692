package cli

import (
	"context"

	"github.com/dashcart/dashcart/sensors/loop"
)

// replaySenses builds the pipeline's configuration.
func replaySenses(_ context.Context, o ReplayOptions, products []ReplayProduct) (loop.Config, error) {
	return loop.Config{Goods: replayGoods(products), Fusion: o.Fusion, Codes: o.Codes, Looks: o.Looks}, nil
}
