package catalog

import (
	"slices"
	"strings"

	"github.com/dashcart/dashcart/models/gs1"
)

// Stop says why a thing may not be sold; empty where it may.
type Stop string

// Why a thing may not be sold. Recalled goods must leave every cart that holds
// them; of a thing whose sale is stopped the rest is the same, but shoppers
// are not told that it may harm them.
const (
	Recalled    Stop = "recall"
	SaleStopped Stop = "stop-sale"
)

// OutOfHours is of goods that may not be sold at this time of the day or week;
// no entry of a catalogue says it.
const OutOfHours Stop = "hours"

// Stopped is one thing that may not be sold.
type Stopped struct {
	GTIN         gs1.GTIN
	PLU          gs1.PLU
	Stop         Stop
	Name, NameES string
	Reason       string
}

// Stopped tells whether a thing, by GTIN or produce code, may not be sold.
func (c *Catalogue) Stopped(g gs1.GTIN, p gs1.PLU) (Stopped, bool) {
	if x, ok := c.ByGTIN(g); ok && !g.IsZero() && x.Stop != "" {
		return Stopped{g, 0, x.Stop, x.Name, x.NameES, x.StopReason}, true
	}
	if x, ok := c.ByPLU(p); ok && !p.IsZero() && x.Stop != "" {
		return Stopped{gs1.GTIN{}, p, x.Stop, x.Name, x.NameES, x.StopReason}, true
	}
	return Stopped{}, false
}

func (f *faults) stop(s Stop, reason string) {
	f.addIf(s != "" && s != Recalled && s != SaleStopped, "stop", "%.20q is neither recall nor stop-sale (nor empty, for on sale)", s)
	f.addIf(s == "" && reason != "", "stop_reason", "is given without stop")
	f.addIf(len(reason) > 200, "stop_reason", "is longer than 200 letters")
}

// aliases finds words that a table could not hold: it parts them by semicolons.
func (f *faults) aliases(list []string) {
	f.addIf(slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, ";") }), "aliases", "hold a semicolon, which parts them in tables")
}
