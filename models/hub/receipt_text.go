package hub

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/store"
)

// paperWords are the words of a receipt on paper, in English and in Spanish.
var paperWords = map[string][2]string{
	"receipt":   {"Receipt", "Recibo"},
	"saved":     {"You saved", "Ahorró"},
	"total":     {"Total", "Total"},
	"refund":    {"Given back", "Devuelto"},
	"marked":    {"marked down", "rebajado"},
	"label":     {"price on its label", "precio en su etiqueta"},
	"past":      {"past its best-before day", "pasó su fecha preferente"},
	"included":  {"Included", "Incluido"},
	"before":    {"net", "neto"},
	"tare":      {"tare", "tara"},
	"signature": {"Signature", "Firma"},
	"greedy":    {"With so many offers not every combination was tried. Ask us if you find a better one.", "Con tantas ofertas no se probaron todas las combinaciones. Avísenos si encuentra una mejor."},
	"account":   {"Paid on account", "Pagado a cuenta"},
	"card":      {"Paid by card", "Pagado con tarjeta"},
	"cash":      {"Paid in cash", "Pagado en efectivo"},
	"snap":      {"Paid with SNAP benefits", "Pagado con SNAP"},
}

// paper is a receipt being written, 59 characters wide.
type paper struct {
	strings.Builder
	lang, locale string
}

func (p *paper) word(key string) string {
	if p.lang == "es" {
		return paperWords[key][1]
	}
	return paperWords[key][0]
}

// row writes a text with an amount at the right edge.
func (p *paper) row(text, amount string) { fmt.Fprintf(p, "%-48s %10s\n", text, amount) }

// text breaks a sentence into lines.
func (p *paper) text(s string) {
	width := 0
	for word := range strings.FieldsSeq(s) {
		n := len([]rune(word))
		switch {
		case width == 0:
		case width+1+n > 58:
			p.WriteByte('\n')
			width = 0
		default:
			p.WriteByte(' ')
			width++
		}
		p.WriteString(word)
		width += n
	}
	p.WriteByte('\n')
}

func (p *paper) off(a money.Amount) string { return "-" + a.Format(p.locale) }

// ReceiptText is a receipt as plain text, for mail.
func ReceiptText(st *store.Store, r pricing.Receipt, language string) string {
	p := paper{lang: language, locale: "en-US"}
	if language == "es" {
		p.locale = "es-US"
	}
	fmt.Fprintf(&p, "%s\n%s\n%s %s, %s\n\n", st.Name, st.Address, p.word("receipt"), r.Number, r.At.In(st.Location).Format("2006-01-02 15:04"))
	for _, l := range r.Lines {
		p.line(l)
	}
	for _, t := range r.Taxes {
		name := t.Name + " " + t.Rate
		if before, err := t.Before(); err == nil && t.Inclusive {
			name = fmt.Sprintf("%s: %s, %s %s", p.word("included"), name, p.word("before"), before.Format(p.locale))
		}
		p.row(name, t.Amount.Format(p.locale))
	}
	p.WriteByte('\n')
	p.row(p.word("total"), r.Total.Format(p.locale))
	for _, t := range r.Tenders {
		if _, ok := paperWords[t.Kind]; ok {
			p.row(p.word(t.Kind), t.Amount.Format(p.locale))
		}
	}
	if r.Savings.Sign() > 0 {
		p.row(p.word("saved"), r.Savings.Format(p.locale))
	}
	if r.Greedy {
		p.text(p.word("greedy"))
	}
	for _, x := range r.Refunds {
		p.row(p.word("refund")+" "+x.At.In(st.Location).Format("2006-01-02"), p.off(x.Amount))
	}
	if r.Loyalty.Card != "" {
		fmt.Fprintf(&p, "\n%s %s\n", r.Loyalty.Card, r.Loyalty.Number)
	}
	if r.Signature != nil {
		fmt.Fprintf(&p, "\n%s\n%s\n", p.word("signature"), folded(r.Signature.String(), 56))
	}
	return p.String()
}

// line writes what was sold, by which weight or how many, what its label said
// and what came off it.
func (p *paper) line(l pricing.ReceiptLine) {
	name := l.Name
	if p.lang == "es" && l.NameES != "" {
		name = l.NameES
	}
	if l.Of != 0 {
		name = "  " + name // below its goods
	}
	if l.Sold == pricing.SoldByWeight {
		fmt.Fprintln(p, name)
		name = fmt.Sprintf("  %s @ %s/%s", l.Weight, l.UnitPrice.Format(p.locale), l.Weight.Unit)
		if !l.Tare.IsZero() {
			name += fmt.Sprintf(", %s %s", p.word("tare"), l.Tare)
		}
	} else if l.Quantity > 1 {
		name = fmt.Sprintf("%s, %d x %s", name, l.Quantity, l.UnitPrice.Format(p.locale))
	}
	p.row(name, l.Gross.Format(p.locale))
	if n := p.note(l.Flags); n != "" {
		fmt.Fprintf(p, "  (%s)\n", n)
	}
	for _, d := range l.Discounts {
		p.row("  "+d.Named(p.lang), p.off(d.Amount))
	}
}

// note is what the label of a thing said of it.
func (p *paper) note(flags []string) string {
	var out []string
	switch {
	case slices.Contains(flags, pricing.FlagMarkdown):
		out = append(out, p.word("marked"))
	case slices.Contains(flags, pricing.FlagPrinted):
		out = append(out, p.word("label"))
	}
	if slices.Contains(flags, pricing.FlagPastBest) {
		out = append(out, p.word("past"))
	}
	return strings.Join(out, ", ")
}
