package admin

import (
	"fmt"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
)

// shelve is what an abandoned trip left in its cart, as long as it lies there;
// what was carried over to another cart is that one's.
func (p *pages) shelve(s trip.State, lang string) (out []view.Shelved) {
	t := s.Trip
	if t == nil || s.Cart != trip.CartUnloading || t.Status != trip.Abandoned || t.MovedTo != "" {
		return nil
	}
	for _, l := range t.Shelve {
		x := view.Shelved{Name: l.Name, Brand: l.Brand, Size: l.Size, Picture: l.Picture, Cold: l.Cold, Much: fmt.Sprintf("×%d", l.Quantity)}
		if lang == "es" && l.NameES != "" {
			x.Name = l.NameES
		}
		if l.Sold == pricing.SoldByWeight {
			x.Much = l.Weight.String()
		}
		x.Zone, x.Shelf = p.belongs(l.Item, lang)
		out = append(out, x)
	}
	return out
}

// belongs is where the catalogue keeps something: the zone in words and the
// shelf's name; empty where it does not say.
func (p *pages) belongs(i evidence.Item, lang string) (zone, shelf string) {
	cat := p.Catalogue.Current()
	if x, ok := cat.ByGTIN(i.GTIN); ok {
		zone, shelf = x.Aisle, x.Shelf
	} else if x, ok := cat.ByPLU(i.PLU); ok {
		zone, shelf = x.Aisle, x.Shelf
	}
	if plan := p.Plan(); plan != nil {
		zone = plan.Place(zone, lang)
	}
	return zone, shelf
}
