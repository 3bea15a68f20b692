package gs1

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTableIsTheOfficialOne compares what this package knows of each AI with
// GS1's Barcode Syntax Dictionary, entry by entry.
func TestTableIsTheOfficialOne(t *testing.T) {
	dir := os.Getenv("DASHCART_DATA")
	if dir == "" {
		t.Skip("DASHCART_DATA is not set: the shared data is not here")
	}
	b, err := os.ReadFile(filepath.Join(dir, "gs1", "gs1-syntax-dictionary.txt"))
	if err != nil {
		t.Fatal(err)
	}
	official := map[string]string{}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		words, title, _ := strings.Cut(line, "#")
		fields := strings.Fields(words)
		official[fields[0]] = fmt.Sprintf("%s # %s", strings.Join(normal(fields[1:]), " "), strings.TrimSpace(title))
	}
	known := 0
	for _, part := range [][]spec{tradeSpecs(), measureSpecs(), partySpecs(), otherSpecs()} {
		for _, s := range part {
			name := s.ai
			if s.last != "" {
				name += "-" + s.last
			}
			if got := written(s); got != official[name] {
				t.Errorf("AI %s:\n ours %s\n GS1's %s", name, got, official[name])
			}
			known++
		}
	}
	if known != len(official) {
		t.Errorf("we know %d entries, the dictionary has %d", known, len(official))
	}
	t.Logf("%d entries, %d AIs", known, len(specs()))
}

// normal puts flags first and sorted, and attributes after fields.
func normal(words []string) []string {
	flags, fields, attributes := "", []string{}, []string{}
	for i, w := range words {
		switch {
		case i == 0 && strings.Trim(w, "*?") == "":
			flags = w
		case strings.ContainsAny(w[:1], "NXYZ["):
			fields = append(fields, w)
		default:
			attributes = append(attributes, w)
		}
	}
	slices.Sort(attributes)
	return append(append([]string{"flags:" + flags}, fields...), attributes...)
}

// written writes a spec as normal does the dictionary's words.
func written(s spec) string {
	var words []string
	flags := ""
	if s.fixed {
		flags += "*"
	}
	if s.attr {
		flags += "?"
	}
	words = append(words, flags)
	if flags == "" {
		words = nil
	}
	for _, f := range s.fields {
		w := fmt.Sprintf("%c", f.kind)
		if f.min != f.max {
			w += ".."
		}
		w += fmt.Sprint(f.max)
		if f.optional {
			w = "[" + w + "]"
		}
		for _, c := range f.checks {
			w += "," + c.name
		}
		words = append(words, w)
	}
	if s.req != "" {
		words = append(words, "req="+s.req)
	}
	if s.ex != "" {
		words = append(words, "ex="+s.ex)
	}
	switch s.key {
	case "":
	case "-":
		words = append(words, "dlpkey")
	default:
		words = append(words, "dlpkey="+s.key)
	}
	return fmt.Sprintf("%s # %s", strings.Join(normal(words), " "), s.title)
}

// TestAIsAreToldApart: none begins another, so that a split has one meaning.
func TestAIsAreToldApart(t *testing.T) {
	for ai := range specs() {
		for size := 2; size < len(ai); size++ {
			if specs()[ai[:size]] != nil {
				t.Errorf("AI %s begins AI %s", ai[:size], ai)
			}
		}
	}
}
