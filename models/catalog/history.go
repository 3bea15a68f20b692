package catalog

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrBehind says that another revision came before one that was to be written.
var ErrBehind = errors.New("the catalogue has changed meanwhile")

// Cause says what made a revision.
type Cause string

// What makes revisions.
const (
	Began     Cause = "began" // the files were read for the first time
	Reloaded  Cause = "reload"
	Followed  Cause = "chain" // the head office said something else
	Imported  Cause = "import"
	Edited    Cause = "edit"
	Settled   Cause = "settle"
	Restored  Cause = "restore"
	Scheduled Cause = "schedule"
)

// Revision is one numbered change of the catalogue, of one entry or thousands.
type Revision struct {
	Number  int64
	At      time.Time
	Who     string
	Cause   Cause
	Note    string // a file's name, the revision restored
	Changes int    // entries
}

// Sources of what files say. What an import said is kept apart from what the
// store's own files say, so that a price list read in does not look like a
// change of the files when they are read again.
const (
	FromFiles  = "files"
	FromImport = "import"
	FromChain  = "chain" // what the head office says; see Follow of models/hub
)

// Sources are all of them.
var Sources = []string{FromFiles, FromImport, FromChain}

// Said is what a source last said of an entry: Base as far as it is settled,
// Now all of it. They differ only where something is in conflict.
type Said struct {
	Source string
	Ref
	Base, Now Entry
}

// Write is one revision with all that it changes, made in one transaction on
// top of the revision Expect.
type Write struct {
	Expect   int64
	Revision Revision // without its number
	Live     []EntryChange
	Said     []Said
	Progress func(done, total int) // rows; may be nil
}

// Item is one entry as the records hold it. Version is the revision that last
// changed it.
type Item struct {
	Ref
	Entry   Entry
	Version int64
	Changed bool // from what the files say
}

// Find asks for a page of one list. Words are what must be found, each in any
// of its spellings, as the beginning of a word; none finds all.
type Find struct {
	List       string
	Words      [][]string
	Filter     string // "", changed, stopped, nopicture, noweight
	Department string
	Sort       string // name, brand, price, key or changed; with - in front downwards
	Offset     int
	Limit      int
}

// Planned is a change of price for a time to come. With an Until it lies over
// the live price and lifts itself; without, it becomes the live price at From.
type Planned struct {
	ID int64
	Ref
	Price       int64 // minor units
	From, Until time.Time
	Who         string
	Done        bool // over, or taken back
}

// Active reports whether the price lies over the live one at t.
func (p Planned) Active(t time.Time) bool {
	return !p.Done && !t.Before(p.From) && (p.Until.IsZero() || t.Before(p.Until))
}

// State of an entry before and after a change.
const (
	stateNew     = "new"
	stateGone    = "gone"
	stateChanged = "changed"
)

// Encode writes a change as its kind and the columns that differ, each with
// both texts.
func (c EntryChange) Encode() (kind, fields string) {
	kind = stateChanged
	switch {
	case c.Before == nil:
		kind = stateNew
	case c.After == nil:
		kind = stateGone
	}
	m := map[string][2]string{}
	for _, f := range c.Fields() {
		m[f.Field] = [2]string{f.Before, f.After}
	}
	b, err := json.Marshal(m)
	if err != nil {
		return kind, "{}" // strings only: cannot happen
	}
	return kind, string(b)
}

// DecodeChange reads what Encode wrote. Columns that did not change are empty
// in both entries.
func DecodeChange(r Ref, kind, fields string) (EntryChange, error) {
	c := EntryChange{Ref: r}
	var m map[string][2]string
	if err := json.Unmarshal([]byte(fields), &m); err != nil {
		return c, fmt.Errorf("change of %s: %w", r, err)
	}
	if n := len(Columns(r.List)); n == 0 {
		return c, fmt.Errorf("the catalogue has no list %q", r.List)
	} else {
		c.Before, c.After = make(Entry, n), make(Entry, n)
	}
	for column, both := range m {
		c.Before, c.After = r.With(c.Before, column, both[0]), r.With(c.After, column, both[1])
	}
	switch kind {
	case stateNew:
		c.Before = nil
	case stateGone:
		c.After = nil
	}
	return c, nil
}

// Undo returns the entry as it was before the change, given as it is after it.
func (c EntryChange) Undo(e Entry) Entry {
	switch {
	case c.Before == nil:
		return nil
	case e == nil:
		return c.Before
	}
	for _, f := range c.Fields() {
		e = c.Ref.With(e, f.Field, f.Before)
	}
	return e
}

// SearchText is every word that finds an entry, without case and accents.
func (r Ref) SearchText(e Entry) string {
	out := words(r.Key)
	for _, column := range []string{"name", "name_es", "brand", "size", "aliases", "commodity", "variety"} {
		out = append(out, words(r.Get(e, column))...)
	}
	return strings.Join(append(out, strings.TrimLeft(r.Key, "0")), " ")
}

// Then is the one change that two of an entry, one after the other, come to.
// Both may hold only the columns that they altered.
func (c EntryChange) Then(next EntryChange) EntryChange {
	out := EntryChange{Ref: c.Ref, Before: c.Before, After: c.After}
	if next.After == nil {
		out.After = nil
		if c.Before != nil { // what the second removed, the first may have altered
			for _, f := range next.Fields() {
				if c.Ref.Get(c.Before, f.Field) == "" && c.Ref.Get(c.After, f.Field) == "" {
					out.Before = c.Ref.With(out.Before, f.Field, f.Before)
				}
			}
		}
		return out
	}
	if next.Before == nil && c.After == nil { // gone and made again
		out.After = next.After
		return out
	}
	touched := map[string]bool{}
	for _, f := range c.Fields() {
		touched[f.Field] = true
	}
	for _, f := range next.Fields() {
		if !touched[f.Field] && c.Before != nil {
			out.Before = c.Ref.With(out.Before, f.Field, f.Before)
		}
		out.After = c.Ref.With(out.After, f.Field, f.After)
	}
	return out
}
