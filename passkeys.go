package main

import (
	"context"

	"github.com/dashcart/dashcart/handlers/phone"
	"github.com/dashcart/dashcart/models/account/passkey"
)

// passkeys is the sign-in with a key that the phone keeps, where browsers give
// the pages' address any: an address of the demo has none.
func (a *app) passkeys() *phone.Passkeys {
	keys, err := passkey.New(passkey.Config{Origin: a.publicURL, Name: a.store.Name, Records: a.side.db})
	if err != nil {
		a.log.Info("phones are not offered passkeys", "why", err)
		return nil
	}
	return &phone.Passkeys{Keys: keys, SignIn: func(ctx context.Context, shopper string) (string, error) {
		return a.side.phones.SignInShopper(ctx, shopper)
	}}
}
