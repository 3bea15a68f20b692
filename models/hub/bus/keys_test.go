package bus_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"

	"github.com/dashcart/dashcart/models/hub/bus"
)

// raw connects as somebody who does not keep to the rules.
func raw(t *testing.T, id bus.Identity, options ...nats.Option) (*nats.Conn, error) {
	t.Helper()
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM([]byte(id.Authority))
	return nats.Connect("tls://"+id.Hub, append(options, nats.NoReconnect(), nats.Secure(&tls.Config{RootCAs: pool, ServerName: "hub.dashcart.internal"}))...)
}

func signing(t *testing.T, seed string) nats.Option {
	t.Helper()
	key, err := nkeys.FromSeed([]byte(seed))
	if err != nil {
		t.Fatal(err)
	}
	public, err := key.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	return nats.Nkey(public, key.Sign)
}

func (s *shop) turnedAway(t *testing.T, why string) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.refused {
		if strings.Contains(a.Why, why) {
			return
		}
	}
	t.Errorf("nobody was told that %q: %+v", why, s.refused)
}

func TestNobodyWithoutTheRightKeyConnects(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	_, id := s.join(t, "cart-01")
	stranger, err := nkeys.CreateUser()
	if err != nil {
		t.Fatal(err)
	}
	seed, _ := stranger.Seed()
	key, _ := nkeys.FromSeed([]byte(id.Seed))
	public, _ := key.PublicKey()
	for _, c := range []struct {
		name string
		with []nats.Option
		why  string
	}{
		{"none", nil, "signature"},
		{"a name and a password", []nats.Option{nats.UserInfo("hub", "hub")}, "signature"},
		{"a key of no cart", []nats.Option{signing(t, string(seed))}, "no cart has that key"},
		{"a cart's key, signed by another", []nats.Option{nats.Nkey(public, stranger.Sign)}, "signature"},
	} {
		if nc, err := raw(t, id, c.with...); err == nil {
			nc.Close()
			t.Errorf("connected with %s", c.name)
		}
		s.turnedAway(t, c.why)
	}
	if nc, err := raw(t, id, signing(t, id.Seed)); err != nil {
		t.Errorf("the right key: %v", err)
	} else {
		nc.Close()
	}
}

func TestAnotherAuthorityIsNotTrusted(t *testing.T) {
	t.Parallel()
	s, other := newShop(t), newShop(t)
	_, id := s.join(t, "cart-01")
	id.Hub = other.server.Addr()
	c := dial(t, id)
	if _, err := c.Lanes(t.Context()); err == nil {
		t.Error("a cart spoke to a hub of another authority")
	}
	code, err := s.server.Invite(t.Context(), "cart-02")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bus.Join(t.Context(), t.TempDir(), other.server.Addr(), code, fresh); err == nil || !strings.Contains(err.Error(), "not the one that made this code") {
		t.Errorf("joined another hub with this one's code: %v", err)
	}
}

func TestACodeIsGoodOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	ctx := t.Context()
	code, err := s.server.Invite(ctx, "cart-01")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bus.Join(ctx, t.TempDir(), s.server.Addr(), code, fresh); err != nil {
		t.Fatal(err)
	}
	if _, err := bus.Join(ctx, t.TempDir(), s.server.Addr(), code, fresh); err == nil {
		t.Error("a used code was good again")
	}
	wrong := "AAAAAAAA-AAAAAAAA" + code[17:]
	if _, err := bus.Join(ctx, t.TempDir(), s.server.Addr(), wrong, fresh); err == nil {
		t.Error("a code that nobody made was good")
	}
	s.turnedAway(t, "join code")
	if _, err := bus.Join(ctx, t.TempDir(), s.server.Addr(), "hello", fresh); err == nil {
		t.Error("no code was good")
	}
}

// TestACartHasOnlyItsOwnSubjects tries every subject of another cart and the
// server's own.
func TestACartHasOnlyItsOwnSubjects(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	_, id := s.join(t, "cart-01")
	other, _ := s.join(t, "cart-02")
	reached(t, other)
	denied := make(chan error, 64)
	nc, err := raw(t, id, signing(t, id.Seed), nats.CustomInboxPrefix("_INBOX.cart-01"), nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { denied <- err }))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	tried := 0
	for _, subject := range []string{"dash.ask.cart-02.Lanes", "dash.event.cart-02", "dash.live.cart-02", "dash.kept.cart-02", "dash.do.cart-02.Do", "dash.goods", "dash.join",
		"$JS.API.STREAM.DELETE.EVENTS", "$SYS.REQ.SERVER.PING", "_INBOX.cart-02.x"} {
		tried++
		if err := nc.Publish(subject, []byte("{}")); err != nil {
			t.Fatal(err)
		}
	}
	for _, subject := range []string{"dash.event.*", "dash.ask.cart-02.*", "dash.kept.cart-02", "_INBOX.cart-02.>", "_INBOX.>", ">", "dash.>", "dash.do.cart-02.*", "$SYS.>"} {
		tried++
		if _, err := nc.SubscribeSync(subject); err != nil {
			t.Fatal(err)
		}
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	if m, err := nc.Request("dash.ask.cart-01.Lanes", nil, 5*time.Second); err != nil || !json.Valid(m.Data) {
		t.Errorf("its own subject: %v", err)
	}
	if n := len(denied); n != tried {
		t.Errorf("%d of %d were denied", n, tried)
	}
	s.turnedAway(t, `not its own: Subject "dash.event.cart-02"`)
	s.turnedAway(t, `not its own: Subject "dash.kept.cart-02"`)
	s.mu.Lock()
	defer s.mu.Unlock()
	key, _ := nkeys.FromSeed([]byte(id.Seed))
	public, _ := key.PublicKey()
	if len(s.refused) != tried || s.refused[0].From != "127.0.0.1" || s.refused[0].Who != public {
		t.Errorf("told of %d attempts, %+v", len(s.refused), s.refused)
	}
}

func TestARevokedCartIsOut(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	_, id := s.join(t, "cart-01")
	gone := make(chan struct{})
	nc, err := raw(t, id, signing(t, id.Seed), nats.ClosedHandler(func(*nats.Conn) { close(gone) }))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	if err := s.server.Revoke(t.Context(), "cart-01"); err != nil {
		t.Fatal(err)
	}
	<-gone
	if nc, err := raw(t, id, signing(t, id.Seed)); err == nil {
		nc.Close()
		t.Error("a revoked key connected")
	}
}
