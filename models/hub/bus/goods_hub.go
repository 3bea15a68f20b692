package bus

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/shopping"
)

// How the catalogue is handed out.
const (
	pieceLen    = 512 << 10 // bytes of one answer
	changesKept = 64        // revisions from which a change leads to now
)

// Goods is a revision of the catalogue, ready to be handed out.
type Goods struct {
	shelf    shopping.Shelf
	snapshot []byte
	changes  map[string][]byte // from a revision to the one after
	order    []string
}

// Revision is that of the catalogue.
func (g Goods) Revision() string { return g.shelf.Revision }

type goodsQuestion struct {
	Have   string `json:"have"`   // the cart's revision
	Want   string `json:"want"`   // the snapshot that it reads on in
	Offset int    `json:"offset"` // from here
}

// goodsAnswer is one step: nothing, a change from Have, or a piece of the snapshot.
type goodsAnswer struct {
	Revision string `json:"revision"` // of the hub
	Change   string `json:"change,omitempty"`
	Snapshot string `json:"snapshot,omitempty"`
	Total    int    `json:"total,omitempty"`
}

func (g Goods) piece(q goodsQuestion) (goodsAnswer, error) {
	a := goodsAnswer{Revision: g.shelf.Revision}
	if q.Have == a.Revision {
		return a, nil
	}
	if c, ok := g.changes[q.Have]; ok && q.Offset == 0 {
		a.Change = base64.StdEncoding.EncodeToString(c)
		return a, nil
	}
	if q.Offset != 0 && q.Want != a.Revision {
		return a, nil // the snapshot has changed since: begin again
	}
	if q.Offset < 0 || q.Offset >= len(g.snapshot) {
		return a, fmt.Errorf("catalogue: there is no byte %d", q.Offset)
	}
	end := min(q.Offset+pieceLen, len(g.snapshot))
	a.Snapshot, a.Total = base64.StdEncoding.EncodeToString(g.snapshot[q.Offset:end]), len(g.snapshot)
	return a, nil
}

// Shelves hands the hub's catalogue out. Publish it after every change.
type Shelves struct {
	server *Server
	news   []string // subjects on which those who follow it hear of a new one
	mu     sync.Mutex
	now    Goods
}

// NewShelves returns the hand-out of the catalogue as it stands, to all carts.
func (s *Server) NewShelves(cat *catalog.Catalogue) (*Shelves, error) {
	h := &Shelves{server: s, news: []string{subjectGoods}}
	return h, h.Publish(cat)
}

// Current is what is handed out now.
func (h *Shelves) Current() Goods {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

// Publish tells all carts of a new catalogue: the change itself where it is
// small, else only that there is one to ask for.
func (h *Shelves) Publish(cat *catalog.Catalogue) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.now.shelf.Revision == cat.Revision() {
		return nil
	}
	shelf, err := shopping.ShelfOf(cat)
	if err != nil {
		return fmt.Errorf("catalogue: %w", err)
	}
	snapshot, err := squeeze(shelf)
	if err != nil {
		return fmt.Errorf("catalogue: %w", err)
	}
	fresh := Goods{shelf: shelf, snapshot: snapshot, changes: map[string][]byte{}}
	note := goodsAnswer{Revision: shelf.Revision}
	if h.now.shelf.Revision != "" {
		change, err := squeeze(shopping.Diff(h.now.shelf, shelf))
		if err != nil {
			return fmt.Errorf("catalogue: %w", err)
		}
		if len(change) < min(len(snapshot), pieceLen) {
			fresh.changes, fresh.order = later(h.now, change)
			note.Change = base64.StdEncoding.EncodeToString(change)
		}
	}
	h.now = fresh
	b, err := json.Marshal(note)
	if err != nil {
		return err
	}
	for _, subject := range h.news {
		if err := h.server.nc.Publish(subject, b); err != nil {
			return err
		}
	}
	return nil
}

// later adds a change to those that lead from earlier revisions, and drops the
// oldest. A revision that the catalogue comes back to leads on from there.
func later(before Goods, change []byte) (map[string][]byte, []string) {
	from := before.shelf.Revision
	changes, order := map[string][]byte{from: change}, []string{from}
	for i := len(before.order) - 1; i >= 0 && len(order) < changesKept; i-- {
		if r := before.order[i]; changes[r] == nil {
			changes[r] = before.changes[r]
			order = append(order, r)
		}
	}
	for i, j := 0, len(order)-1; i < j; i, j = i+1, j-1 {
		order[i], order[j] = order[j], order[i]
	}
	return changes, order
}
