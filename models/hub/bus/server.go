package bus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nkeys"
)

// ServerConfig is what the hub's message server is made of.
type ServerConfig struct {
	Dir    string   // of the stream and the authority
	Listen string   // host:port; port 0 takes a free one
	Hosts  []string // other names and addresses of this machine
	Store  string   // its name, for the authority
	// Leaves makes this a chain's server: those who join are stores, and reach
	// it as leaf nodes at this host:port.
	Leaves string
	// Chain makes a store's server a leaf of its chain's.
	Chain   *Identity
	Outside *Outside // keeps the stream in place of this server; nil is none
	Keys    Keys
	Refused func(Attempt) // told of what was turned away
	Clock   func() time.Time
	Log     *slog.Logger
	// MaxStream bounds the events that wait for the records, in bytes; 0 means 1 GiB.
	MaxStream int64
}

// Server is the embedded message server and the hub's own connection to it.
type Server struct {
	cfg       ServerConfig
	srv       *server.Server
	own       nkeys.KeyPair // of the connections from within
	nc        *nats.Conn
	out       *nats.Conn // to the cluster outside, where there is one
	js        jetstream.JetStream
	gate      *gatekeeper
	authority *Authority
	trouble   trouble // what keeps events from the records
}

// maxPayload is more than any question or piece of a catalogue; the largest
// are a basket with its evidence.
const maxPayload = 4 << 20

// startWithin bounds how long the server may take to come up; a stream that
// was not closed is looked through first.
const startWithin = 30 * time.Second

// NewServer starts the message server and connects the hub to it.
func NewServer(ctx context.Context, cfg ServerConfig) (*Server, error) {
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	if cfg.MaxStream == 0 {
		cfg.MaxStream = 1 << 30
	}
	if cfg.Refused == nil {
		cfg.Refused = func(a Attempt) {
			cfg.Log.Warn("a connection was turned away", "from", a.From, "who", a.Who, "why", a.Why)
		}
	}
	s := &Server{cfg: cfg}
	if err := s.start(ctx); err != nil {
		s.Close()
		return nil, fmt.Errorf("message server: %w", err)
	}
	return s, nil
}

func (s *Server) start(ctx context.Context) error {
	host, port, err := net.SplitHostPort(s.cfg.Listen)
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return fmt.Errorf("port %q: %w", port, err)
	}
	if number == 0 {
		number = server.RANDOM_PORT
	}
	if s.authority, err = OpenAuthority(s.cfg.Dir, s.cfg.Store, s.cfg.Clock()); err != nil {
		return fmt.Errorf("the store's authority: %w", err)
	}
	tlsConfig, err := s.authority.server(append(s.cfg.Hosts, host), s.cfg.Clock())
	if err != nil {
		return err
	}
	own, err := nkeys.CreateUser()
	if err != nil {
		return err
	}
	public, err := own.PublicKey()
	if err != nil {
		return err
	}
	s.own = own
	s.gate = &gatekeeper{keys: s.cfg.Keys, inside: public, stores: s.cfg.Leaves != "", refused: s.cfg.Refused}
	leaves, err := s.leafNodes(tlsConfig)
	if err != nil {
		return err
	}
	name := "hub"
	if s.cfg.Chain != nil {
		name = s.cfg.Chain.Cart // a chain's leaves are told apart by it
	}
	s.srv, err = server.NewServer(&server.Options{
		LeafNode: leaves, JetStreamDomain: domain(s.cfg),
		ServerName: name, Host: host, Port: number, NoSigs: true, JetStream: s.cfg.Outside == nil, StoreDir: filepath.Join(s.cfg.Dir, "stream"),
		TLSConfig: tlsConfig, TLSTimeout: 5, AuthTimeout: 10, MaxPayload: maxPayload, MaxPending: 64 << 20, MaxControlLine: 4096,
		CustomClientAuthentication: s.gate, AlwaysEnableNonce: true, PingInterval: 20 * time.Second, MaxPingsOut: 2,
		JetStreamMaxMemory: 64 << 20, JetStreamMaxStore: 2 * s.cfg.MaxStream, DisableShortFirstPing: true,
	})
	if err != nil {
		return err
	}
	s.srv.SetLoggerV2(quiet{s.cfg.Log, s.cfg.Refused}, false, false, false)
	s.srv.Start()
	if !s.srv.ReadyForConnections(startWithin) {
		return errors.New("it did not come up; is the address taken, the disk full?")
	}
	if s.nc, err = s.connect(); err != nil {
		return err
	}
	stream := s.nc
	if o := s.cfg.Outside; o != nil {
		if err := s.reach(o); err != nil {
			return fmt.Errorf("cluster for events: %w", err)
		}
		stream = s.out
	}
	if s.js, err = jetstream.New(stream); err != nil {
		return err
	}
	return s.makeStream(ctx)
}

