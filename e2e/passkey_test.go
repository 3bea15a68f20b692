package e2e

import (
	"context"
	"fmt"
	"net"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
)

// TestAPasskeyInPlaceOfACode keeps a passkey in Chromium's virtual
// authenticator, signs out, and comes in with it.
func TestAPasskeyInPlaceOfACode(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().String()
	_, port, _ := net.SplitHostPort(at)
	l.Close()
	base := "http://localhost:" + port // a name: browsers give addresses no passkeys
	d := startDemo(t, "--no-looks", "--listen", at, "--store", storeFile(t, `public_url: ""`, fmt.Sprintf("public_url: %q", base)))
	b := browser(t)
	phone := open(t, b, "passkey", base+"/phone/signin?next=/phone", 390, 844)
	var authenticator webauthn.AuthenticatorID
	// Only a page that is looked at may ask for a passkey.
	phone.run("plug in an authenticator", page.BringToFront(), webauthn.Enable(), chromedp.ActionFunc(func(ctx context.Context) (err error) {
		authenticator, err = webauthn.AddVirtualAuthenticator(&webauthn.VirtualAuthenticatorOptions{Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
			HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true}).Do(ctx)
		return err
	}))
	// A phone without a passkey is told to use its mail.
	phone.clicks(`[data-test="passkey"]`)
	phone.sees(`#passkey-problem`)
	phone.checkAxe("no-passkey")
	phone.types(`input[name="email"]`, "pia@example.com")
	phone.clicks(`main form button`)
	phone.sees(`input[name="code"]`)
	phone.types(`input[name="code"]`, d.code(t, "cart-1"))
	phone.types(`input[name="name"]`, "Pia")
	phone.clicks(`main form button`)
	phone.sees(`[data-test="add-passkey"]`)
	phone.shot("offered")
	phone.checkAxe("offered")
	phone.clicks(`[data-test="add-passkey"]`)
	phone.sees(`[data-test="passkey-done"]`)
	phone.shot("kept")
	signIn := func() {
		t.Helper()
		phone.clicks(`form[action="/phone/signout"] button`)
		phone.sees(`input[name="email"]`)
		phone.run("sign-in page", navigate(base+"/phone/signin?next=/phone/receipts"))
		phone.clicks(`[data-test="passkey"]`)
	}
	signIn()
	phone.sees(`a[href="/phone/receipts"][aria-current]`)
	phone.run("home", navigate(base+"/phone"))
	phone.sees(`[data-test="add-passkey"]`)
	// Once the phone has lost it, nobody comes in.
	phone.run("lose it", chromedp.ActionFunc(func(ctx context.Context) error { return webauthn.ClearCredentials(authenticator).Do(ctx) }))
	signIn()
	phone.sees(`#passkey-problem`)
}
