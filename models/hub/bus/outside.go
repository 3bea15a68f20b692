package bus

import (
	"errors"
	"strings"

	"github.com/nats-io/nats.go"
)

// Outside is a cluster of NATS servers that keeps the stream of events in place
// of the hub's own, each event on several machines. Carts reach the hub as ever:
// the cluster knows nothing of their keys.
type Outside struct {
	Servers     []string // their addresses, nats:// or tls://
	Replicas    int      // on how many of them each event is; 3 outlives the loss of one
	Credentials string   // a file of them; none where the cluster asks for none
	Authority   string   // a file of the certificate to trust; none for the machine's own
}

// reach connects to the cluster and passes events on to it. The order of one
// cart's events stays; what is lost on the way its cart sends again, since only
// what the records hold counts as kept.
func (s *Server) reach(o *Outside) error {
	if len(o.Servers) == 0 || o.Replicas < 1 {
		return errors.New("the cluster for events names no servers, or no number of replicas")
	}
	options := []nats.Option{nats.Name("dashcart hub"), nats.MaxReconnects(-1), nats.ReconnectWait(reconnectWait),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { s.cfg.Log.Warn("cluster for events", "err", err) })}
	if o.Credentials != "" {
		options = append(options, nats.UserCredentials(o.Credentials))
	}
	if o.Authority != "" {
		options = append(options, nats.RootCAs(o.Authority))
	}
	var err error
	s.out, err = nats.Connect(strings.Join(o.Servers, ","), options...)
	if err != nil {
		return err
	}
	_, err = s.nc.Subscribe(subjectEvent+"*", func(m *nats.Msg) {
		on := nats.NewMsg(m.Subject)
		on.Header, on.Data = m.Header, m.Data
		if err := s.out.PublishMsg(on); err != nil {
			s.cfg.Log.Warn("an event did not reach the cluster; its cart sends it again", "err", err)
		}
	})
	return err
}
