package bus

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/dashcart/dashcart/models/shopping"
)

// Records keeps events. KeepBatches keeps those of many carts in one
// transaction, each cart's in order and only what follows what it holds; it
// returns the last number that it holds of each.
type Records interface {
	KeepBatches(ctx context.Context, batches []shopping.Batch) (map[string]int64, error)
}

const (
	streamName   = "EVENTS"
	consumerName = "records"
	streamAge    = 7 * 24 * time.Hour // a message that old was kept long ago, or its cart sends it again
	repeatWindow = 2 * time.Minute    // in which the stream itself drops what comes twice
	batchMost    = 2048               // events in one transaction of the records
	keepAgain    = time.Second        // pause after the records failed
)

// makeStream makes or updates the stream of events. A message's place in the
// stream is no promise: only what the records hold is reported back as kept.
func (s *Server) makeStream(ctx context.Context) error {
	replicas := 1
	if s.cfg.Outside != nil {
		replicas = s.cfg.Outside.Replicas
	}
	_, err := s.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{Replicas: replicas, Name: streamName, Subjects: []string{subjectEvent + "*"}, Storage: jetstream.FileStorage,
		Retention: jetstream.LimitsPolicy, Discard: jetstream.DiscardOld, MaxAge: streamAge, MaxBytes: s.cfg.MaxStream, Duplicates: repeatWindow})
	if err != nil {
		return fmt.Errorf("the stream of events: %w", err)
	}
	return nil
}

// keep moves events from the stream into the records until ctx ends: as many
// as wait in one transaction, then the carts are told, then the stream.
func (s *Server) keep(ctx context.Context, to Records) error {
	c, err := s.js.CreateOrUpdateConsumer(ctx, streamName, jetstream.ConsumerConfig{Durable: consumerName, AckPolicy: jetstream.AckAllPolicy,
		DeliverPolicy: jetstream.DeliverAllPolicy, AckWait: time.Minute, MaxAckPending: 4 * batchMost})
	if err != nil {
		return fmt.Errorf("reading the stream of events: %w", err)
	}
	all, err := c.Messages(jetstream.PullMaxMessages(2 * batchMost))
	if err != nil {
		return fmt.Errorf("reading the stream of events: %w", err)
	}
	come := make(chan jetstream.Msg, batchMost)
	go func() {
		defer close(come)
		for {
			m, err := all.Next()
			if errors.Is(err, jetstream.ErrMsgIteratorClosed) || ctx.Err() != nil {
				return
			}
			if err != nil {
				s.cfg.Log.Warn("reading the stream of events", "err", err)
				continue
			}
			come <- m
		}
	}()
	go func() {
		<-ctx.Done()
		all.Stop()
	}()
	for m := range come {
		if !s.keepThese(ctx, to, waiting(m, come)) {
			for range come { // so that the reader above ends
			}
		}
	}
	return nil
}

// waiting is m with what else has come by now.
func waiting(m jetstream.Msg, come <-chan jetstream.Msg) []jetstream.Msg {
	out := []jetstream.Msg{m}
	for len(out) < batchMost {
		select {
		case m, ok := <-come:
			if !ok {
				return out
			}
			out = append(out, m)
		default:
			return out
		}
	}
	return out
}

// keepThese repeats until the records have taken the messages. It is false
// when ctx ended before.
func (s *Server) keepThese(ctx context.Context, to Records, msgs []jetstream.Msg) bool {
	batches := s.batches(msgs)
	for {
		kept, err := to.KeepBatches(ctx, batches)
		s.trouble.set(err)
		if err == nil {
			for cart, n := range kept {
				_ = s.nc.Publish(subjectKept+cart, strconv.AppendInt(nil, n, 10)) // a lost one is asked for
			}
			if err := msgs[len(msgs)-1].Ack(); err != nil {
				s.cfg.Log.Warn("the stream did not hear that events are kept; they come again", "err", err)
			}
			return true
		}
		if ctx.Err() != nil {
			return false
		}
		s.cfg.Log.Error("events wait in the stream: the records did not take them", "events", len(msgs), "err", err)
		select {
		case <-ctx.Done():
			return false
		case <-time.After(keepAgain):
		}
	}
}

// batches sorts messages by cart, in the order they came. What cannot be read
// is left out: its cart will find that it is not kept, and says so.
func (s *Server) batches(msgs []jetstream.Msg) []shopping.Batch {
	at := map[string]int{}
	var out []shopping.Batch
	for _, m := range msgs {
		cart := strings.TrimPrefix(m.Subject(), subjectEvent)
		i, ok := at[cart]
		if !ok {
			i = len(out)
			at[cart] = i
			out = append(out, shopping.Batch{Cart: cart})
		}
		r, err := unpack(m.Data())
		if err != nil {
			s.cfg.Log.Error("an event of a cart cannot be read; is this hub older than the cart?", "cart", cart, "err", err)
			continue
		}
		out[i].Records = append(out[i].Records, r)
	}
	return out
}
