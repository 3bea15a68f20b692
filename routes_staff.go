package main

import (
	"os"

	"github.com/dashcart/dashcart/handlers/admin"
	"github.com/dashcart/dashcart/sensors/recording"
)

// recordings makes recordings for the staff's pages from the flight recorders
// of this machine; nil on a hub, whose carts keep theirs.
func (a *app) recordings() func(cart, folder string) error {
	if a.fleet != nil {
		return nil
	}
	return func(cart, folder string) error {
		ring := flightFolder(a.data, cart)
		kept, err := os.ReadDir(ring)
		if os.IsNotExist(err) || err == nil && len(kept) == 0 {
			return admin.ErrNoRecording
		}
		if err != nil {
			return err
		}
		_, err = recording.Export(ring, "", folder)
		return err
	}
}
