package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/dashcart/dashcart/models/catalog"
)

// Import is one run of the import command.
type Import struct {
	File   string // its name tells CSV from YAML
	Source []byte
	Format catalog.Format
	Into   *catalog.Catalogue // what is in force now
	DryRun bool
	JSON   bool
	// Apply makes the changes, all or none.
	Apply func(catalog.Contents, []catalog.Change) error
}

// imported is the answer as JSON.
type imported struct {
	Applied  bool             `json:"applied"`
	Changes  []catalog.Change `json:"changes"`
	Problems catalog.Problems `json:"problems"`
}

// Run reads the file and writes what it changes and everything that is wrong
// with it. Nothing is applied where anything is wrong. It returns the exit
// status: 0, 1 where something is wrong, 2 where it could not be applied.
func (m Import) Run(w io.Writer) (int, error) {
	part := catalog.Read(m.File, m.Source, m.Format)
	contents, changes := m.Format.Upsert(m.Into.Contents(), part)
	answer := imported{Changes: changes, Problems: append(part.Problems, m.between(part, contents)...)}
	if answer.Changes == nil {
		answer.Changes = []catalog.Change{}
	}
	if answer.Problems == nil {
		answer.Problems = catalog.Problems{}
	}
	status := min(len(answer.Problems), 1)
	if status == 0 && !m.DryRun && len(changes) > 0 {
		if err := m.Apply(contents, changes); err != nil {
			return 2, fmt.Errorf("importing %s: %w", m.File, err)
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

// between finds what the file's entries name that neither it nor the present
// catalogue has, and codes that are twice in the file.
func (m Import) between(part *catalog.Part, whole catalog.Contents) catalog.Problems {
	rest := &catalog.Part{Contents: whole}
	_, problems := catalog.Join(m.Format.Currency, []*catalog.Part{part, rest}, catalog.References{})
	var own catalog.Problems
	for _, p := range problems {
		if p.File == part.File { // the rest repeats every code by design
			own = append(own, p)
		}
	}
	return own
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
	done := "nothing was applied"
	if a.Applied {
		done = "applied"
	}
	fmt.Fprintf(&b, "%d new, %d changed, %d problems; %s\n", added, len(a.Changes)-added, len(a.Problems), done)
	return b.String()
}

// Export writes one list of a catalogue as CSV, or, where list is empty, all of
// it as YAML. What it writes, import reads back without a change.
func Export(w io.Writer, c *catalog.Catalogue, f catalog.Format, list string) (int, error) {
	var err error
	if list == "" {
		err = f.WriteYAML(w, c.Contents())
	} else {
		err = f.WriteCSV(w, list, c.Contents())
	}
	if err != nil {
		return 2, err
	}
	return 0, nil
}
