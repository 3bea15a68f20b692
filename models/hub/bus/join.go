package bus

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
)

// A join code is 10 random bytes, which the hub keeps as a hash, and the first
// 10 bytes of the authority's fingerprint: 32 letters and digits in eights.
const codeLen, printLen = 10, 10

// joinLife is how long a code may be used.
const joinLife = time.Hour

var codeText = base32.StdEncoding.WithPadding(base32.NoPadding)

// Invite makes a one-time code by which a machine becomes a cart.
func Invite(ctx context.Context, keys Keys, a *Authority, cart string, now time.Time) (string, error) {
	if err := checkName(cart); err != nil {
		return "", err
	}
	b := make([]byte, codeLen)
	_, _ = rand.Read(b) // crypto/rand never fails
	if err := keys.AddJoinCode(ctx, hash(b), cart, now.Add(joinLife)); err != nil {
		return "", err
	}
	print := a.Fingerprint()
	text := codeText.EncodeToString(append(b, print[:printLen]...))
	return strings.Join([]string{text[:8], text[8:16], text[16:24], text[24:]}, "-"), nil
}

// Invite makes a code for a cart of this server's.
func (s *Server) Invite(ctx context.Context, cart string) (string, error) {
	return Invite(ctx, s.cfg.Keys, s.authority, cart, s.cfg.Clock())
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func readCode(code string) (secret, print []byte, err error) {
	b, err := codeText.DecodeString(strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(strings.TrimSpace(code))))
	if err != nil || len(b) != codeLen+printLen {
		return nil, nil, errors.New("that is not a join code: 32 letters and digits from the staff page")
	}
	return b[:codeLen], b[codeLen:], nil
}

type joinRequest struct {
	Code []byte `json:"code"`
	Key  string `json:"key"` // public
}

type joinAnswer struct {
	Cart string `json:"cart,omitempty"`
	Kept int64  `json:"kept,omitempty"` // the records hold this many events of the cart
	Leaf string `json:"leaf,omitempty"` // the port at which a store reaches its chain
	Why  string `json:"why,omitempty"`
}

// admit answers machines that want to become carts.
func (s *Server) admit(ctx context.Context, kept func(ctx context.Context, cart string) (int64, error)) (*nats.Subscription, error) {
	return s.nc.Subscribe(subjectJoin, func(m *nats.Msg) {
		ctx, cancel := context.WithTimeout(ctx, checkWithin)
		defer cancel()
		var r joinRequest
		a := joinAnswer{Why: "the code is wrong, was used or is too old; ask for a new one"}
		err := json.Unmarshal(m.Data, &r)
		if err == nil && nkeys.IsValidPublicUserKey(r.Key) && len(r.Code) == codeLen {
			var ok bool
			if a.Cart, ok, err = s.cfg.Keys.RedeemJoinCode(ctx, hash(r.Code), r.Key, s.cfg.Clock()); ok && err == nil {
				a.Leaf = s.leafPort()
				if a.Kept, err = kept(ctx, a.Cart); err == nil {
					a.Why = ""
				}
			}
		}
		if err != nil {
			s.cfg.Log.Warn("a machine that wants to join", "err", err)
		}
		if a.Why != "" {
			a = joinAnswer{Why: a.Why}
			s.cfg.Refused(Attempt{Who: clip(r.Key, 64), Why: "a wrong or used join code"})
		} else if err := s.recheck(ctx); err != nil { // the key that the cart had before is nobody's now
			s.cfg.Log.Warn("old connections of a cart", "cart", a.Cart, "err", err)
		}
		if b, err := json.Marshal(a); err == nil {
			_ = m.Respond(b)
		}
	})
}

