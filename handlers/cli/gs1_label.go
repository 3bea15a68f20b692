package cli

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/label"
)

// explainedLabel is what a store's own code, or a label with a price, a weight
// or a date, says of the thing it is on.
type explainedLabel struct {
	GTIN     string `json:"gtin"`
	Name     string `json:"name"`
	Price    string `json:"price,omitempty"`
	Weight   string `json:"weight,omitempty"`
	Markdown bool   `json:"markdown,omitempty"`
	PastBest bool   `json:"past_best,omitempty"`
}

// GS1Label explains a code as a cart of a store reads it: by the store's
// patterns and what it sells. What is no label there is explained as GS1 does.
// A refused label is as JSON an object with the refusal's name as its error.
func GS1Label(w io.Writer, text string, asJSON bool, now time.Time, rules label.Rules, cat *catalog.Catalogue) (int, error) {
	r, err := rules.Read("", text, cat, now)
	var no *label.Refused
	switch {
	case errors.As(err, &no) && asJSON:
		return 1, writeJSON(w, &gs1.Error{Code: gs1.Code(no.Code), Text: no.Text})
	case no != nil:
		return 1, err
	case err != nil || r.Label == nil:
		return GS1(w, text, asJSON, now)
	}
	p, _ := cat.ByGTIN(r.Item.GTIN)
	x := explainedLabel{GTIN: p.GTIN.String(), Name: p.Name, Markdown: r.Label.Markdown, PastBest: r.Label.PastBest}
	if r.Label.Priced() {
		x.Price = r.Label.Price.String()
	}
	if !r.Label.Weight.IsZero() {
		x.Weight = r.Label.Weight.String()
	}
	if asJSON {
		return 0, writeJSON(w, struct {
			Label explainedLabel `json:"label"`
		}{x})
	}
	return 0, x.print(w)
}

func (x explainedLabel) print(w io.Writer) error {
	text := x.GTIN + "  " + x.Name
	for _, part := range []string{x.Price, x.Weight} {
		if part != "" {
			text += "  " + part
		}
	}
	if x.Markdown {
		text += "  marked down"
	}
	if x.PastBest {
		text += "  past its best-before day"
	}
	_, err := fmt.Fprintln(w, text)
	return err
}
