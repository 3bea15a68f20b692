package bus

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// sayAtMost is the shortest time between two pictures of a cart: the pages of
// phone and staff are drawn from them.
const sayAtMost = 200 * time.Millisecond

// Expose lets the hub see and use a cart until ctx ends.
func (c *Client) Expose(ctx context.Context, s shopping.Shopping) error {
	orders, err := c.nc.Subscribe(subjectDo+c.who+".*", func(m *nats.Msg) { go obey(ctx, m, s) })
	if err != nil {
		return err
	}
	defer orders.Unsubscribe() //nolint:errcheck // ends with the connection
	asked := make(chan *nats.Msg, 1)
	shows, err := c.nc.ChanSubscribe(subjectShow, asked)
	if err != nil {
		return err
	}
	defer shows.Unsubscribe() //nolint:errcheck // as above
	up := c.nc.StatusChanged(nats.CONNECTED)
	defer c.nc.RemoveStatusListener(up)
	changed, end := s.Watch()
	defer end()
	tick := time.NewTicker(sayAgain)
	defer tick.Stop()
	for {
		if c.nc.IsConnected() {
			if b, err := json.Marshal(s.Live()); err != nil {
				c.log.Error("how the cart stands cannot be written", "cart", c.who, "err", err)
			} else {
				_ = c.nc.Publish(subjectLive+c.who, b) // said again before long
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(sayAtMost):
		}
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
		case <-asked:
		case <-up:
		case <-tick.C:
		}
	}
}

// notCalled are methods of shopping.Shopping that do not cross.
var notCalled = map[string]bool{"ID": true, "Live": true, "Watch": true, "Sense": true}

// obey carries out one call of the hub's.
func obey(ctx context.Context, m *nats.Msg, s shopping.Shopping) {
	within, err := strconv.ParseInt(m.Header.Get(headerWithin), 10, 64)
	if err != nil || within <= 0 {
		within = int64(doWithin / time.Millisecond)
	}
	ctx, cancel := context.WithTimeout(ctx, min(time.Duration(within)*time.Millisecond, longestWait))
	defer cancel()
	_, name, _ := whoAsks(m.Subject)
	reply(m, struct{}{}, invoke(ctx, s, name, m.Data))
}

var (
	commandType = reflect.TypeFor[trip.Command]()
	cartType    = reflect.TypeFor[shopping.Shopping]()
)

// invoke calls a method of a cart with arguments from JSON.
func invoke(ctx context.Context, s shopping.Shopping, name string, data []byte) error {
	method, ok := cartType.MethodByName(name)
	if !ok || notCalled[name] {
		return fmt.Errorf("a cart has no %q", clip(name, 40))
	}
	var args []json.RawMessage
	if err := json.Unmarshal(data, &args); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if len(args) != method.Type.NumIn()-1 {
		return fmt.Errorf("%s: %d arguments in place of %d; is one side older than the other?", name, len(args), method.Type.NumIn()-1)
	}
	in := []reflect.Value{reflect.ValueOf(ctx)}
	for i, a := range args {
		v := reflect.New(method.Type.In(i + 1))
		var err error
		if method.Type.In(i+1) == commandType {
			var c trip.Command
			if c, err = unpackCommand(a); err == nil {
				v.Elem().Set(reflect.ValueOf(c))
			}
		} else {
			err = json.Unmarshal(a, v.Interface())
		}
		if err != nil {
			return fmt.Errorf("%s: argument %d: %w", name, i+1, err)
		}
		in = append(in, v.Elem())
	}
	out := reflect.ValueOf(s).MethodByName(name).Call(in)
	if err, ok := out[0].Interface().(error); ok {
		return err
	}
	return nil
}
