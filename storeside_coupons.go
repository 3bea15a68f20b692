package main

import "context"

func (p shopperPages) Clips(ctx context.Context, shopper string) ([]string, error) {
	return p.side.db.Clips(ctx, shopper)
}

func (p shopperPages) Clip(ctx context.Context, shopper, code string, on bool) error {
	return p.side.db.Clip(ctx, shopper, code, on)
}
