package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
)

// explained is what `dashcart gs1 --json` prints of a code that is right.
type explained struct {
	Elements []explainedElement `json:"elements"`
	GTIN     string             `json:"gtin,omitempty"`
	PLU      string             `json:"plu,omitempty"`
	Organic  bool               `json:"organic,omitempty"`
	Coupon   any                `json:"coupon,omitempty"`
}

// explainedElement is one element string with what it means.
type explainedElement struct {
	AI       string `json:"ai"`
	Value    string `json:"value"`
	Title    string `json:"title,omitempty"`
	Date     string `json:"date,omitempty"`
	Number   string `json:"number,omitempty"`
	Currency string `json:"currency,omitempty"`
}

// GS1 explains a code: an element string, barcode text, Digital Link, coupon
// or produce code. Now settles the century of two-digit years. It returns the
// exit status: 0, or 1 where the code is refused, which as JSON is an object
// with the linter's name as its error, else an error.
func GS1(w io.Writer, text string, asJSON bool, now time.Time) (int, error) {
	e, err := explain(text, now)
	var refused *gs1.Error
	if errors.As(err, &refused) && asJSON {
		return 1, writeJSON(w, refused)
	}
	if err != nil {
		return 1, err
	}
	if asJSON {
		return 0, writeJSON(w, e)
	}
	return 0, e.print(w)
}

func explain(text string, now time.Time) (explained, error) {
	if p, err := gs1.ParsePLU(text); err == nil {
		return explained{Elements: []explainedElement{}, PLU: p.String(), Organic: p.Organic()}, nil
	}
	m, err := gs1.Parse(text)
	if err != nil {
		return explained{}, err
	}
	var e explained
	if g, ok := m.GTIN(); ok {
		e.GTIN = g.String()
	}
	if k, ok := m.Coupon(); ok {
		e.Coupon = k
	}
	if k, ok := m.OfferCoupon(); ok {
		e.Coupon = k
	}
	for _, el := range m.Elements {
		e.Elements = append(e.Elements, explainElement(el, now))
	}
	return e, nil
}

func explainElement(el gs1.Element, now time.Time) explainedElement {
	x := explainedElement{AI: el.AI, Value: el.Value}
	x.Title, _ = gs1.Title(el.AI)
	x.Date = el.Date(now)
	if number, ok := el.Measure(); ok {
		x.Number, x.Currency = number.String(), number.Currency
	}
	return x
}

// print writes what a code means in lines for a person.
func (e explained) print(w io.Writer) error {
	if e.PLU != "" {
		kind := "produce code"
		if e.Organic {
			kind = "produce code, organic"
		}
		_, err := fmt.Fprintf(w, "%s  %s\n", e.PLU, kind)
		return err
	}
	for _, el := range e.Elements {
		meaning := el.Date
		if el.Number != "" {
			meaning = el.Number
		}
		if _, err := fmt.Fprintf(w, "(%s) %s  %s  %s\n", el.AI, el.Value, el.Title, meaning); err != nil {
			return err
		}
	}
	if e.Coupon != nil {
		return writeJSON(w, e.Coupon)
	}
	return nil
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	return nil
}
