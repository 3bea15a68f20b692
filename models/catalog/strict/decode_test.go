package strict

import (
	"fmt"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/dashcart/dashcart/models/gs1"
)

type shop struct {
	Name   string         `yaml:"name" strict:"required"`
	Count  int            `yaml:"count"`
	Rate   float64        `yaml:"rate"`
	Open   bool           `yaml:"open"`
	GTIN   gs1.GTIN       `yaml:"gtin"`
	Tags   []string       `yaml:"tags"`
	Things []thing        `yaml:"things"`
	Gates  map[string]int `yaml:"gates"`
}

type thing struct {
	ID      string `yaml:"id" strict:"required"`
	Options Raw    `yaml:"options"`
}

const good = `# a comment
name: "Corner"
count: 3
rate: 2
open: true
gtin: 2000000000015
tags: [a, "7"]
things:
  - id: one
    options: &o
      port: /dev/x # where
      list: [1, 2]
      text: "007"
  - {id: two, options: *o}
gates: {put: 1}
`

func TestDecodeFillsEverything(t *testing.T) {
	var s shop
	problems, at := Decode([]byte(good), &s)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if s.Name != "Corner" || s.Count != 3 || s.Rate != 2 || !s.Open || s.GTIN.String() != "2000000000015" ||
		fmt.Sprint(s.Tags, s.Gates) != "[a 7] map[put:1]" || len(s.Things) != 2 || s.Things[1].ID != "two" {
		t.Errorf("%+v", s)
	}
	for _, th := range s.Things {
		var options struct {
			Port string `yaml:"port"`
			List []int  `yaml:"list"`
			Text string `yaml:"text"`
		}
		if err := yaml.UnmarshalWithOptions(th.Options.YAML, &options, yaml.Strict()); err != nil || options.Text != "007" || len(options.List) != 2 {
			t.Errorf("options of %s: %v %+v from\n%s", th.ID, err, options, th.Options.YAML)
		}
	}
	for path, want := range map[string]string{"count": "3:1", "things[1].id": "14:6", "things[0].missing": "9:5", "nothing": "2:1"} {
		if line, col := at.Of(path); fmt.Sprintf("%d:%d", line, col) != want {
			t.Errorf("%s is at %d:%d, want %s", path, line, col, want)
		}
	}
}

func TestDecodeReports(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"missing", "count: 1", `1:1 name is missing`},
		{"unknown", "name: a\ncuont: 1", `2:1 cuont is not a key that is known here; did you mean "count"?`},
		{"unknown far", "name: a\nzzz: 1", `2:1 zzz is not a key that is known here; there are count, gates, gtin, name, open, rate, tags, things`},
		{"twice", "name: a\nname: b", `2:1 name is there twice, first in line 1`},
		{"number for text", "name: 12", `1:7 name is a whole number, where text is wanted; put it in quotes: "12"`},
		{"fraction for count", "name: a\ncount: 1.5", `2:8 count is a number ("1.5"), where a whole number is wanted`},
		{"text for count", "name: a\ncount: \"12\"", `2:8 count is text ("12"), where a whole number is wanted`},
		{"text for bool", "name: a\nopen: \"yes\"", `2:7 open is text ("yes"), where true or false is wanted`},
		{"list for text", "name: [a]", `1:7 name is a list, where text is wanted`},
		{"group for list", "name: a\ntags: {a: b}", `2:7 tags is a group of keys, where a list is wanted`},
		{"text for group", "name: a\nthings: [x]", `2:10 things[0] is text, where a group of keys is wanted`},
		{"empty value", "name:\ncount: 1", `1:6 name is empty: text is wanted`},
		{"check digit", "name: a\ngtin: 2000000000016", "2:7 gtin the check digit of 2000000000016 should be 5"},
		{"infinite", "name: a\nrate: .inf", `2:7 rate is a number, where a number is wanted`},
		{"no such anchor", "name: *a", `1:7 name no anchor &a stands before this`},
		{"tag", "name: !!str 5", `1:7 name has a tag, !!str; leave it out`},
		{"merge", "name: a\nthings:\n  - &x {id: a}\n  - <<: *x\n    id: b", `4:5 things[1] merging`},
		{"several", "count: x\nthings:\n  - options: {}\nopen: 1", "1:1 name is missing\n1:8 count is text (\"x\"), where a whole number is wanted\n3:5 things[0].id is missing\n4:7 open is a whole number (\"1\"), where true or false is wanted"},
		{"syntax", "name: [a", `is not YAML`},
		{"empty", "# nothing\n", `1:1  the file is empty`},
		{"two documents", "name: a\n---\nname: b", `a second document begins`},
	} {
		var s shop
		problems, _ := Decode([]byte(c.src), &s)
		var lines []string
		for _, p := range problems {
			lines = append(lines, fmt.Sprintf("%d:%d %s %s", p.Line, p.Column, p.Path, p.Reason))
		}
		if got := strings.Join(lines, "\n"); !strings.Contains(got, c.want) || len(lines) != strings.Count(c.want, "\n")+1 {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestDecodeRefusesLoops(t *testing.T) {
	var s struct {
		A []Raw            `yaml:"a"`
		B map[string]thing `yaml:"b"`
	}
	problems, _ := Decode([]byte("b: &b {x: *b}"), &s)
	if len(problems) == 0 {
		t.Error("an anchor inside itself was accepted")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte("name: &a [*a, *a]\nthings: *a"))
	f.Fuzz(func(t *testing.T, src []byte) {
		var s shop
		problems, _ := Decode(src, &s)
		for _, p := range problems {
			if p.Line < 1 || p.Column < 1 || p.Reason == "" {
				t.Fatalf("%+v", p)
			}
		}
		if len(problems) == 0 && s.Name == "" && !strings.Contains(string(src), "name") {
			t.Fatal("a missing name was not reported")
		}
	})
}
