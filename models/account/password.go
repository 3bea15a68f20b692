package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

const (
	argonKey          = 32      // bytes of a key
	mostMemory        = 1 << 20 // KiB that a kept hash may ask for
	shortest, longest = 10, 200 // of a password
)

// cost is what a hash takes: passes, memory in KiB, lanes.
type cost struct {
	time, memory uint32
	lanes        uint8
}

// strong is RFC 9106's second recommended choice.
func strong() cost { return cost{3, 64 * 1024, 4} }

func (c cost) key(password string, salt []byte) []byte {
	return argon2.IDKey([]byte(password), salt, c.time, c.memory, c.lanes, argonKey)
}

// hashing lets two passwords be hashed at a time: each takes 64 MiB, and a
// flood of sign-ins must not take the cart's memory.
type hashing struct {
	turns chan struct{}
	cost  cost // of new hashes
}

func newHashing() hashing { return hashing{make(chan struct{}, 2), strong()} }

// hash is the argon2id hash that Employee.Hash holds, in the PHC string format,
// so that dearer parameters can follow without a lost password.
func (c cost) hash(password string) string {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails: crypto/rand ends the process instead
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.time, c.lanes, enc.EncodeToString(salt), enc.EncodeToString(c.key(password, salt)))
}

// fits takes as long for a person who does not exist (no hash) as for one who
// does: time must not tell who works here.
func (h hashing) fits(password, hash string) bool {
	h.turns <- struct{}{}
	defer func() { <-h.turns }()
	c, salt, want, err := parseHash(hash)
	if err != nil {
		c, salt = h.cost, make([]byte, 16)
	}
	long := len(password) > longest
	if long {
		password = password[:longest]
	}
	return subtle.ConstantTimeCompare(c.key(password, salt), want) == 1 && err == nil && !long
}

// parseHash reads a hash in the PHC string format, or in the form of before it
// (argon2id, salt, key), which was always strong.
func parseHash(hash string) (c cost, salt, key []byte, err error) {
	parts := strings.Split(hash, "$")
	switch {
	case len(parts) == 3 && parts[0] == "argon2id":
		c = strong()
	case len(parts) == 6 && parts[0] == "" && parts[1] == "argon2id" && parts[2] == fmt.Sprintf("v=%d", argon2.Version):
		if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.time, &c.lanes); err != nil || c.memory > mostMemory || c.time == 0 || c.time > 100 || c.lanes == 0 {
			return cost{}, nil, nil, fmt.Errorf("a hash with the parameters %q", parts[3])
		}
	default:
		return cost{}, nil, nil, errors.New("no hash of argon2id")
	}
	salt, err = base64.RawStdEncoding.DecodeString(parts[len(parts)-2])
	key, err2 := base64.RawStdEncoding.DecodeString(parts[len(parts)-1])
	if err := errors.Join(err, err2); err != nil {
		return cost{}, nil, nil, err
	}
	if len(key) != argonKey {
		return cost{}, nil, nil, fmt.Errorf("a key of %d bytes", len(key))
	}
	return c, salt, key, nil
}

// checkPassword says what is wrong with a new password.
func checkPassword(password string) error {
	if len(password) < shortest || len(password) > longest {
		return &Refused{Code: CodeBadPassword, Text: fmt.Sprintf("a password has %d to %d letters", shortest, longest)}
	}
	return nil
}
