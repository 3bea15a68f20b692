package phone

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/web"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/phone"
	"github.com/dashcart/dashcart/views/words"
)

func (p *pages) coupons(c *gin.Context) {
	who, ok := p.who(c)
	if !ok {
		c.Redirect(http.StatusSeeOther, "/phone/signin?next=/phone/coupons")
		return
	}
	p.showCoupons(c, http.StatusOK, who, "")
}

func (p *pages) showCoupons(c *gin.Context, status int, who trip.Shopper, problem string) {
	clipped, err := p.Accounts.Clips(c.Request.Context(), who.ID)
	if err != nil {
		p.fail(c, err)
		return
	}
	receipts, err := p.Accounts.Receipts(c.Request.Context(), who.ID)
	if err != nil {
		p.fail(c, err)
		return
	}
	v := p.page(c, "coupons")
	v.Problem = problem
	rows := p.couponRows(v, who, clipped, receipts, p.now())
	web.Show(c, status, view.CouponsPage(v, rows))
}

// couponRows are the coupons that count today or are in the basket, by how far
// they have come.
func (p *pages) couponRows(v view.Page, who trip.Shopper, clipped []string, receipts []pricing.Receipt, now time.Time) (rows []view.CouponRow) {
	_, l := p.mine(who)
	for _, k := range p.Catalogue().Coupons() {
		r := view.CouponRow{Code: k.Code, Name: k.Named(v.Lang), Once: k.Once, State: view.CouponOffered, Receipt: usedOn(receipts, k.Code)}
		if slices.Contains(clipped, k.Code) {
			r.State = view.CouponClipped
		}
		switch {
		case l.State.Active() && holds(l.State.Trip, k.Code):
			r.State = view.CouponIn
			r.Saves, r.Note = saving(v, l.Receipt, k.Code)
		case k.Limited() && r.Receipt != "":
			r.State = view.CouponUsed
		case k.NotYet(now) || k.Expired(now):
			continue
		}
		if !k.Until.IsZero() {
			r.Until = words.Day(v.Lang, lastDay(k, p.Store().Location))
		}
		rows = append(rows, r)
	}
	order := []view.CouponState{view.CouponIn, view.CouponClipped, view.CouponOffered, view.CouponUsed}
	slices.SortStableFunc(rows, func(a, b view.CouponRow) int {
		return cmp.Compare(slices.Index(order, a.State), slices.Index(order, b.State))
	})
	return rows
}

// lastDay is the last on which a coupon counts.
func lastDay(k catalog.StoreCoupon, zone *time.Location) time.Time {
	return k.Until.Add(-time.Second).In(zone)
}

func holds(t *trip.Trip, code string) bool {
	return slices.ContainsFunc(t.Coupons, func(k trip.Coupon) bool { return k.Code == code })
}

// usedOn is the number of the latest receipt that a coupon took something off.
func usedOn(receipts []pricing.Receipt, code string) string {
	for _, r := range receipts {
		for _, k := range r.Coupons {
			if k.Code == code && k.Amount.Sign() > 0 {
				return r.Number
			}
		}
	}
	return ""
}

// saving is what a coupon takes off the basket as it is, or why nothing yet.
func saving(v view.Page, r pricing.Receipt, code string) (saves, note string) {
	for _, k := range r.Coupons {
		if k.Code == code && k.Reason != "" {
			return "", words.Refusal(v.Lang, k.Reason)
		}
		if k.Code == code {
			return v.Money(k.Amount), ""
		}
	}
	return "", v.T("pending")
}

// clip keeps a coupon for the next trip, or puts it into the basket of the one
// under way; and takes it away again.
func (p *pages) clip(c *gin.Context) {
	who, ok := p.who(c)
	if !ok {
		c.Redirect(http.StatusSeeOther, "/phone/signin?next=/phone/coupons")
		return
	}
	k, known := p.Catalogue().Coupon(c.PostForm("code"))
	if !known {
		p.showCoupons(c, http.StatusUnprocessableEntity, who, "no-"+shopping.CodeNoCoupon)
		return
	}
	ctx, on := c.Request.Context(), c.PostForm("clip") == "on"
	if err := p.Accounts.Clip(ctx, who.ID, k.Code, on); err != nil {
		p.fail(c, err)
		return
	}
	cart, l := p.mine(who)
	if cart != nil && l.State.Active() && holds(l.State.Trip, k.Code) != on {
		if err := apply(ctx, cart, c.PostForm("key"), who, k.Code, on); err != nil {
			p.couponRefused(c, who, err)
			return
		}
	}
	c.Redirect(http.StatusSeeOther, "/phone/coupons")
}

func apply(ctx context.Context, cart shopping.Shopping, key string, who trip.Shopper, code string, on bool) error {
	if on {
		return cart.Scan(ctx, key, code)
	}
	return cart.Do(ctx, key, trip.Actor{Kind: trip.ByPhone, ID: who.ID, Name: who.Name}, trip.RemoveCoupon{Code: code})
}

func (p *pages) couponRefused(c *gin.Context, who trip.Shopper, err error) {
	var no *shopping.Refused
	if !errors.As(err, &no) {
		p.fail(c, err)
		return
	}
	key := "no-" + no.Code
	if !words.Has(key) {
		key = "no-other"
	}
	p.showCoupons(c, http.StatusConflict, who, key)
}

// bring puts what a shopper clipped into the basket of a trip that begins. One
// that does not count today waits; one that was used up is clipped no more.
func (p *pages) bring(ctx context.Context, cart shopping.Shopping, who trip.Shopper) error {
	clipped, err := p.Accounts.Clips(ctx, who.ID)
	for _, code := range clipped {
		k, ok := p.Catalogue().Coupon(code)
		if !ok || k.NotYet(p.now()) || k.Expired(p.now()) {
			continue
		}
		e := cart.Scan(ctx, "", code)
		var no *shopping.Refused
		if errors.As(e, &no) {
			e = p.Accounts.Clip(ctx, who.ID, code, false)
		}
		err = errors.Join(err, e)
	}
	return err
}
