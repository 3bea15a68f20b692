package admin

import "net/url"

// CartTable is the list of carts in the order that the address asks for.
type CartTable struct {
	Table
	Carts []Cart
}

// live is where the list is drawn again after each change, in its order.
func (t CartTable) live() string {
	if t.Sort == "" {
		return "/admin/live/carts"
	}
	return "/admin/live/carts?" + url.Values{"sort": {t.Sort}}.Encode()
}
