package admin

import (
	"strconv"
	"strings"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/money"
	view "github.com/dashcart/dashcart/views/admin"
)

// fieldSpec is one column as a form shows it.
type fieldSpec struct {
	column string
	kind   string // text, key, money, percent, number, whole, day, flag, list, choice
	hint   string // a sentence's key
	choice func(p *pages, f view.Frame) []view.Option
}

// fieldsOf are the forms' fields, in their order.
var fieldsOf = map[string][]fieldSpec{
	"products": {
		{column: "gtin", kind: "key", hint: "g-hint-gtin"}, {column: "name"}, {column: "name_es"}, {column: "brand"}, {column: "size", hint: "g-hint-size"},
		{column: "price_cents", kind: "money"}, {column: "sold_by", kind: "choice", choice: soldBy},
		{column: "department", kind: "choice", choice: departments}, {column: "tax_class", kind: "choice", choice: taxClasses},
		{column: "weight_g", kind: "number", hint: "g-hint-weight"}, {column: "weight_sd_g", kind: "number", hint: "g-hint-spread"},
		{column: "age_limit", kind: "whole"}, {column: "cold", kind: "flag"}, {column: "aisle"}, {column: "shelf"},
		{column: "width_mm", kind: "whole"}, {column: "height_mm", kind: "whole"}, {column: "depth_mm", kind: "whole"},
		{column: "company_prefix"}, {column: "family"}, {column: "deposit"}, {column: "snap", kind: "choice", choice: snapOrNot}, {column: "photos"},
	},
	"produce": {
		{column: "plu", kind: "key", hint: "g-hint-plu"}, {column: "name"}, {column: "name_es"}, {column: "price_cents", kind: "money", hint: "g-hint-produce-price"},
		{column: "sold_by", kind: "choice", choice: soldByOrNot}, {column: "organic_price_cents", kind: "money"},
		{column: "aliases", kind: "list", hint: "g-hint-aliases"}, {column: "season", hint: "g-hint-season"},
		{column: "department", kind: "choice", choice: departments}, {column: "tax_class", kind: "choice", choice: taxClasses},
		{column: "typical_g", kind: "number", hint: "g-hint-weight"}, {column: "typical_sd_g", kind: "number", hint: "g-hint-spread"}, {column: "tare_g", kind: "number"},
		{column: "category"}, {column: "commodity"}, {column: "variety"}, {column: "size"}, {column: "cold", kind: "flag"}, {column: "aisle"}, {column: "shelf"}, {column: "photos"},
	},
	"offers": {
		{column: "id", kind: "key", hint: "g-hint-id"}, {column: "name", hint: "g-hint-receipt"}, {column: "name_es"},
		{column: "kind", kind: "choice", choice: offerKinds}, {column: "quantity", kind: "whole"}, {column: "get", kind: "whole"},
		{column: "price_cents", kind: "money"}, {column: "amount_cents", kind: "money"}, {column: "percent", kind: "percent"},
		{column: "gtins", kind: "list", hint: "g-hint-codes"}, {column: "plus", kind: "list"}, {column: "departments", kind: "list"}, {column: "brands", kind: "list"},
		{column: "everything", kind: "flag"}, {column: "minimum_cents", kind: "money"},
		{column: "limit", kind: "whole", hint: "g-hint-limit"}, {column: "per_shopper", kind: "whole", hint: "g-hint-limit"}, {column: "budget_cents", kind: "money", hint: "g-hint-budget"},
		{column: "members", kind: "flag"}, {column: "combine", kind: "flag"}, {column: "days", kind: "list", hint: "g-hint-days"}, {column: "hours", hint: "g-hint-hours"},
		{column: "from", kind: "day"}, {column: "until", kind: "day", hint: "g-hint-until"},
	},
	"coupons": {
		{column: "code", kind: "key", hint: "g-hint-code"}, {column: "name", hint: "g-hint-receipt"}, {column: "name_es"},
		{column: "kind", kind: "choice", choice: couponKinds}, {column: "amount_cents", kind: "money"}, {column: "percent", kind: "percent"},
		{column: "target", kind: "choice", choice: targets}, {column: "gtins", kind: "list", hint: "g-hint-codes"}, {column: "plus", kind: "list"}, {column: "departments", kind: "list"},
		{column: "minimum_cents", kind: "money"}, {column: "units", kind: "whole"}, {column: "once", kind: "flag", hint: "g-hint-once"}, {column: "once_per_shopper", kind: "flag"},
		{column: "from", kind: "day"}, {column: "until", kind: "day", hint: "g-hint-until"},
	},
}

