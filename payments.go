package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/phone"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/payment/house"
	"github.com/dashcart/dashcart/models/payment/stripe"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/sensors/driver"
)

// openPayments makes the provider that the store file names.
func (s *storeSide) openPayments() (payment.Provider, error) {
	switch s.store.Payment.Provider {
	case "house":
		limit, err := creditLimit(s.store)
		if err != nil {
			return nil, err
		}
		s.house = house.New(s.db, limit, time.Now)
		return s.house, nil
	case "stripe":
		p, err := openStripe(s.store, s.db, os.Getenv)
		if err != nil {
			return nil, fmt.Errorf("%s: payment: %w", s.store.File, err)
		}
		s.stripe = p
		return p, nil
	}
	return nil, fmt.Errorf("%s: payment: there is no provider %q; there are house and stripe", s.store.File, s.store.Payment.Provider)
}

// creditLimit reads the options of the house account.
func creditLimit(st *store.Store) (money.Amount, error) {
	o := struct {
		CreditLimitCents int64 `yaml:"credit_limit_cents"`
	}{50000}
	if err := driver.Options(st.Payment.Options, &o); err != nil {
		return money.Amount{}, fmt.Errorf("%s: payment: options: %w", st.File, err)
	}
	return money.New(o.CreditLimitCents, st.Currency), nil
}

// openStripe reads the options of cards through Stripe, and its secrets from
// the environment or the files that it names.
func openStripe(st *store.Store, db *journal.Store, env func(string) string) (*stripe.Provider, error) {
	var o struct {
		APIURL string `yaml:"api_url"` // of another API than Stripe's, for tests
	}
	if err := driver.Options(st.Payment.Options, &o); err != nil {
		return nil, fmt.Errorf("options: %w", err)
	}
	key, err := secret(env, "STRIPE_SECRET_KEY")
	if err != nil {
		return nil, err
	}
	hook, err := secret(env, "STRIPE_WEBHOOK_SECRET")
	if err != nil {
		return nil, err
	}
	return stripe.New(stripe.Config{Key: key, Secret: hook, Records: journal.Cards{Store: db}, URL: o.APIURL})
}

// secret reads NAME from the environment, or from the file that NAME_FILE names.
func secret(env func(string) string, name string) (string, error) {
	if v := env(name); v != "" {
		return v, nil
	}
	file := env(name + "_FILE")
	if file == "" {
		return "", nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("%s_FILE: %w", name, err)
	}
	return strings.TrimSpace(string(b)), nil
}

// stripeRoutes adds Stripe's webhook, and the way to its page for saving a card.
func (a *app) stripeRoutes(r gin.IRouter) {
	p := a.side.stripe
	if p == nil {
		return
	}
	refused := a.refusals("webhook", "a webhook of Stripe's")
	r.POST("/webhooks/stripe", func(c *gin.Context) {
		body, err := io.ReadAll(io.LimitReader(c.Request.Body, stripe.MaxWebhook+1))
		if err != nil || len(body) > stripe.MaxWebhook {
			c.String(http.StatusBadRequest, "That is no event of Stripe's.\n")
			return
		}
		err = p.Webhook(c.Request.Context(), body, c.GetHeader("Stripe-Signature"))
		switch {
		case errors.Is(err, stripe.ErrSignature):
			a.log.Warn("a webhook was turned away", "from", c.ClientIP(), "err", err)
			refused(c.ClientIP(), err.Error())
			c.String(http.StatusBadRequest, "The signature is wrong or old.\n")
		case err != nil:
			_ = c.Error(err)
			c.String(http.StatusInternalServerError, "That could not be taken in; please call again.\n")
		default:
			c.Status(http.StatusNoContent)
		}
	})
	r.GET("/phone/card", func(c *gin.Context) {
		who, ok := phone.Signed(c, a.side.shoppers)
		if !ok {
			c.Redirect(http.StatusSeeOther, "/phone")
			return
		}
		url, err := p.SaveCardURL(c.Request.Context(), who.ID, who.Email, a.publicURL+"/phone")
		if err != nil {
			_ = c.Error(err)
			c.String(http.StatusBadGateway, "Stripe does not answer. Please try again in a moment.\n")
			return
		}
		c.Redirect(http.StatusSeeOther, url)
	})
}

// reconcile holds yesterday's payments against Stripe's, once a day, until ctx
// ends; differences are in the log.
func (s *storeSide) reconcile(ctx context.Context) {
	if s.stripe == nil {
		return
	}
	tick := time.NewTicker(24 * time.Hour)
	defer tick.Stop()
	for {
		from, to := dayBefore(time.Now().In(s.store.Location))
		diffs, err := s.stripe.Reconcile(ctx, from, to)
		if err != nil && ctx.Err() == nil {
			s.log.Error("payments were not held against Stripe's", "err", err)
		}
		for _, d := range diffs {
			s.log.Error("a payment differs from Stripe's", "key", d.Key, "intent", d.Intent, "what", d.What)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// dayBefore is the calendar day before an instant, in its zone.
func dayBefore(now time.Time) (from, to time.Time) {
	y, m, d := now.Date()
	return time.Date(y, m, d-1, 0, 0, 0, 0, now.Location()), time.Date(y, m, d, 0, 0, 0, 0, now.Location())
}