// Identity is what a cart keeps to connect: who it is, its key, whom to trust.
type Identity struct {
	Cart      string `json:"cart"`
	Hub       string `json:"hub"`       // host:port
	Seed      string `json:"seed"`      // of its nkey: secret
	Authority string `json:"authority"` // certificate, PEM
	// After is how many events the store held of the cart when this machine
	// began with an empty journal: its own numbers follow on those.
	After int64 `json:"after,omitempty"`
	// Leaf is where a store's server reaches its chain's as a leaf node; a
	// cart's identity has none.
	Leaf string `json:"leaf,omitempty"`
}

// identityFile is where a cart's data folder keeps it.
func identityFile(dir string) string { return filepath.Join(dir, "identity.json") }

// LoadIdentity reads what Join wrote; ok is false where the machine never joined.
func LoadIdentity(dir string) (id Identity, ok bool, err error) {
	b, err := os.ReadFile(identityFile(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return Identity{}, false, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &id)
	}
	if err != nil {
		return Identity{}, false, fmt.Errorf("%s: %w; remove it and join again", identityFile(dir), err)
	}
	return id, true, nil
}

// Join makes a key, offers a join code for it and keeps the identity in dir.
// The key is written before the code is used: a machine that loses power in
// between joins again with the same code and key. began reports whether this
// machine holds a journal of the cart already.
func Join(ctx context.Context, dir, hub, code string, began func(cart string) bool) (Identity, error) {
	secret, print, err := readCode(code)
	if err != nil {
		return Identity{}, err
	}
	if _, _, err := net.SplitHostPort(hub); err != nil {
		return Identity{}, fmt.Errorf("the hub's address: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Identity{}, err
	}
	key, err := joiningKey(dir)
	if err != nil {
		return Identity{}, err
	}
	public, err := key.PublicKey()
	if err != nil {
		return Identity{}, err
	}
	id := Identity{Hub: hub}
	nc, err := nats.Connect("tls://"+hub, nats.Name("joining"), nats.UserInfo(joinUser, ""), nats.CustomInboxPrefix(inbox(joinUser)), nats.NoReconnect(),
		nats.Secure(trustingFingerprint(print, func(pem []byte) { id.Authority = string(pem) })))
	if err != nil {
		return Identity{}, fmt.Errorf("reaching the hub at %s: %w", hub, err)
	}
	defer nc.Close()
	b, err := json.Marshal(joinRequest{secret, public})
	if err != nil {
		return Identity{}, err
	}
	m, err := nc.RequestWithContext(ctx, subjectJoin, b)
	if err != nil {
		return Identity{}, fmt.Errorf("joining: %w", err)
	}
	var a joinAnswer
	if err := json.Unmarshal(m.Data, &a); err != nil || a.Why != "" {
		return Identity{}, fmt.Errorf("joining: %s", a.Why)
	}
	seed, err := key.Seed()
	if err != nil {
		return Identity{}, err
	}
	id.Cart, id.Seed, id.After = a.Cart, string(seed), a.Kept
	if a.Leaf != "" {
		host, _, _ := net.SplitHostPort(hub) // looked at above
		id.Leaf = net.JoinHostPort(host, a.Leaf)
	}
	if began(a.Cart) {
		old, _, err := LoadIdentity(dir)
		if err != nil {
			return Identity{}, err
		}
		if id.After = 0; old.Cart == a.Cart {
			id.After = old.After
		}
	}
	out, err := json.MarshalIndent(id, "", "  ")
	if err == nil {
		err = writeSecret(identityFile(dir), append(out, '\n'))
	}
	if err != nil {
		return Identity{}, err
	}
	return id, os.Remove(filepath.Join(dir, "joining.seed"))
}

// joiningKey is the key that this machine offers until it has joined.
func joiningKey(dir string) (nkeys.KeyPair, error) {
	file := filepath.Join(dir, "joining.seed")
	if b, err := os.ReadFile(file); err == nil {
		if key, err := nkeys.FromSeed(b); err == nil {
			return key, nil
		}
	}
	key, err := nkeys.CreateUser()
	if err != nil {
		return nil, err
	}
	seed, err := key.Seed()
	if err != nil {
		return nil, err
	}
	return key, writeSecret(file, seed)
}
