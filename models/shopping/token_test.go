package shopping

import (
	"encoding/base64"
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// TestAMillionMadeUpTokens tries what somebody could who has seen a code: other
// nonces, other ends, other signatures, letters changed here and there, codes of
// another key. None is good, and the true one still is.
func TestAMillionMadeUpTokens(t *testing.T) {
	t.Parallel()
	clock := func() time.Duration { return time.Hour }
	own, other := newTokens("cart-1", 30*time.Second, clock), newTokens("cart-1", 30*time.Second, clock)
	real := own.make()
	_, rest, _ := strings.Cut(real, ".")
	body, err := base64.RawURLEncoding.DecodeString(rest)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(4, 2))
	b := make([]byte, len(body))
	for i := range 1_000_000 {
		copy(b, body)
		switch i % 5 {
		case 0: // a signature by chance
			binary.BigEndian.PutUint64(b[nonceLen+8:], rng.Uint64())
		case 1: // one that lasts longer
			binary.BigEndian.PutUint64(b[nonceLen:], uint64(clock().Milliseconds())+30_001+rng.Uint64N(1<<40))
		case 2: // one bit is another
			n := rng.IntN(8 * len(b))
			b[n/8] ^= 1 << (n % 8)
		case 3: // a nonce that nobody used
			binary.BigEndian.PutUint64(b, binary.BigEndian.Uint64(b)^(rng.Uint64()|1))
		case 4: // everything made up
			for at := 0; at+8 <= len(b); at += 8 {
				binary.BigEndian.PutUint64(b[at:], rng.Uint64())
			}
		}
		token := "cart-1." + base64.RawURLEncoding.EncodeToString(b)
		if i%1000 == 0 {
			token = other.make()
		}
		if err := own.redeem(token, "phone"); err == nil {
			t.Fatalf("try %d got in: %s", i, token)
		}
	}
	if len(own.used) != 0 {
		t.Errorf("%d are noted as used", len(own.used))
	}
	if err := own.redeem(real, "phone"); err != nil {
		t.Errorf("the true one: %v", err)
	}
}
