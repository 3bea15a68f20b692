package gs1

import (
	"strconv"
	"strings"
)

// Measure is a number that AI data carries with its decimals: Value/10^Decimals.
type Measure struct {
	Value    uint64
	Decimals int
	Currency string // ISO 4217 number, of AIs (391n) and (393n)
}

// Measure returns the number of an AI whose last digit says how many decimals
// it has: measures (310n to 369n), amounts and prices (390n to 395n).
func (e Element) Measure() (Measure, bool) {
	if len(e.AI) != 4 || e.AI[0] != '3' {
		return Measure{}, false
	}
	m := Measure{Decimals: int(e.AI[3] - '0')}
	value := e.Value
	if (strings.HasPrefix(e.AI, "391") || strings.HasPrefix(e.AI, "393")) && len(value) > 3 {
		m.Currency, value = value[:3], value[3:]
	}
	var ok bool
	m.Value, ok = number(value)
	return m, ok
}

// String writes the decimal, "12.233".
func (m Measure) String() string {
	s := strconv.FormatUint(m.Value, 10)
	if len(s) <= m.Decimals {
		s = strings.Repeat("0", m.Decimals+1-len(s)) + s
	}
	if m.Decimals == 0 {
		return s
	}
	return s[:len(s)-m.Decimals] + "." + s[len(s)-m.Decimals:]
}

// NetKilograms returns the net weight of AI (310n).
func (m Message) NetKilograms() (Measure, bool) { return m.measure("310") }

// NetPounds returns the net weight of AI (320n).
func (m Message) NetPounds() (Measure, bool) { return m.measure("320") }

// NetOunces returns the net weight of AI (357n).
func (m Message) NetOunces() (Measure, bool) { return m.measure("357") }

// Price returns the price to pay for goods of variable measure: of AI (392n)
// in the store's currency, or of AI (393n) in the one it names.
func (m Message) Price() (Measure, bool) {
	if p, ok := m.measure("392"); ok {
		return p, true
	}
	return m.measure("393")
}

func (m Message) measure(prefix string) (Measure, bool) {
	for _, e := range m.Elements {
		if len(e.AI) == 4 && strings.HasPrefix(e.AI, prefix) {
			return e.Measure()
		}
	}
	return Measure{}, false
}
