package bus

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"

	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// Client is a cart's side of the bus: shopping.Hub over a connection that
// comes and goes. It never waits for a connection: without one each question
// fails at once, and the cart goes on with what it may do alone.
type Client struct {
	line
	after int64 // added to the journal's numbers on the way; see Identity

	mu      sync.Mutex
	kept    int64         // the hub's records hold events up to here, as last heard, in the journal's numbers
	news    chan struct{} // closed when kept grew
	sent    int64         // the highest event that was published
	resends int
}

var _ shopping.Hub = (*Client)(nil)

// Reconnecting: soon at first, so that a blink is not felt, and never all
// carts at once after the hub came back.
const (
	reconnectWait   = 250 * time.Millisecond
	reconnectJitter = 500 * time.Millisecond
)

// Dial makes a cart's connection. It returns at once, connected or not; the
// connection is made and made again in the background.
func Dial(id Identity, log *slog.Logger) (*Client, error) {
	if err := checkName(id.Cart); err != nil {
		return nil, err
	}
	trust, err := trusting([]byte(id.Authority))
	if err != nil {
		return nil, err
	}
	key, err := nkeys.FromSeed([]byte(id.Seed))
	if err != nil {
		return nil, fmt.Errorf("the cart's key: %w", err)
	}
	public, err := key.PublicKey()
	if err != nil {
		return nil, fmt.Errorf("the cart's key: %w", err)
	}
	c := &Client{line: line{who: id.Cart, questions: subjectAsk, goods: subjectGoods, log: log}, after: id.After, news: make(chan struct{})}
	c.nc, err = nats.Connect("tls://"+id.Hub, nats.Name(id.Cart), nats.Secure(trust), nats.Nkey(public, key.Sign), nats.CustomInboxPrefix(inbox(id.Cart)),
		nats.RetryOnFailedConnect(true), nats.MaxReconnects(-1), nats.ReconnectWait(reconnectWait), nats.ReconnectJitter(reconnectJitter, reconnectJitter),
		nats.ReconnectBufSize(-1), nats.PingInterval(5*time.Second), nats.MaxPingsOutstanding(2), nats.Timeout(5*time.Second), nats.IgnoreAuthErrorAbort(),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				log.Warn("the hub is out of reach", "cart", id.Cart, "err", err)
			}
		}),
		nats.ReconnectHandler(func(*nats.Conn) {
			// The hub may stand on a backup by now: what it held counts no more.
			c.mu.Lock()
			c.kept = 0
			c.mu.Unlock()
			log.Info("the hub is back", "cart", id.Cart)
		}),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			log.Warn("message bus", "cart", id.Cart, "err", err)
		}))
	if err != nil {
		return nil, fmt.Errorf("the hub at %s: %w", id.Hub, err)
	}
	if _, err := c.nc.Subscribe(subjectKept+id.Cart, c.hear); err != nil {
		c.nc.Close()
		return nil, err
	}
	return c, nil
}

// Close ends the connection.
func (c *Client) Close() { c.nc.Close() }

func (c *Client) outcome(ctx context.Context, name string, r any) (out shopping.Outcome, err error) {
	err = c.ask(ctx, name, r, &out)
	return out, err
}

// ReserveCoupon implements shopping.Hub.
func (c *Client) ReserveCoupon(ctx context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return c.outcome(ctx, "ReserveCoupon", r)
}

// RedeemCoupon implements shopping.Hub.
func (c *Client) RedeemCoupon(ctx context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return c.outcome(ctx, "RedeemCoupon", r)
}

// ReturnCoupon implements shopping.Hub.
func (c *Client) ReturnCoupon(ctx context.Context, r shopping.CouponRequest) (shopping.Outcome, error) {
	return c.outcome(ctx, "ReturnCoupon", r)
}

// Lanes implements shopping.Hub.
func (c *Client) Lanes(ctx context.Context) (out []shopping.LaneInfo, err error) {
	err = c.ask(ctx, "Lanes", struct{}{}, &out)
	return out, err
}

// EnterLane implements shopping.Hub.
func (c *Client) EnterLane(ctx context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return c.outcome(ctx, "EnterLane", r)
}

// LeaveLane implements shopping.Hub.
func (c *Client) LeaveLane(ctx context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return c.outcome(ctx, "LeaveLane", r)
}

// OpenGate implements shopping.Hub.
func (c *Client) OpenGate(ctx context.Context, r shopping.LaneRequest) (shopping.Outcome, error) {
	return c.outcome(ctx, "OpenGate", r)
}

// Authorise implements shopping.Hub.
func (c *Client) Authorise(ctx context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return c.outcome(ctx, "Authorise", r)
}

// Capture implements shopping.Hub.
func (c *Client) Capture(ctx context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return c.outcome(ctx, "Capture", r)
}

// Void implements shopping.Hub.
func (c *Client) Void(ctx context.Context, r shopping.PaymentRequest) (shopping.Outcome, error) {
	return c.outcome(ctx, "Void", r)
}

// Receipt implements shopping.Hub.
func (c *Client) Receipt(ctx context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	return c.outcome(ctx, "Receipt", r)
}

// HandOver implements shopping.Hub.
func (c *Client) HandOver(ctx context.Context, r shopping.ReceiptRequest) (shopping.Outcome, error) {
	return c.outcome(ctx, "HandOver", r)
}

// RedeemPhoneCode implements shopping.Phones.
func (c *Client) RedeemPhoneCode(ctx context.Context, code string) (trip.Shopper, bool) {
	var a phoneAnswer
	if err := c.ask(ctx, "PhoneCode", code, &a); err != nil {
		c.log.Warn("a phone's code could not be asked about", "cart", c.who, "err", err)
	}
	return a.Shopper, a.OK
}
