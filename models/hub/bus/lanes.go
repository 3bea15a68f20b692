package bus

import (
	"fmt"

	"github.com/nats-io/nats.go"
)

// TellLanes tells every cart that staff changed a lane. The word carries
// nothing: a cart that shows lanes asks for them.
func (s *Server) TellLanes() error { return s.nc.Publish(subjectLanes, nil) }

// WatchLanes returns a channel that holds a signal once the hub is reached,
// each time that it is reached again, for what was missed, and after staff
// changed a lane; the function ends the watch.
func (c *Client) WatchLanes() (<-chan struct{}, func(), error) {
	told, done := make(chan struct{}, 1), make(chan struct{})
	tell := func() {
		select {
		case told <- struct{}{}:
		default:
		}
	}
	sub, err := c.nc.Subscribe(subjectLanes, func(*nats.Msg) { tell() })
	if err != nil {
		return nil, nil, fmt.Errorf("hearing of lanes: %w", err)
	}
	up := c.nc.StatusChanged(nats.CONNECTED)
	if c.nc.IsConnected() {
		tell()
	}
	go func() {
		for {
			select {
			case <-done:
				return
			case _, open := <-up:
				if !open { // the connection was closed for good
					return
				}
				tell()
			}
		}
	}()
	return told, func() {
		close(done)
		c.nc.RemoveStatusListener(up)
		_ = sub.Unsubscribe() // ends with the connection at the latest
	}, nil
}
