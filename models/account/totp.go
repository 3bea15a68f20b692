package account

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Time-based one-time codes of RFC 6238 over the counter codes of RFC 4226:
// HMAC-SHA-1, six digits, steps of thirty seconds, which is what every
// authenticator app takes without being told.
const (
	codeDigits = 6
	codeStep   = 30 * time.Second
	codeSkew   = 1 // steps before and after that count too: clocks differ
)

var secretText = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewSecret is a fresh secret of 160 bits, as text.
func NewSecret() string {
	b := make([]byte, 20)
	_, _ = rand.Read(b) // never fails: crypto/rand ends the process instead
	return secretText.EncodeToString(b)
}

// stepOf is the number of the step that an instant lies in.
func stepOf(t time.Time) int64 { return t.Unix() / int64(codeStep/time.Second) }

// hotp is RFC 4226's code of a counter.
func hotp(secret []byte, counter int64, digits int) string {
	var msg [8]byte
	binary.BigEndian.PutUint64(msg[:], uint64(counter))
	mac := hmac.New(sha1.New, secret)
	mac.Write(msg[:])
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0xf
	n := binary.BigEndian.Uint32(sum[at:at+4]) & 0x7fffffff
	m := uint32(1)
	for range digits {
		m *= 10
	}
	return fmt.Sprintf("%0*d", digits, n%m)
}

// checkCode says which step a code belongs to, zero if to none that counts now.
// A step up to used was taken before: a code is good once.
func checkCode(secret, code string, now time.Time, used int64) int64 {
	key, err := secretText.DecodeString(strings.ToUpper(strings.TrimSpace(secret)))
	if err != nil || len(key) == 0 {
		return 0
	}
	code = strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, code)
	found := int64(0)
	for s := stepOf(now) - codeSkew; s <= stepOf(now)+codeSkew; s++ {
		if subtle.ConstantTimeCompare([]byte(hotp(key, s, codeDigits)), []byte(code)) == 1 && s > used {
			found = s
		}
	}
	return found
}

// SecretLink is what an authenticator app reads off a QR code.
func SecretLink(store, email, secret string) string {
	label := url.PathEscape(store + ":" + email)
	return "otpauth://totp/" + label + "?" + url.Values{"secret": {secret}, "issuer": {store}}.Encode()
}

// CodeAt is the code that an app with a secret shows at an instant; empty for
// what is no secret.
func CodeAt(secret string, at time.Time) string {
	key, err := secretText.DecodeString(secret)
	if err != nil {
		return ""
	}
	return hotp(key, stepOf(at), codeDigits)
}
