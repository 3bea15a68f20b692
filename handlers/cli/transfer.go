package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/trip"
)

// Live is the catalogue that an import goes into.
type Live interface {
	Preview(ctx context.Context, part *catalog.Part) (hub.Incoming, error)
	Import(ctx context.Context, by trip.Actor, part *catalog.Part) (hub.Incoming, error)
}

// Import is one run of the import command.
type Import struct {
	Part   *catalog.Part
	Into   Live
	By     trip.Actor
	DryRun bool // change nothing
	Good   bool // apply the good rows of a file with bad ones
	JSON   bool
}

// imported is the answer as JSON.
type imported struct {
	Applied   bool               `json:"applied"`
	Changes   []change           `json:"changes"`
	Conflicts []catalog.Conflict `json:"conflicts"`
	Problems  catalog.Problems   `json:"problems"`
}

// change is one entry that an import adds or alters; Fields are the columns
// that differ, none where the entry is new.
type change struct {
	List   string   `json:"list"`
	Key    string   `json:"key"`
	Name   string   `json:"name"`
	New    bool     `json:"new,omitempty"`
	Fields []string `json:"fields,omitempty"`
}

// Run writes what the file changes, what staff changed otherwise and stays, and
// everything that is wrong with the file; then it applies the changes, all in
// one revision. Nothing is applied where anything is wrong, unless Good. It
// returns the exit status: 0, 1 where something is wrong, 2 where it could not
// be applied.
func (m Import) Run(ctx context.Context, w io.Writer) (int, error) {
	in, err := m.Into.Preview(ctx, m.Part)
	if err != nil {
		return 2, fmt.Errorf("importing %s: %w", m.Part.File, err)
	}
	answer := imported{Changes: []change{}, Conflicts: []catalog.Conflict{}, Problems: catalog.Problems{}}
	for _, c := range in.Changes {
		answer.Changes = append(answer.Changes, changeOf(c))
	}
	answer.Conflicts, answer.Problems = append(answer.Conflicts, in.Conflicts...), append(answer.Problems, in.Problems...)
	status := min(len(answer.Problems), 1)
	if (status == 0 || m.Good) && !m.DryRun && len(in.Changes)+len(in.Conflicts) > 0 {
		if _, err := m.Into.Import(ctx, m.By, m.Part); err != nil {
			return 2, fmt.Errorf("importing %s: %w", m.Part.File, err)
		}
		answer.Applied = true
	}
	if m.JSON {
		if err := json.NewEncoder(w).Encode(answer); err != nil {
			return 2, fmt.Errorf("writing the answer: %w", err)
		}
		return status, nil
	}
	if _, err := io.WriteString(w, answer.text()); err != nil {
		return 2, fmt.Errorf("writing the answer: %w", err)
	}
	return status, nil
}

func changeOf(c catalog.EntryChange) change {
	out := change{List: c.List, Key: c.Key, Name: c.Ref.Get(c.After, "name"), New: c.Before == nil}
	if !out.New {
		for _, f := range c.Fields() {
			out.Fields = append(out.Fields, f.Field)
		}
	}
	return out
}

func (a imported) text() string {
	var b strings.Builder
	for _, p := range a.Problems {
		fmt.Fprintln(&b, p)
	}
	added := 0
	for _, c := range a.Changes {
		if c.New {
			added++
			fmt.Fprintf(&b, "new      %-9s %-14s %s\n", c.List, c.Key, c.Name)
		} else {
			fmt.Fprintf(&b, "changed  %-9s %-14s %s: %s\n", c.List, c.Key, c.Name, strings.Join(c.Fields, ", "))
		}
	}
	for _, c := range a.Conflicts {
		fmt.Fprintf(&b, "kept     %-9s %-14s %s: the file says %q, staff made it %q\n", c.List, c.Key, c.Field, c.File, c.Live)
	}
	done := "nothing was applied"
	if a.Applied {
		done = "applied"
	}
	fmt.Fprintf(&b, "%d new, %d changed, %d problems; %s\n", added, len(a.Changes)-added, len(a.Problems), done)
	return b.String()
}

// Export writes one list of a catalogue as CSV, or, where list is empty, all of
// it as YAML. What it writes, import reads back without a change.
func Export(w io.Writer, c catalog.Contents, f catalog.Format, list string) (int, error) {
	var err error
	if list == "" {
		err = f.WriteYAML(w, c)
	} else {
		err = f.WriteCSV(w, list, c)
	}
	if err != nil {
		return 2, err
	}
	return 0, nil
}
