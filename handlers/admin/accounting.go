package admin

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/pricing"
)

// Accounts are the receipts and refunds of a span of time, one by one.
type Accounts interface {
	EachReceipt(ctx context.Context, from, until time.Time, each func(pricing.Receipt) error) error
	EachRefund(ctx context.Context, from, until time.Time, each func(payment.Refund) error) error
}

// accountingColumns head the file for accounting: a row for each line, deposit,
// bag fee, tax and tender of a receipt, for each refund, and for each offer and
// coupon what it took off, which manufacturers are asked for theirs by. Of each
// receipt, the amounts of its lines and taxes add up to those of its tenders;
// what its lines hold already has no amount and stands as the reference.
// Amounts are decimal numbers of the currency, refunds negative.
var accountingColumns = []string{"row", "receipt", "at", "trip", "cart", "lane", "department", "code", "name", "quantity", "unit_price", "gross", "discount", "amount", "currency", "reference"}

// accounting streams the file. It begins with the first day of the month where
// no day is asked for.
func (p *pages) accounting(c *gin.Context, m Member) {
	days := p.days(c)
	if days.bad {
		c.String(http.StatusBadRequest, "%s\n", p.frame(c, m, "", "").T("t-bad-days"))
		return
	}
	from, until := days.orMonth(time.Now().In(p.Zone))
	ctx := c.Request.Context()
	c.Header("Content-Type", "text/csv; charset=utf-8")
	c.Header("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "accounting-"+from.Format(time.DateOnly)+"-"+until.AddDate(0, 0, -1).Format(time.DateOnly)+".csv"))
	w := csv.NewWriter(c.Writer)
	err := w.Write(accountingColumns)
	if err == nil {
		err = p.Trips.EachReceipt(ctx, from, until, func(r pricing.Receipt) error { return p.receiptRows(w, r) })
	}
	if err == nil {
		err = p.Trips.EachRefund(ctx, from, until, func(r payment.Refund) error {
			return w.Write([]string{"refund", r.Number, p.stamp(r.At), r.Trip, "", "", "", "", cell(r.Reason), strconv.Itoa(len(r.Lines)), "", "", "", r.Amount.Neg().Number(), r.Amount.Currency(), cell(r.Ref)})
		})
	}
	w.Flush()
	if err != nil {
		_ = c.Error(err)            // the head is sent
		panic(http.ErrAbortHandler) // a torn file must not look whole
	}
}

func (p *pages) receiptRows(w *csv.Writer, r pricing.Receipt) error {
	head := func(row string) []string {
		return []string{row, r.Number, p.stamp(r.At), r.Trip, cell(r.Cart), cell(r.Lane)}
	}
	put := func(row string, rest ...string) error { return w.Write(append(head(row), rest...)) }
	for _, l := range r.Lines {
		off := l.Net.With(l.Gross.Minor() - l.Net.Minor())
		row := "line"
		if l.Charge != "" {
			row = string(l.Charge)
		}
		if err := put(row, cell(l.Department), itemCode(l.Line), cell(l.Name), quantity(l.Line), l.UnitPrice.Number(), l.Gross.Number(), off.Number(), l.Net.Number(), l.Net.Currency(), ""); err != nil {
			return err
		}
	}
	for _, d := range r.Discounts() {
		if err := put("off by "+d.Source, "", cell(d.Code), cell(d.Name), "", "", "", "", d.Amount.With(0).Number(), d.Amount.Currency(), d.Amount.Number()); err != nil {
			return err
		}
	}
	for _, t := range r.Taxes {
		row, amount := "tax", t.Amount
		if t.Inclusive {
			row, amount = "tax included", amount.With(0) // its lines hold it
		}
		if err := put(row, "", "", cell(t.Name+" "+t.Rate), "", "", t.Taxable.Number(), "", amount.Number(), amount.Currency(), t.Amount.Number()); err != nil {
			return err
		}
	}
	for _, t := range r.Tenders {
		if err := put("tender", "", "", cell(t.Kind), "", "", "", "", t.Amount.Number(), t.Amount.Currency(), cell(t.Ref)); err != nil {
			return err
		}
	}
	return nil
}

func (p *pages) stamp(t time.Time) string { return t.In(p.Zone).Format(time.RFC3339) }

// quantity is how much of a line there is: a number, or its weight with the unit.
func quantity(l pricing.Line) string {
	if l.Sold == pricing.SoldByWeight {
		return l.Weight.String()
	}
	return strconv.Itoa(l.Quantity)
}

func itemCode(l pricing.Line) string {
	switch {
	case !l.Item.PLU.IsZero():
		return l.Item.PLU.String()
	case !l.Item.GTIN.IsZero():
		return l.Item.GTIN.String()
	}
	return ""
}

// cell keeps a spreadsheet from taking a text for a formula.
func cell(s string) string {
	if strings.ContainsAny(s[:min(len(s), 1)], "=+-@\t\r") {
		return "'" + s
	}
	return s
}

// orMonth is the period with its open ends closed: from the first of the month
// of its end, until the end of today.
func (d period) orMonth(now time.Time) (from, until time.Time) {
	from, until = d.First, d.End
	if until.IsZero() {
		until = time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, now.Location())
	}
	if from.IsZero() {
		last := until.AddDate(0, 0, -1)
		from = time.Date(last.Year(), last.Month(), 1, 0, 0, 0, 0, now.Location())
	}
	return from, until
}
