package bus

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/dashcart/dashcart/models/trip"
)

// keptSilence is how long nothing may be heard before the cart asks what the
// records hold.
const keptSilence = 2 * time.Second

// Report publishes events and waits until the hub's records hold them; see
// shopping.Hub. The stream's own acknowledgement is not waited for, since it
// may come before the stream's disk.
func (c *Client) Report(ctx context.Context, cart string, records []trip.Record) (int64, error) {
	if cart != c.who {
		return 0, fmt.Errorf("report: this connection is of cart %s, not of %s", c.who, cart)
	}
	if !c.nc.IsConnected() {
		return 0, ErrAway
	}
	if len(records) == 0 {
		return c.askKept(ctx)
	}
	if err := c.publish(records); err != nil {
		return 0, fmt.Errorf("report: %w", err)
	}
	last := records[len(records)-1].Seq
	silence := time.NewTimer(keptSilence)
	defer silence.Stop()
	for {
		kept, news := c.heard()
		if kept >= last {
			return kept, nil
		}
		select {
		case <-news:
			silence.Reset(keptSilence)
		case <-ctx.Done():
			return 0, fmt.Errorf("report: the hub has not kept events up to %d: %w", last, ctx.Err())
		case <-silence.C:
			return c.askKept(ctx)
		}
	}
}

// askKept asks what the records hold. What this machine heard before does not
// count: the hub may have been restored from a backup.
func (c *Client) askKept(ctx context.Context) (int64, error) {
	var kept int64
	if err := c.ask(ctx, "Kept", struct{}{}, &kept); err != nil {
		return 0, err
	}
	kept = max(kept-c.after, 0)
	c.mu.Lock()
	c.kept = kept
	c.mu.Unlock()
	return kept, nil
}

// publish hands events to the stream. Each message is named by cart and
// number, so that the stream drops one that comes twice; an event that is sent
// again because the records lack it gets a further name, or the stream would
// drop that too.
func (c *Client) publish(records []trip.Record) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if records[0].Seq <= c.sent {
		c.resends++
	}
	for _, r := range records {
		local := r.Seq
		r.Seq += c.after
		b, err := pack(r)
		if err != nil {
			return err
		}
		m := nats.NewMsg(subjectEvent + c.who)
		m.Data = b
		name := c.who + "-" + strconv.FormatInt(r.Seq, 10)
		if local <= c.sent {
			name += "-" + strconv.Itoa(c.resends)
		}
		m.Header.Set(nats.MsgIdHdr, name)
		if err := c.nc.PublishMsg(m); err != nil {
			return err
		}
		c.sent = max(c.sent, local)
	}
	return c.flush()
}

// flush says whether what was published left this machine.
func (c *Client) flush() error {
	if c.nc.IsConnected() {
		return nil
	}
	return errors.Join(ErrAway, c.nc.LastError())
}

// hear notes that the hub's records hold more.
func (c *Client) hear(m *nats.Msg) {
	n, err := strconv.ParseInt(string(m.Data), 10, 64)
	if err != nil {
		return
	}
	n -= c.after
	c.mu.Lock()
	defer c.mu.Unlock()
	if n > c.kept {
		c.kept = n
		close(c.news)
		c.news = make(chan struct{})
	}
}

func (c *Client) heard() (int64, <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.kept, c.news
}
