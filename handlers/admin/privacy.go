package admin

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/payment"
	"github.com/dashcart/dashcart/models/payment/house"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
)

// Persons is what the records know of shoppers.
type Persons interface {
	Person(ctx context.Context, email string) (shopping.Person, bool, error)
	PersonByID(ctx context.Context, id string) (shopping.Person, bool, error)
	TripsOf(ctx context.Context, shopper string) ([]string, error)
	Receipts(ctx context.Context, shopper string) ([]pricing.Receipt, error)
	Statement(ctx context.Context, account string, limit int) ([]payment.Entry, error)
	MailTo(ctx context.Context, email string) ([]shopping.Message, error)
	List(ctx context.Context, shopper string) ([]trip.ListItem, error)
	// Erase takes a shopper out of the records and the pictures of their trips
	// off the disk; shopping.ErrUnderWay while they shop.
	Erase(ctx context.Context, shopper string) (trips []string, err error)
}

// privacy finds a shopper by e-mail address.
func (p *pages) privacy(c *gin.Context, m Member) {
	f := p.frame(c, m, "v-title", "/admin/privacy")
	v := view.Privacy{Email: strings.ToLower(strings.TrimSpace(c.Query("email")))}
	if v.Email != "" {
		who, ok, err := p.Trips.Person(c.Request.Context(), v.Email)
		if err != nil {
			p.fail(c, m, err)
			return
		}
		if v.Asked = true; ok {
			v.Person = &view.Known{ID: who.ID, Email: who.Email, Name: who.Name, Trips: who.Trips, Receipts: who.Receipts, Owes: money.New(who.Owes, p.Catalogue.Current().Currency())}
		}
	}
	if c.Query("erased") != "" {
		f.Notice = f.T("v-erased")
	}
	p.show(c, http.StatusOK, view.PrivacyPage(f, v))
}

// findPerson returns the shopper that the address names, or answers that there is none.
func (p *pages) findPerson(c *gin.Context, m Member) (shopping.Person, bool) {
	who, ok, err := p.Trips.PersonByID(c.Request.Context(), c.Param("id"))
	if err != nil {
		p.fail(c, m, err)
		return who, false
	}
	if !ok {
		f := p.frame(c, m, "v-title", "/admin/privacy")
		p.show(c, http.StatusNotFound, view.Message(f, f.T("v-none"), "/admin/privacy"))
	}
	return who, ok
}

// exportPerson sends all that is known of a shopper as a ZIP of JSON files.
func (p *pages) exportPerson(c *gin.Context, m Member) {
	who, ok := p.findPerson(c, m)
	if !ok {
		return
	}
	files, err := p.personal(c.Request.Context(), who)
	if err != nil {
		p.fail(c, m, err)
		return
	}
	c.Header("Content-Type", "application/zip")
	c.Header("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "shopper-"+fileName(who.ID)+".zip"))
	c.Header("Cache-Control", "no-store")
	w := zip.NewWriter(c.Writer)
	for _, x := range files {
		out, err := w.Create(x.name)
		if err == nil {
			e := json.NewEncoder(out)
			e.SetIndent("", "  ")
			err = e.Encode(x.data)
		}
		if err != nil {
			_ = c.Error(err) // the archive is torn, which its reader sees
			return
		}
	}
	if err := w.Close(); err != nil {
		_ = c.Error(err)
	}
}

// file is one of an export.
type file struct {
	name string
	data any
}

// personal gathers what is known of a shopper before anything is sent.
func (p *pages) personal(ctx context.Context, who shopping.Person) ([]file, error) {
	list, err1 := p.Trips.List(ctx, who.ID)
	receipts, err2 := p.Trips.Receipts(ctx, who.ID)
	statement, err3 := p.Trips.Statement(ctx, house.Account(who.ID), 1_000_000)
	mail, err4 := p.Trips.MailTo(ctx, who.Email)
	ids, err5 := p.Trips.TripsOf(ctx, who.ID)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return nil, err
	}
	files := []file{{"shopper.json", who}, {"list.json", list}, {"receipts.json", receipts}, {"account.json", statement}, {"messages.json", mail}}
	for _, id := range ids {
		records, err := p.Trips.TripEvents(ctx, id)
		if err != nil {
			return nil, err
		}
		var events []map[string]any
		for _, r := range records {
			kind, data, err := trip.Encode(r.Event)
			if err != nil {
				return nil, err
			}
			events = append(events, map[string]any{"at": r.At, "by": r.Actor.Kind, "event": kind, "data": json.RawMessage(data)})
		}
		files = append(files, file{"trips/" + fileName(id) + ".json", events})
	}
	return files, nil
}

// erasePerson takes a shopper out of the records.
func (p *pages) erasePerson(c *gin.Context, m Member) {
	who, ok := p.findPerson(c, m)
	if !ok {
		return
	}
	f := p.frame(c, m, "a-not-possible", "/admin/privacy")
	back := "/admin/privacy?email=" + url.QueryEscape(who.Email)
	if c.PostForm("sure") != "yes" {
		p.show(c, http.StatusConflict, view.Message(f, f.T("v-not-sure"), back))
		return
	}
	_, err := p.Trips.Erase(c.Request.Context(), who.ID)
	switch {
	case errors.Is(err, shopping.ErrUnderWay):
		p.show(c, http.StatusConflict, view.Message(f, f.T("v-under-way"), back))
	case err != nil:
		p.fail(c, m, err)
	default:
		c.Redirect(http.StatusSeeOther, "/admin/privacy?erased=yes")
	}
}
