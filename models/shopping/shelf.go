package shopping

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/dashcart/dashcart/models/catalog"
)

// Shelf is a catalogue as it crosses and as a cart keeps it: lists of entries
// in their order, each entry its JSON, and what is no list as one entry.
type Shelf struct {
	Revision string                       `json:"revision"`
	Lists    map[string][]json.RawMessage `json:"lists"`
	Single   map[string]json.RawMessage   `json:"single,omitempty"`
}

// Put is one entry at its place in a list.
type Put struct {
	List string          `json:"list"`
	At   int             `json:"at"`
	Data json.RawMessage `json:"data"`
}

// Change makes one revision of another: entries put at their places, then each
// list cut to its length.
type Change struct {
	From    string                     `json:"from"`
	To      string                     `json:"to"`
	Puts    []Put                      `json:"puts,omitempty"`
	Lengths map[string]int             `json:"lengths"`
	Single  map[string]json.RawMessage `json:"single,omitempty"`
}

// ShelfOf takes a catalogue apart.
func ShelfOf(cat *catalog.Catalogue) (Shelf, error) {
	b, err := json.Marshal(cat.Contents())
	if err != nil {
		return Shelf{}, err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(b, &fields); err != nil {
		return Shelf{}, err
	}
	s := Shelf{Revision: cat.Revision(), Lists: map[string][]json.RawMessage{}, Single: map[string]json.RawMessage{}}
	for name, data := range fields {
		var list []json.RawMessage
		if len(data) > 0 && data[0] == '[' && json.Unmarshal(data, &list) == nil {
			s.Lists[name] = list
		} else {
			s.Single[name] = data
		}
	}
	return s, nil
}

// Catalogue puts a shelf together again. The revision that comes out must be
// the one that was sent, or something was lost on the way.
func (s Shelf) Catalogue() (*catalog.Catalogue, error) {
	fields := make(map[string]json.RawMessage, len(s.Lists)+len(s.Single))
	maps.Copy(fields, s.Single)
	for name, list := range s.Lists {
		b, err := json.Marshal(list)
		if err != nil {
			return nil, fmt.Errorf("catalogue, %s: %w", name, err)
		}
		fields[name] = b
	}
	b, err := json.Marshal(fields)
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	var c catalog.Contents
	if err := json.Unmarshal(b, &c); err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	cat := catalog.New(c)
	if cat.Revision() != s.Revision {
		return nil, fmt.Errorf("catalogue: it should be revision %s and is %s; is one side older than the other?", s.Revision, cat.Revision())
	}
	return cat, nil
}

// Diff says how to make b of a.
func Diff(a, b Shelf) Change {
	c := Change{From: a.Revision, To: b.Revision, Lengths: map[string]int{}, Single: b.Single}
	for name := range a.Lists {
		c.Lengths[name] = len(b.Lists[name])
	}
	for name, list := range b.Lists {
		c.Lengths[name] = len(list)
		for i, data := range list {
			if old := a.Lists[name]; i >= len(old) || !bytes.Equal(old[i], data) {
				c.Puts = append(c.Puts, Put{name, i, data})
			}
		}
	}
	return c
}

// Apply makes a new shelf; s stays as it is.
func (s Shelf) Apply(c Change) (Shelf, error) {
	if s.Revision != c.From {
		return Shelf{}, fmt.Errorf("catalogue: a change of revision %s does not fit revision %s", c.From, s.Revision)
	}
	out := Shelf{Revision: c.To, Lists: map[string][]json.RawMessage{}, Single: c.Single}
	for name, n := range c.Lengths {
		if n < 0 || n > mostEntries {
			return Shelf{}, fmt.Errorf("catalogue: a list %s of %d entries", name, n)
		}
		if n == 0 {
			continue
		}
		list := slices.Clone(s.Lists[name])
		if n < len(list) {
			list = list[:n]
		}
		out.Lists[name] = append(list, make([]json.RawMessage, n-len(list))...)
	}
	for _, p := range c.Puts {
		list := out.Lists[p.List]
		if p.At < 0 || p.At >= len(list) {
			return Shelf{}, fmt.Errorf("catalogue: %s has no place %d", p.List, p.At)
		}
		list[p.At] = p.Data
	}
	return out, nil
}

// mostEntries bounds a list that a change may ask for.
const mostEntries = 2_000_000
