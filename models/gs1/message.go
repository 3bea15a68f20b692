package gs1

import (
	"strings"
	"time"
)

// Message is what one code says: its element strings, checked.
type Message struct {
	Elements []Element
}

// Parse reads what a scanner or a camera gives, or a person types: data with a
// symbology identifier ("]C1…"), bracketed data, a Digital Link, the digits of
// an EAN, UPC or ITF-14 code, or element strings after FNC1. Digits too many
// for a GTIN are element strings whose FNC1 was lost, unless an identifier says
// that the symbol has none. Everything is checked as Validate does.
func Parse(text string) (Message, error) {
	elements, err := split(text)
	if err != nil {
		return Message{}, err
	}
	if err := Validate(elements); err != nil {
		return Message{}, err
	}
	return Message{elements}, nil
}

func split(text string) ([]Element, error) {
	id, data := symbology(text)
	switch {
	case id == "C1", id == "e0", id == "e1", id == "e2", id == "d2", id == "Q3", id == "J1":
		return Split(strings.TrimPrefix(data, string(fnc1)))
	case strings.HasPrefix(data, string(fnc1)):
		return Split(data[1:])
	case strings.HasPrefix(data, "("):
		return ParseBracketed(data)
	case strings.Contains(data, "://"):
		return ParseLink(data)
	case id == "" && len(data) > 14 && isDigits(data):
		return Split(data)
	case id == "E3" && len(data) > addOnAfter:
		data = data[:addOnAfter] // of a magazine: its issue
	}
	g, err := parseDigits(data, id)
	if err != nil {
		return nil, err
	}
	return []Element{{"01", g.Padded()}}, nil
}

// addOnAfter is how many digits of an EAN come before those of its add-on.
const addOnAfter = 13

// symbology takes a symbology identifier (ISO/IEC 15424) off the front.
func symbology(text string) (id, data string) {
	if len(text) >= 3 && text[0] == ']' {
		return text[1:3], text[3:]
	}
	return "", text
}

// parseDigits reads plain barcode digits. Eight are a GTIN-8, unless only
// UPC-E makes their check digit right and nothing says which they are.
func parseDigits(data, id string) (GTIN, error) {
	g, err := ParseGTIN(data)
	if err != nil && id == "" && len(data) == 8 {
		if e, upce := ExpandUPCE(data); upce == nil {
			return e, nil
		}
	}
	return g, err
}

// Value returns the data of an AI.
func (m Message) Value(ai string) (string, bool) {
	for _, e := range m.Elements {
		if e.AI == ai {
			return e.Value, true
		}
	}
	return "", false
}

// GTIN returns the trade item that the code is on, AI (01).
func (m Message) GTIN() (GTIN, bool) {
	v, ok := m.Value("01")
	if !ok {
		return GTIN{}, false
	}
	g, err := ParseGTIN(v)
	return g, err == nil
}

// Coupon returns the data of AI (8110), where there is.
func (m Message) Coupon() (Coupon, bool) {
	v, ok := m.Value("8110")
	if !ok {
		return Coupon{}, false
	}
	k, err := ParseCoupon(v, nil)
	return k, err == nil
}

// OfferCoupon returns the data of AI (8112), where there is.
func (m Message) OfferCoupon() (OfferCoupon, bool) {
	v, ok := m.Value("8112")
	if !ok {
		return OfferCoupon{}, false
	}
	k, err := ParseOfferCoupon(v)
	return k, err == nil
}

// Freshness says whether goods may still be sold by the dates on them.
type Freshness int

// What dates say. PastBest warns; PastUse refuses.
const (
	Fresh    Freshness = iota
	PastBest           // the best-before or sell-by day has passed
	PastUse            // the use-by day, or the expiry time, has passed
)

// Freshness judges the dates of the code at now, in the store's time zone; a
// day lasts until its midnight there.
func (m Message) Freshness(now time.Time) Freshness {
	state := Fresh
	for _, e := range m.Elements {
		switch e.AI {
		case "15", "16":
			if past(e.Value, "2359", now) {
				state = max(state, PastBest)
			}
		case "17":
			if past(e.Value, "2359", now) {
				state = PastUse
			}
		case "7003":
			if len(e.Value) == 10 && past(e.Value[:6], e.Value[6:], now) {
				state = PastUse
			}
		}
	}
	return state
}

// past reports whether the minute HHMM of the day YYMMDD is over.
func past(date, clock string, now time.Time) bool {
	day, err := ParseDate(date, now)
	if err != nil || lintHourMinute(clock) != "" {
		return false
	}
	end := time.Date(day.Year(), day.Month(), day.Day(), atoi(clock[:2]), atoi(clock[2:])+1, 0, 0, now.Location())
	return !now.Before(end)
}
