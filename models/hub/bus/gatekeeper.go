package bus

import (
	"context"
	"encoding/base64"
	"net"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"
)

// Keys is what the hub remembers of who may connect. Codes come as hashes.
type Keys interface {
	// CartOfKey names the cart that a public key belongs to; a revoked key has none.
	CartOfKey(ctx context.Context, public string) (cart string, ok bool, err error)
	// AddJoinCode keeps a one-time code for a cart.
	AddJoinCode(ctx context.Context, hash, cart string, until time.Time) error
	// RedeemJoinCode uses a code up and gives its cart the key, in place of any
	// it had. The same key may redeem it again: its answer may have been lost.
	RedeemJoinCode(ctx context.Context, hash, public string, now time.Time) (cart string, ok bool, err error)
	// RevokeCart takes a cart's key away.
	RevokeCart(ctx context.Context, cart string) error
}

// Attempt is a connection or a request that was turned away.
type Attempt struct {
	From string // address
	Who  string // the public key or cart that it claimed
	Why  string
}

// joinUser is what a machine without a key calls itself.
const joinUser = "join"

// gatekeeper decides who may connect, and to which subjects.
type gatekeeper struct {
	keys    Keys
	inside  string // the public key of the hub's own connection
	stores  bool   // who joins is a store of a chain, no cart
	refused func(Attempt)
	shown   sync.Map // by store, the public key that it showed last
}

// holds reports whether a store's key is still its own.
func (g *gatekeeper) holds(ctx context.Context, store string) bool {
	public, ok := g.shown.Load(store)
	return ok && g.stillMay(ctx, public.(string))
}

// deadline of a look into the records while someone connects.
const checkWithin = 2 * time.Second

// Check implements server.Authentication.
func (g *gatekeeper) Check(c server.ClientAuthentication) bool {
	o := c.GetOpts()
	if o.Username == joinUser && o.Nkey == "" {
		c.RegisterUser(&server.User{Username: joinUser, Permissions: may([]string{subjectJoin}, []string{inbox(joinUser) + ".>"})})
		return true
	}
	if !signed(o.Nkey, o.Sig, c.GetNonce()) {
		return g.refuse(c, o.Nkey, "the signature does not fit the key")
	}
	if o.Nkey == g.inside {
		c.RegisterUser(&server.User{Username: "hub", Permissions: may([]string{">"}, []string{">"})})
		return true
	}
	ctx, cancel := context.WithTimeout(context.Background(), checkWithin)
	defer cancel()
	cart, ok, err := g.keys.CartOfKey(ctx, o.Nkey)
	switch {
	case err != nil:
		return g.refuse(c, o.Nkey, "the records did not answer: "+err.Error())
	case !ok:
		return g.refuse(c, o.Nkey, "no cart has that key")
	}
	if g.stores {
		g.shown.Store(cart, o.Nkey)
		c.RegisterUser(&server.User{Username: cart, Permissions: may([]string{subjectChainAsk + cart + ".*"}, []string{branchInbox(cart) + ".>", subjectChainGoods + cart})})
		return true
	}
	p := may([]string{subjectAsk + cart + ".*", subjectEvent + cart, subjectLive + cart},
		[]string{inbox(cart) + ".>", subjectKept + cart, subjectDo + cart + ".*", subjectGoods, subjectLanes, subjectShow})
	p.Response = &server.ResponsePermission{MaxMsgs: 1, Expires: time.Minute}
	c.RegisterUser(&server.User{Username: cart, Permissions: p})
	return true
}

func may(publish, subscribe []string) *server.Permissions {
	return &server.Permissions{Publish: &server.SubjectPermission{Allow: publish}, Subscribe: &server.SubjectPermission{Allow: subscribe}}
}

// signed checks a signature over the server's nonce.
func signed(public, sig string, nonce []byte) bool {
	key, err := nkeys.FromPublicKey(public)
	if err != nil || len(nonce) == 0 {
		return false
	}
	b, err := base64.RawURLEncoding.DecodeString(sig)
	return err == nil && key.Verify(nonce, b) == nil
}

func (g *gatekeeper) refuse(c server.ClientAuthentication, who, why string) bool {
	var from string
	if a := c.RemoteAddress(); a != nil {
		from = a.String()
		if host, _, err := net.SplitHostPort(from); err == nil {
			from = host
		}
	}
	g.refused(Attempt{From: from, Who: clip(who, 64), Why: why})
	return false
}

func clip(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

// stillMay reports whether a connection that was let in would be again.
func (g *gatekeeper) stillMay(ctx context.Context, user string) bool {
	if user == g.inside || user == joinUser {
		return true
	}
	_, ok, err := g.keys.CartOfKey(ctx, user)
	return ok || err != nil
}
