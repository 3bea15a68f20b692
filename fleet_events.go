package main

import (
	"github.com/dashcart/dashcart/models/hub/bus"
	"github.com/dashcart/dashcart/models/store"
)

// outside is the cluster that store.yaml names for events, or nil; the files of
// its credentials and of its authority come from the environment.
func outside(e store.Events, env func(string) string) *bus.Outside {
	if len(e.Servers) == 0 {
		return nil
	}
	return &bus.Outside{Servers: e.Servers, Replicas: e.Replicas, Credentials: env("NATS_CREDENTIALS_FILE"), Authority: env("NATS_CA_FILE")}
}