// connect makes a connection from within this process.
func (s *Server) connect(options ...nats.Option) (*nats.Conn, error) {
	public, err := s.own.PublicKey()
	if err != nil {
		return nil, err
	}
	return nats.Connect("", append(options, nats.InProcessServer(s.srv), nats.Name("hub"), nats.MaxReconnects(-1), nats.Nkey(public, s.own.Sign),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { s.cfg.Log.Warn("message bus", "err", err) }))...)
}

// Addr is where carts reach the server.
func (s *Server) Addr() string { return s.srv.Addr().String() }

// Authority is the store's.
func (s *Server) Authority() *Authority { return s.authority }

// Ready reports what keeps the server from working, or nil.
func (s *Server) Ready() error {
	if !s.srv.Running() || !s.nc.IsConnected() {
		return errors.New("the message server is not running")
	}
	if s.out != nil && !s.out.IsConnected() {
		return errors.New("the cluster for events is out of reach; carts keep them")
	}
	return s.trouble.now()
}

// Connected is how many clients there are, the hub's own not counted.
func (s *Server) Connected() int { return max(s.srv.NumClients()-1, 0) }

// Revoke takes a cart's key away and ends its connections.
func (s *Server) Revoke(ctx context.Context, cart string) error {
	if err := s.cfg.Keys.RevokeCart(ctx, cart); err != nil {
		return err
	}
	return s.recheck(ctx)
}

// lookOver is how often connections are held against the keys: another process
// may have revoked one.
const lookOver = 10 * time.Second

// watchKeys ends connections whose key was revoked, until ctx ends.
func (s *Server) watchKeys(ctx context.Context) {
	tick := time.NewTicker(lookOver)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := s.recheck(ctx); err != nil && ctx.Err() == nil {
			s.cfg.Log.Warn("connections were not held against the keys", "err", err)
		}
	}
}

// recheck ends every connection whose key is no cart's any more.
func (s *Server) recheck(ctx context.Context) error {
	const page = 1024
	for offset := 0; ; offset += page {
		all, err := s.srv.Connz(&server.ConnzOptions{Username: true, Offset: offset, Limit: page})
		if err != nil {
			return err
		}
		for _, c := range all.Conns {
			if !s.gate.stillMay(ctx, c.AuthorizedUser) {
				_ = s.srv.DisconnectClientByID(c.Cid) // gone by itself, if it fails
			}
		}
		if len(all.Conns) < page {
			return nil
		}
	}
}

// Close ends the server; what the stream holds is on disk.
func (s *Server) Close() {
	if s.nc != nil {
		s.nc.Close()
	}
	if s.out != nil {
		s.out.Close()
	}
	if s.srv != nil {
		s.srv.Shutdown()
		s.srv.WaitForShutdown()
	}
}

// quiet passes on what the server warns of.
type quiet struct {
	log     *slog.Logger
	refused func(Attempt)
}

func (q quiet) Noticef(string, ...any) {}
func (q quiet) Debugf(string, ...any)  {}
func (q quiet) Tracef(string, ...any)  {}
func (q quiet) Warnf(f string, a ...any) {
	q.log.Warn("message server", "what", fmt.Sprintf(f, a...))
}
func (q quiet) Errorf(f string, a ...any) {
	line := fmt.Sprintf(f, a...)
	if at, ok := overreach(line); ok {
		q.refused(at)
		return
	}
	q.log.Warn("message server", "what", line)
}
func (q quiet) Fatalf(f string, a ...any) {
	q.log.Error("message server", "what", fmt.Sprintf(f, a...))
}
