package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"math/big"
	"net/mail"
	"strings"
	"sync"
	"time"

	"github.com/dashcart/dashcart/models/trip"
)

// How one-time codes behave.
const (
	codeLife    = 10 * time.Minute
	codeTries   = 5
	sessionLife = 90 * 24 * time.Hour
	phoneLife   = 2 * time.Minute
)

// Shoppers signs shoppers in by e-mail.
type Shoppers struct {
	records Records
	post    func(ctx context.Context, m Mail) error
	now     func() time.Time
	store   string

	mu     sync.Mutex
	phones map[string]phoneCode
}

type phoneCode struct {
	who   trip.Shopper
	until time.Time
}

// NewShoppers returns the sign-in of shoppers; post sends mail, store is what
// the store is called in it.
func NewShoppers(r Records, store string, post func(context.Context, Mail) error, now func() time.Time) *Shoppers {
	return &Shoppers{records: r, post: post, now: now, store: store, phones: map[string]phoneCode{}}
}

// address checks an e-mail address and gives its usual form.
func address(email string) (string, error) {
	a, err := mail.ParseAddress(strings.TrimSpace(email))
	if err != nil || !strings.Contains(a.Address, "@") || len(a.Address) > 200 || strings.ContainsAny(a.Address, "\r\n") {
		return "", &Refused{Code: CodeBadEmail, Text: "that is not an e-mail address"}
	}
	return strings.ToLower(a.Address), nil
}

// SendCode mails a six-digit code, good once for ten minutes; known says
// whether the address has an account.
func (s *Shoppers) SendCode(ctx context.Context, email, language string) (known bool, err error) {
	to, err := address(email)
	if err != nil {
		return false, err
	}
	now, tries := s.now(), 0
	if old, ok, err := s.records.Code(ctx, to); err != nil {
		return false, err
	} else if ok && now.Before(old.Until) {
		// Wrong guesses count on over fresh codes; else asking again would buy
		// another five.
		tries = old.Tries
		if tries >= codeTries {
			return false, &Refused{Code: CodeTooMany, Text: "too many wrong codes; try again in ten minutes"}
		}
	}
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return false, err
	}
	code := fmt.Sprintf("%06d", n.Int64())
	if err := s.records.SaveCode(ctx, to, OneTimeCode{Hash: hashed(to, code), Until: now.Add(codeLife), Sent: now, Tries: tries}); err != nil {
		return false, err
	}
	m := Mail{At: now, Recipient: to, Subject: code + " is your code for " + s.store,
		Body: "Your code is " + code + ". It is good for ten minutes, once.\nIf you did not ask for it, do nothing.\n"}
	if language == "es" {
		m.Subject, m.Body = code+" es su código para "+s.store, "Su código es "+code+". Sirve una vez durante diez minutos.\nSi no lo pidió, no haga nada.\n"
	}
	if err := s.post(ctx, m); err != nil {
		return false, err
	}
	_, known, err = s.records.ShopperByEmail(ctx, to)
	return known, err
}

func hashed(email, code string) []byte {
	h := sha256.Sum256([]byte(email + "\x00" + code))
	return h[:]
}

// Verify signs in with a mailed code, or up with a name, and returns the
// session's secret.
func (s *Shoppers) Verify(ctx context.Context, email, code, name, language string) (string, error) {
	to, err := address(email)
	if err != nil {
		return "", err
	}
	c, ok, err := s.records.Code(ctx, to)
	switch {
	case err != nil:
		return "", err
	case !ok || s.now().After(c.Until):
		return "", &Refused{Code: CodeBadCode, Text: "that code does not fit or has expired"}
	case c.Tries >= codeTries:
		return "", &Refused{Code: CodeTooMany, Text: "too many wrong codes; try again in ten minutes"}
	}
	if subtle.ConstantTimeCompare(c.Hash, hashed(to, code)) != 1 {
		c.Tries++
		if err := s.records.SaveCode(ctx, to, c); err != nil {
			return "", err
		}
		return "", &Refused{Code: CodeBadCode, Text: "that code does not fit"}
	}
	if err := s.records.DropCode(ctx, to); err != nil {
		return "", err
	}
	p, known, err := s.records.ShopperByEmail(ctx, to)
	if err != nil {
		return "", err
	}
	if !known {
		p = trip.Shopper{ID: strings.ToLower(rand.Text()[:12]), Email: to, Name: called(name, to), Language: language}
		if err := s.records.AddShopper(ctx, p); err != nil {
			return "", err
		}
	}
	return s.open(ctx, p.ID)
}

// Who says whose session it is.
func (s *Shoppers) Who(ctx context.Context, secret string) (trip.Shopper, bool) {
	id := who(ctx, s.records, secret, shopperSession, s.now())
	if id == "" {
		return trip.Shopper{}, false
	}
	p, ok, err := s.records.Shopper(ctx, id)
	return p, ok && err == nil
}

// SignOut ends a session.
func (s *Shoppers) SignOut(ctx context.Context, secret string) error {
	return drop(ctx, s.records, secret)
}

const phonePrefix = "DASHCART-PHONE-"

// IsPhoneCode reports whether a scanned text is some phone's.
func IsPhoneCode(text string) bool { return strings.HasPrefix(text, phonePrefix) }

// PhoneCode is a text that a cart's scanner takes for this shopper, once, for
// one to two minutes more. A phone's page is drawn again and again while a
// camera looks at it: the code on it stays the same for a minute.
func (s *Shoppers) PhoneCode(_ context.Context, p trip.Shopper) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	for code, c := range s.phones {
		switch {
		case now.After(c.until):
			delete(s.phones, code)
		case c.who.ID == p.ID && c.until.Sub(now) > phoneLife/2:
			return code, nil
		}
	}
	code := phonePrefix + rand.Text()[:16]
	s.phones[code] = phoneCode{p, now.Add(phoneLife)}
	return code, nil
}

// RedeemPhoneCode returns the shopper of a phone's code and uses it up.
func (s *Shoppers) RedeemPhoneCode(_ context.Context, code string) (trip.Shopper, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.phones[code]
	for other, o := range s.phones { // whatever else was on the same phone is spent with it
		if ok && o.who.ID == c.who.ID {
			delete(s.phones, other)
		}
	}
	return c.who, ok && !s.now().After(c.until)
}
