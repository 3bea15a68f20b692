package bus

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/chain"
)

// domain keeps the streams of a chain and of its stores apart.
func domain(cfg ServerConfig) string {
	switch {
	case cfg.Leaves != "":
		return "chain"
	case cfg.Chain != nil:
		return "store-" + cfg.Chain.Cart
	}
	return ""
}

// leafNodes is how this server takes stores in, as a chain's, or reaches its
// chain, as a store's. What a store may say and hear, the chain's gatekeeper
// decides by the store's key; nothing of carts ever leaves the store.
func (s *Server) leafNodes(certificate *tls.Config) (o server.LeafNodeOpts, err error) {
	if s.cfg.Leaves != "" {
		host, port, err := net.SplitHostPort(s.cfg.Leaves)
		if err != nil {
			return o, fmt.Errorf("the address for stores: %w", err)
		}
		number, err := strconv.Atoi(port)
		if err != nil {
			return o, fmt.Errorf("the address for stores: port %q: %w", port, err)
		}
		if number == 0 {
			number = server.RANDOM_PORT
		}
		o.Host, o.Port, o.NoAdvertise, o.TLSConfig, o.TLSTimeout, o.AuthTimeout = host, number, true, certificate, 5, 10
	}
	id := s.cfg.Chain
	if id == nil {
		return o, nil
	}
	if id.Leaf == "" {
		return o, errors.New("the identity that joining left is a cart's, not a store's; join the chain again")
	}
	trust, err := trusting([]byte(id.Authority))
	if err != nil {
		return o, err
	}
	within := []string{"dash.>", "$JS.>", "_INBOX.>"} // is the store's own, in both directions
	o.ReconnectInterval = time.Second
	o.Remotes = []*server.RemoteLeafOpts{{
		URLs: []*url.URL{{Scheme: "tls", Host: id.Leaf}}, Nkey: id.Seed, TLS: true, TLSConfig: trust, TLSTimeout: 5,
		DenyExports: within, DenyImports: within,
	}}
	return o, nil
}

// leafPort is where stores reach a chain's server, empty on others.
func (s *Server) leafPort() string {
	if s.cfg.Leaves == "" {
		return ""
	}
	v, err := s.srv.Varz(nil)
	if err != nil {
		return ""
	}
	return strconv.Itoa(v.LeafNode.Port)
}

// Figures is a part of what a store sums up, in the order in which it changed.
type Figures struct {
	// All says that what the chain holds of the store is of another time, and
	// is replaced from here on.
	All  bool        `json:"all,omitempty"`
	Rows []chain.Sum `json:"rows"`
}

// Branches is what a chain does for its stores.
type Branches struct {
	Stores []string // that belong to it
	// Goods is the catalogue of a store.
	Goods func(store string) (Goods, bool)
	// Figures keeps sums of a store, and returns the last change that it holds.
	Figures func(ctx context.Context, store string, f Figures) (int64, error)
	// Heard is told of every question; may be nil.
	Heard func(store, revision string)
}

func (b Branches) methods() map[string]method {
	return map[string]method{
		"Goods": func(_ context.Context, store string, data []byte) (any, error) {
			q, err := read[goodsQuestion](data)
			if err != nil {
				return nil, err
			}
			g, ok := b.Goods(store)
			if !ok {
				return nil, fmt.Errorf("the chain lists no store %s", clip(store, 40))
			}
			if b.Heard != nil {
				b.Heard(store, q.Have)
			}
			return g.piece(q)
		},
		"Figures": func(ctx context.Context, store string, data []byte) (any, error) {
			f, err := read[Figures](data)
			if err != nil {
				return nil, err
			}
			return b.Figures(ctx, store, f)
		},
	}
}

// ServeStores answers stores until ctx ends.
func (s *Server) ServeStores(ctx context.Context, b Branches) error {
	none := func(context.Context, string) (int64, error) { return 0, nil }
	methods := b.methods()
	for name, f := range methods {
		methods[name] = func(ctx context.Context, store string, data []byte) (any, error) {
			if !s.gate.holds(ctx, store) { // a leaf is not cut off by itself
				return nil, errors.New("this store's key was taken away; join the chain again")
			}
			return f(ctx, store, data)
		}
	}
	// One subscription for each store: a leaf hears of no interest in more than
	// its key may say.
	var questions []string
	for _, store := range b.Stores {
		if err := checkName(store); err != nil {
			return fmt.Errorf("store %q: %w", store, err)
		}
		questions = append(questions, subjectChainAsk+store+".*")
	}
	return s.answer(ctx, questions, methods, none, func(ctx context.Context) error { <-ctx.Done(); return nil })
}

// NewBranchShelves hands a catalogue out to some of a chain's stores.
func (s *Server) NewBranchShelves(cat *catalog.Catalogue, stores ...string) (*Shelves, error) {
	h := &Shelves{server: s}
	for _, store := range stores {
		h.news = append(h.news, subjectChainGoods+store)
	}
	return h, h.Publish(cat)
}

// Branch is a store's side of its chain. A chain that is out of reach answers
// nothing; the store goes on with what it has.
type Branch struct{ line }

// Branch opens the store's side, over the leaf that its server is.
func (s *Server) Branch() (*Branch, error) {
	id := s.cfg.Chain
	if id == nil {
		return nil, errors.New("this store belongs to no chain")
	}
	nc, err := s.connect(nats.CustomInboxPrefix(branchInbox(id.Cart)))
	if err != nil {
		return nil, err
	}
	return &Branch{line{nc: nc, who: id.Cart, questions: subjectChainAsk, goods: subjectChainGoods + id.Cart, log: s.cfg.Log}}, nil
}

// Send tells the chain of sums that changed; it returns the last change that
// the chain holds of the store. Without rows it only asks.
func (b *Branch) Send(ctx context.Context, f Figures) (held int64, err error) {
	err = b.ask(ctx, "Figures", f, &held)
	return held, err
}

// Close ends the connection.
func (b *Branch) Close() { b.nc.Close() }
