package gs1

import "strings"

// base is the usual number of goods under a layout: the code with zeros for
// price, weight and verifier. It is empty for a layout whose item number ends
// where the check digit of a GTIN would be.
func (l Layout) base() string {
	last := len(l.Text) - 1
	if l.Text[last] == 'I' {
		return ""
	}
	return strings.NewReplacer("P", "0", "W", "0", "V", "0", "X", "0", "C", "0").Replace(l.Text[:last]) + "C"
}

// Of returns the layout for goods that the catalogue knows under other numbers
// than the code with zeros for price, weight and verifier: labels of their own
// for things that have a GTIN. In "952010101IIIC" the item's digits stand for I
// and the check digit for C.
func (l Layout) Of(goods string) (Layout, error) {
	switch {
	case len(goods) != 8 && (len(goods) < 12 || len(goods) > 14):
		return l, refuse("invalid_layout", "goods %.20q: a GTIN has 8, 12, 13 or 14 digits, this %d", goods, len(goods))
	case strings.Trim(goods[:len(goods)-1], "0123456789I") != "" || goods[len(goods)-1] != 'C':
		return l, refuse("invalid_layout", "goods %.20q: it wants digits, the letter I for the item number and C at the end", goods)
	case !oneRun(goods, 'I') || strings.Count(goods, "I") != strings.Count(l.Text, "I"):
		return l, refuse("invalid_layout", "goods %.20q: it wants one run of %d I, as the code has", goods, strings.Count(l.Text, "I"))
	}
	l.Goods = goods
	return l, nil
}

// GTIN returns the catalogue's number for an item number, or none where the
// layout says no such number.
func (l Layout) GTIN(item string) GTIN {
	first := strings.IndexByte(l.Goods, 'I')
	if first < 0 || len(item) != strings.Count(l.Goods, "I") || !isDigits(item) {
		return GTIN{}
	}
	body := l.Goods[:first] + item + l.Goods[first+len(item):len(l.Goods)-1]
	g, err := ParseGTIN(body + string(CheckDigit(body)))
	if err != nil {
		return GTIN{} // an item number of zeros alone
	}
	return g
}

// ItemOf is the item number of goods, the inverse of GTIN; false where g is not
// of the layout's goods.
func (l Layout) ItemOf(g GTIN) (string, bool) {
	first, n := strings.IndexByte(l.Goods, 'I'), strings.Count(l.Goods, "I")
	if first < 0 || g.IsZero() {
		return "", false
	}
	first += 14 - len(l.Goods)
	item := g.Padded()[first : first+n]
	return item, l.GTIN(item) == g
}

// GTIN returns the catalogue's number of the goods, or none.
func (v Variable) GTIN() GTIN { return v.Layout.GTIN(v.Item) }

// OfPrice reports whether the codes hold a price, else a weight.
func (l Layout) OfPrice() bool { return strings.Contains(l.Text, "P") }

// Number returns the price or the weight, whichever the code holds.
func (v Variable) Number() Measure {
	if v.HasPrice {
		return v.Price
	}
	return v.Weight
}

// Write returns the code of a thing: its item number and its price or weight in
// the smallest decimal of the layout. It fails where the layout has no room.
func (l Layout) Write(item string, value uint64) (string, error) {
	field := byte('W')
	if l.OfPrice() {
		field = 'P'
	}
	wide := strings.Count(l.Text, string(field))
	if len(item) != strings.Count(l.Text, "I") || !isDigits(item) {
		return "", refuse("invalid_item", "%.20q is not the item number of a code %s", item, l.Text)
	}
	if number := digits(value, 20); strings.Trim(number[:20-wide], "0") != "" {
		return "", refuse("value_too_large", "%d has more than the %d digits of a code %s", value, wide, l.Text)
	}
	text := digits(value, wide)
	verifier, _ := PriceVerifier(text)
	out := make([]byte, len(l.Text))
	for i := range out {
		switch c := l.Text[i]; c {
		case 'I':
			out[i] = item[i-strings.IndexByte(l.Text, c)]
		case field:
			out[i] = text[i-strings.IndexByte(l.Text, c)]
		case 'V':
			out[i] = verifier
		case 'X':
			out[i] = '0'
		case 'C':
			out[i] = CheckDigit(string(out[:i]))
		default:
			out[i] = c
		}
	}
	return string(out), nil
}
