package account

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestTimeCodesOfTheStandard holds the SHA-1 vectors of RFC 6238, appendix B,
// and the counter codes of RFC 4226, appendix D.
func TestTimeCodesOfTheStandard(t *testing.T) {
	secret := []byte("12345678901234567890")
	for at, want := range map[int64]string{
		59: "94287082", 1111111109: "07081804", 1111111111: "14050471",
		1234567890: "89005924", 2000000000: "69279037", 20000000000: "65353130",
	} {
		if got := hotp(secret, stepOf(time.Unix(at, 0)), 8); got != want {
			t.Errorf("at %d: %s, want %s", at, got, want)
		}
	}
	for n, want := range []string{"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"} {
		if got := hotp(secret, int64(n), 6); got != want {
			t.Errorf("counter %d: %s, want %s", n, got, want)
		}
	}
}

func TestACodeOfAnAppIsGoodOnceAndOnlyNow(t *testing.T) {
	secret := secretText.EncodeToString([]byte("12345678901234567890"))
	now := time.Unix(1111111111, 0)
	step := checkCode(secret, " 050 471 ", now, 0)
	if step != stepOf(now) {
		t.Fatalf("step %d", step)
	}
	if checkCode(secret, "050471", now, step) != 0 {
		t.Error("good a second time")
	}
	if checkCode(strings.ToLower(secret), "050471", now.Add(30*time.Second), 0) == 0 {
		t.Error("a clock half a minute off is refused")
	}
	if checkCode(secret, "050471", now.Add(61*time.Second), 0) != 0 {
		t.Error("good two steps later")
	}
	for _, bad := range []string{"", "050472", "50471", "0504710", "０５０４７１"} {
		if checkCode(secret, bad, now, 0) != 0 {
			t.Errorf("%q is taken", bad)
		}
	}
	if checkCode("", "050471", now, 0) != 0 || checkCode("1!", "050471", now, 0) != 0 {
		t.Error("a code fits no secret at all")
	}
}

func TestAFreshSecretMakesCodesThatFit(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		secret := NewSecret()
		key, err := secretText.DecodeString(secret)
		if err != nil || len(key) != 20 {
			r.Fatalf("%q: %v", secret, err)
		}
		now := time.Unix(rapid.Int64Range(1<<30, 1<<33).Draw(r, "now"), 0)
		skew := rapid.Int64Range(-4, 4).Draw(r, "skew")
		got := checkCode(secret, hotp(key, stepOf(now)+skew, codeDigits), now, 0)
		if near := skew >= -codeSkew && skew <= codeSkew; near && got == 0 {
			r.Fatalf("a code %d steps off is refused", skew)
		}
	})
}

func TestTheAppsLinkIsEscaped(t *testing.T) {
	got := SecretLink("Corner & Market", "a@example.org", "ABC")
	if !strings.HasPrefix(got, "otpauth://totp/Corner%20&%20Market:a@example.org?") || !strings.Contains(got, "issuer=Corner+%26+Market") || !strings.Contains(got, "secret=ABC") {
		t.Error(got)
	}
}
