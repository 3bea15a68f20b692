package main

import (
	"context"
	"fmt"
	"os"

	"github.com/dashcart/dashcart/handlers/phone"
	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/account/openid"
)

// openID is the sign-in with the accounts that the store file names; its secret
// comes from the environment, or a file that it names.
func (a *app) openID() (*phone.OpenID, error) {
	o := a.store.SignIn.OpenID
	if o.Issuer == "" {
		return nil, nil
	}
	key, err := secret(os.Getenv, "OPENID_CLIENT_SECRET")
	if err != nil {
		return nil, fmt.Errorf("%s: sign_in: %w", a.store.File, err)
	}
	p, err := openid.New(openid.Config{Issuer: o.Issuer, Client: o.Client, Secret: key, Back: a.publicURL + phone.OpenIDBack})
	if err != nil {
		return nil, fmt.Errorf("%s: sign_in: %w", a.store.File, err)
	}
	return &phone.OpenID{Name: o.Name, Issuer: p, SignIn: func(ctx context.Context, id account.Identity) (string, error) {
		return a.side.phones.SignInAs(ctx, a.side.db, id)
	}}, nil
}
