package cli

import (
	"fmt"
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
)

// name is what a person calls an item.
func (p *player) name(it evidence.Item) string {
	if it == (evidence.Item{}) {
		return "something unknown"
	}
	for _, x := range p.products {
		if x.GTIN == it.GTIN && !it.GTIN.IsZero() {
			return x.Name
		}
	}
	if !it.PLU.IsZero() {
		return "PLU " + it.PLU.String()
	}
	return it.GTIN.String()
}

func (p *player) describe(d evidence.Decision) string {
	if d.Action != evidence.Ask {
		return p.name(d.Item)
	}
	if len(d.Candidates) == 0 {
		return "please show it again"
	}
	var names []string
	for _, k := range d.Candidates {
		names = append(names, fmt.Sprintf("%s (%.2f)", p.name(k.Item), k.P))
	}
	return strings.Join(names, " / ") + "?"
}

// printBasket prints what lies in the cart in the end, with prices where they are known.
func (p *player) printBasket() error {
	count := map[evidence.Item]int{}
	var order []evidence.Item
	for _, c := range chains(p.decisions) {
		d := c.all[len(c.all)-1]
		if _, ok := count[d.Item]; !ok && (d.Action == evidence.Put || d.Action == evidence.Take) {
			order = append(order, d.Item)
		}
		switch d.Action {
		case evidence.Put:
			count[d.Item] += d.Quantity
		case evidence.Take:
			count[d.Item] -= d.Quantity
		}
	}
	var total int64
	fmt.Fprintln(p.o.Out, strings.Repeat("-", 60))
	for _, it := range order {
		n := count[it]
		if n == 0 {
			continue
		}
		var cents int64
		for _, x := range p.products {
			if x.GTIN == it.GTIN {
				cents = x.Cents
			}
		}
		total += int64(n) * cents
		fmt.Fprintf(p.o.Out, "%3d x %-40s %10s\n", n, p.name(it), decimal(int64(n)*cents))
	}
	_, err := fmt.Fprintf(p.o.Out, "%46s %10s\n", "total", decimal(total))
	return err
}

func decimal(cents int64) string { return fmt.Sprintf("%d.%02d", cents/100, cents%100) }
