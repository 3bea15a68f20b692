package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// argon2id's parameters, RFC 9106's second recommended choice (64 MiB, 3
// passes, 4 lanes).
const (
	argonTime, argonMemory, argonLanes, argonKey = 3, 64 * 1024, 4, 32
	shortest, longest                            = 10, 200 // of a password
)

// hashing lets two passwords be hashed at a time: each takes 64 MiB, and a
// flood of sign-ins must not take the cart's memory.
type hashing chan struct{}

func newHashing() hashing { return make(hashing, 2) }

// HashPassword is the argon2id hash that Employee.Hash holds.
func HashPassword(password string) string {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails: crypto/rand ends the process instead
	key := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonLanes, argonKey)
	enc := base64.RawStdEncoding
	return "argon2id$" + enc.EncodeToString(salt) + "$" + enc.EncodeToString(key)
}

// fits takes as long for a person who does not exist (no hash) as for one who
// does: time must not tell who works here.
func (h hashing) fits(password, hash string) bool {
	h <- struct{}{}
	defer func() { <-h }()
	salt, want, ok := split(hash)
	if !ok {
		salt = make([]byte, 16)
	}
	if len(password) > longest {
		password, ok = password[:longest], false
	}
	got := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonLanes, argonKey)
	return subtle.ConstantTimeCompare(got, want) == 1 && ok
}

func split(hash string) (salt, key []byte, ok bool) {
	parts := strings.Split(hash, "$")
	if len(parts) != 3 || parts[0] != "argon2id" {
		return nil, nil, false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[1])
	key, err2 := base64.RawStdEncoding.DecodeString(parts[2])
	return salt, key, err == nil && err2 == nil && len(key) == argonKey
}

// checkPassword says what is wrong with a new password.
func checkPassword(password string) error {
	if len(password) < shortest || len(password) > longest {
		return &Refused{Code: CodeBadPassword, Text: fmt.Sprintf("a password has %d to %d letters", shortest, longest)}
	}
	return nil
}
