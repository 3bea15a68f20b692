package shopping

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"time"
)

// tokens makes and checks the links that a cart's QR code holds. A token names
// its cart and the instant it ends, and is signed with a key that lives as
// long as the process: no token outlives its half minute anyway.
type tokens struct {
	cart string
	key  []byte
	life time.Duration
	now  func() time.Duration // by a clock that nobody sets
	used map[string]string    // token's nonce → the phone that used it
}

func newTokens(cart string, life time.Duration, now func() time.Duration) *tokens {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // crypto/rand never fails: it ends the process instead
	return &tokens{cart: cart, key: key, life: life, now: now, used: map[string]string{}}
}

const nonceLen, macLen = 9, 18

// make returns a fresh token: CART.base64(nonce, end, signature).
func (t *tokens) make() string {
	body := make([]byte, nonceLen+8)
	_, _ = rand.Read(body[:nonceLen])
	binary.BigEndian.PutUint64(body[nonceLen:], uint64((t.now() + t.life).Milliseconds()))
	return t.cart + "." + base64.RawURLEncoding.EncodeToString(append(body, t.sign(body)...))
}

func (t *tokens) sign(body []byte) []byte {
	m := hmac.New(sha256.New, t.key)
	m.Write([]byte(t.cart))
	m.Write(body)
	return m.Sum(nil)[:macLen]
}

// CartOf names the cart that a token says it is for, unchecked.
func CartOf(token string) (string, bool) {
	cart, _, ok := strings.Cut(token, ".")
	return cart, ok && cart != ""
}

// redeem checks a token for a phone. A token is good once; the same phone may
// show it again, since its first answer may have been lost.
func (t *tokens) redeem(token, phone string) error {
	cart, rest, ok := strings.Cut(token, ".")
	if !ok {
		return refuse(CodeToken, "link: that is not a cart's code")
	}
	if cart != t.cart {
		return refuse(CodeTokenOther, "link: that code is another cart's")
	}
	b, err := base64.RawURLEncoding.DecodeString(rest)
	if err != nil || len(b) != nonceLen+8+macLen {
		return refuse(CodeToken, "link: that is not a cart's code")
	}
	body, mac := b[:nonceLen+8], b[nonceLen+8:]
	if !hmac.Equal(mac, t.sign(body)) {
		return refuse(CodeToken, "link: the code was not made by this cart")
	}
	nonce := string(body[:nonceLen])
	if who, ok := t.used[nonce]; ok && who != phone {
		return refuse(CodeTokenUsed, "link: another phone used that code")
	}
	if uint64(t.now().Milliseconds()) > binary.BigEndian.Uint64(body[nonceLen:]) {
		return refuse(CodeTokenOld, "link: the code has changed since; scan it again")
	}
	if len(t.used) > 1000 {
		clear(t.used) // all but the last few have ended by their time
	}
	t.used[nonce] = phone
	return nil
}