func choices(f view.Frame, prefix string, values ...string) []view.Option {
	out := make([]view.Option, len(values))
	for i, v := range values {
		label := f.T("g-none")
		if v != "" {
			label = f.T(prefix + v)
		}
		out[i] = view.Option{Value: v, Label: label}
	}
	return out
}

func soldBy(_ *pages, f view.Frame) []view.Option {
	return choices(f, "g-sold-", "each", "weight")
}

func soldByOrNot(_ *pages, f view.Frame) []view.Option {
	return append([]view.Option{{Label: f.T("g-sold-not")}}, choices(f, "g-sold-", "weight", "each")...)
}

func snapOrNot(_ *pages, f view.Frame) []view.Option {
	return append([]view.Option{{Label: f.T("g-snap-department")}}, choices(f, "g-snap-", "yes", "no")...)
}

func offerKinds(_ *pages, f view.Frame) []view.Option {
	return choices(f, "g-kind-", string(catalog.OfferNFor), string(catalog.OfferBuyGet), string(catalog.OfferAmount), string(catalog.OfferPercent))
}

func couponKinds(_ *pages, f view.Frame) []view.Option {
	return choices(f, "g-kind-", string(catalog.AmountOff), string(catalog.PercentOff))
}

func targets(_ *pages, f view.Frame) []view.Option {
	return choices(f, "g-target-", string(catalog.OnBasket), string(catalog.OnDepartment), string(catalog.OnProduct))
}

func departments(p *pages, f view.Frame) []view.Option {
	out := choices(f, "", "")
	for _, d := range p.Catalogue.Current().Departments() {
		out = append(out, view.Option{Value: d.ID, Label: d.Named(f.Lang)})
	}
	return out
}

func taxClasses(p *pages, f view.Frame) []view.Option {
	out := choices(f, "", "")
	for _, t := range p.Goods.Tax {
		out = append(out, view.Option{Value: t, Label: t})
	}
	return out
}

// decimalOf writes minor units as people do: "399" is "3.99".
func decimalOf(minor, currency string) string {
	n, err := strconv.ParseInt(minor, 10, 64)
	if err != nil {
		return minor
	}
	return money.New(n, currency).Number()
}

// show is a column's text as the form has it.
func (s fieldSpec) show(text, currency string) string {
	switch s.kind {
	case "money":
		if text != "" {
			return decimalOf(text, currency)
		}
	case "percent":
		return strings.TrimSuffix(text, "%")
	case "list":
		return strings.Join(splitList(text), ", ")
	}
	return text
}

// read is the form's text as the column has it; wrong is the key of the
// sentence that says what it should be.
func (s fieldSpec) read(typed, currency string) (text, wrong string) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return "", ""
	}
	switch s.kind {
	case "money":
		a, err := money.Parse(typed, currency)
		if err != nil {
			return typed, "g-wrong-money"
		}
		return strconv.FormatInt(a.Minor(), 10), ""
	case "percent":
		r, err := money.ParseRate(strings.TrimSuffix(typed, "%") + "%")
		if err != nil {
			return typed, "g-wrong-percent"
		}
		return r.String(), ""
	case "number":
		x, err := strconv.ParseFloat(strings.Replace(typed, ",", ".", 1), 64)
		if err != nil {
			return typed, "g-wrong-number"
		}
		return strconv.FormatFloat(x, 'f', -1, 64), ""
	case "whole":
		n, err := strconv.Atoi(typed)
		if err != nil {
			return typed, "g-wrong-whole"
		}
		if n == 0 {
			return "", ""
		}
		return strconv.Itoa(n), ""
	case "flag":
		if typed != "true" {
			return "", ""
		}
	case "list":
		return strings.Join(splitList(typed), "; "), ""
	}
	if len(typed) > 200 {
		return typed, "g-wrong-long"
	}
	return typed, ""
}

// field draws a spec with its text as typed.
func (s fieldSpec) field(p *pages, f view.Frame, typed, wrong string, fresh bool) view.Field {
	v := view.Field{Name: s.column, Label: f.T("g-col-" + s.column), Value: typed, Error: wrong}
	if s.hint != "" {
		v.Hint = f.T(s.hint)
	}
	switch s.kind {
	case "key":
		if !fresh {
			v.Kind, v.Hint = "fixed", ""
		}
	case "day":
		v.Kind = "date"
	case "flag":
		v.Options = []view.Option{{Value: "", Label: f.T("g-no")}, {Value: "true", Label: f.T("g-yes")}}
	case "choice":
		v.Options = s.choice(p, f)
	}
	return v
}
