package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/dashcart/dashcart/handlers/ops"
	"github.com/dashcart/dashcart/handlers/ops/traces"
)

// startTraces begins to send spans to the collector that --traces names, and
// returns what ends that; without one both do nothing.
func (c *serveCmd) startTraces(ctx context.Context, log *slog.Logger) (*traces.Tracer, func(), error) {
	if c.Traces == "" {
		return nil, func() {}, nil
	}
	host, _ := os.Hostname() // a cart that joined knows its name only later
	t, err := traces.Start(ctx, traces.Config{URL: c.Traces, Role: string(c.Role), Machine: cmp.Or(c.Cart, host), Version: ops.Version(), Log: log})
	if err != nil {
		return nil, nil, fmt.Errorf("--traces: %w", err)
	}
	return t, func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
		defer cancel()
		if err := t.Close(ctx); err != nil {
			log.Warn("the last traces were not sent", "err", err)
		}
	}, nil
}

// side is which side of a request to the hub a machine of this role is.
func (r role) side() traces.Side {
	switch r {
	case roleCart:
		return traces.Asks
	case roleHub, roleChain:
		return traces.Answers
	}
	return traces.Inside
}
