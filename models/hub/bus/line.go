package bus

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
)

// line is a way by which somebody asks: a cart its hub, a store its chain.
type line struct {
	nc        *nats.Conn
	who       string // the cart or the store
	questions string // where questions go; who and the question follow
	goods     string // where it is told of a new catalogue
	log       *slog.Logger
}

// Connected reports whether the hub is in reach.
func (l *line) Connected() bool { return l.nc.IsConnected() }

// AwaitConnection waits until the connection is there, or ctx ends.
func (l *line) AwaitConnection(ctx context.Context) {
	up := l.nc.StatusChanged(nats.CONNECTED)
	defer l.nc.RemoveStatusListener(up)
	if l.nc.IsConnected() {
		return
	}
	select {
	case <-up:
	case <-ctx.Done():
	}
}

// ErrAway says that there is no connection to the hub.
var ErrAway = errors.New("the hub is out of reach")

// ask sends a question and waits for its answer, no longer than ctx lets it.
func (l *line) ask(ctx context.Context, name string, r, a any) error {
	if !l.nc.IsConnected() {
		return ErrAway
	}
	b, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	m := nats.NewMsg(l.questions + l.who + "." + name)
	m.Data = b
	if end, ok := ctx.Deadline(); ok {
		m.Header.Set(headerWithin, strconv.FormatInt(max(time.Until(end).Milliseconds(), 1), 10))
	}
	got, err := l.nc.RequestMsgWithContext(ctx, m)
	if err != nil {
		return fmt.Errorf("%s: no answer came: %w", name, err)
	}
	if why := got.Header.Get(headerError); why != "" {
		return fmt.Errorf("%s: %w", name, refusal(got.Header.Get(headerCode), why))
	}
	if err := json.Unmarshal(got.Data, a); err != nil {
		return fmt.Errorf("%s: the answer: %w", name, err)
	}
	return nil
}

// askWithin is the longest that any question waits, where its asker names no
// shorter time.
const askWithin = 5 * time.Second
