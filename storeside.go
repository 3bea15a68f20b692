package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/dashcart/dashcart/handlers/admin"
	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/coupon"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/label"
	"github.com/dashcart/dashcart/models/payment/house"
	"github.com/dashcart/dashcart/models/payment/stripe"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
)

// storeSide is the store behind the carts, on its own file.
type storeSide struct {
	store     *store.Store
	db        *journal.Store
	hub       *hub.Hub
	catalogue *hub.Catalogue
	phones    *account.Shoppers
	shoppers  shopperPages
	staff     staffPages
	lanes     *hub.Hub
	trips     tripPages
	people    *account.Staff
	house     *house.House     // nil where cards are taken
	stripe    *stripe.Provider // nil where the house account counts
	log       *slog.Logger
	mailed    chan struct{}
	uploads   string // folder of the pictures that staff added
}

func newStoreSide(ctx context.Context, dir string, st *store.Store, cat *catalog.Catalogue, log *slog.Logger) (*storeSide, error) {
	if err := noteRecords(dir, st.Records); err != nil {
		return nil, err
	}
	db, err := openRecords(dir)
	if err != nil {
		return nil, err
	}
	s := &storeSide{store: st, db: db, log: log, mailed: make(chan struct{}, 1), uploads: uploads(dir)}
	provider, err := s.openPayments()
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if s.catalogue, err = hub.OpenCatalogue(ctx, s.catalogueConfig(cat)); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s.hub = hub.New(hub.Config{Store: st, Records: db, Provider: provider, Mail: s.post})
	if err := s.hub.Resume(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s.lanes = s.hub
	s.phones = account.NewShoppers(db, st.Name, s.post, time.Now)
	s.people = account.NewStaff(db, time.Now)
	s.shoppers, s.staff, s.trips = shopperPages{s.phones, s}, staffPages{s.people}, s.tripPages(provider, dir)
	return s, nil
}

// Catalogue and Rules make storeSide the carts' shopping.Goods.
func (s *storeSide) Catalogue() *catalog.Catalogue     { return s.catalogue.Current() }
func (s *storeSide) Rules(now time.Time) pricing.Rules { return s.store.Rules(now) }
func (s *storeSide) CouponBook() coupon.Book           { return s.store.Coupons }
func (s *storeSide) LabelRules() label.Rules           { return s.store.LabelRules() }
func (s *storeSide) close() error                      { return s.db.Close() }

// post puts mail into the outbox; what it holds leaves by and by.
func (s *storeSide) post(ctx context.Context, m account.Mail) error {
	_, err := s.db.Post(ctx, m)
	select {
	case s.mailed <- struct{}{}:
	default:
	}
	return err
}

// run sends the outbox, where the store names a mail server.
func (s *storeSide) run(ctx context.Context) {
	if s.store.Mail.Server == "" {
		return
	}
	tick := time.NewTicker(30 * time.Second)
	defer tick.Stop()
	for {
		if err := sendMail(ctx, s.store.Mail, s.db); err != nil && ctx.Err() == nil {
			s.log.Warn("mail stays in the outbox", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-s.mailed:
		case <-tick.C:
		}
	}
}

// shopperPages is what the phone pages ask of the store.
type shopperPages struct {
	*account.Shoppers
	side *storeSide
}

func (p shopperPages) List(ctx context.Context, shopper string) ([]trip.ListItem, error) {
	return p.side.db.List(ctx, shopper)
}

func (p shopperPages) SaveList(ctx context.Context, shopper string, list []trip.ListItem) error {
	return p.side.db.SaveList(ctx, shopper, list)
}

func (p shopperPages) SaveLoyalty(ctx context.Context, shopper, number string) error {
	return p.side.db.SaveLoyalty(ctx, shopper, number)
}

func (p shopperPages) Receipts(ctx context.Context, shopper string) ([]pricing.Receipt, error) {
	return p.side.db.Receipts(ctx, shopper)
}

func (p shopperPages) ReceiptPDF(ctx context.Context, shopper, number string) ([]byte, error) {
	all, err := p.side.db.Receipts(ctx, shopper)
	if err != nil {
		return nil, err
	}
	who, _, err := p.side.db.Shopper(ctx, shopper)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		if r.Number == number {
			return hub.ReceiptPDF(p.side.store, r, who.Language)
		}
	}
	return nil, fmt.Errorf("no receipt %s", number)
}

// staffPages is what the staff's pages ask about people.
type staffPages struct{ *account.Staff }

func (p staffPages) Who(ctx context.Context, session string) (admin.Member, bool) {
	e, ok := p.Staff.Who(ctx, session)
	return admin.Member{ID: e.ID, Name: e.Name, Email: e.Email, Role: admin.Role(e.Role)}, ok
}
