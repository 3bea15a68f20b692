package account

import (
	"encoding/base64"
	"strings"
	"testing"

	"golang.org/x/crypto/argon2"
)

// TestHashesOfPasswords: those of each cost and of the form of before are
// checked by what they say; what says something odd fits nothing.
func TestHashesOfPasswords(t *testing.T) {
	enc, salt := base64.RawStdEncoding, []byte("sixteen bytes so")
	cheap := cost{1, 64, 1}.hash("correct horse")
	before := "argon2id$" + enc.EncodeToString(salt) + "$" + enc.EncodeToString(argon2.IDKey([]byte("correct horse"), salt, 3, 64*1024, 4, argonKey))
	for _, c := range []struct {
		name, hash string
		fits       bool
	}{
		{"cheap", cheap, true},
		{"of before", before, true},
		{"of other parameters", strings.Replace(cheap, "t=1", "t=2", 1), false},
		{"of more memory than there is", strings.Replace(cheap, "m=64", "m=4000000000", 1), false},
		{"of no passes", strings.Replace(cheap, "t=1", "t=0", 1), false},
		{"of another kind", strings.Replace(cheap, "argon2id", "argon2i", 1), false},
		{"of another version", strings.Replace(cheap, "v=19", "v=16", 1), false},
		{"cut short", cheap[:len(cheap)-4], false},
		{"with a salt that is no base64", strings.Replace(cheap, "p=1$", "p=1$!", 1), false},
		{"empty", "", false},
	} {
		if newHashing().fits("correct horse", c.hash) != c.fits {
			t.Errorf("%s: %q fits: %v, want %v", c.name, c.hash, !c.fits, c.fits)
		}
		if newHashing().fits("wrong horse", c.hash) {
			t.Errorf("%s: another password fits", c.name)
		}
	}
	if h := newHashing().cost.hash("x"); !strings.HasPrefix(h, "$argon2id$v=19$m=65536,t=3,p=4$") {
		t.Errorf("passwords are kept as %q", h)
	}
}
