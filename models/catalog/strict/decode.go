// Package strict decodes YAML into structs and finds everything that is wrong
// at once: unknown and repeated keys, wrong types, missing names, each with
// its line, column and path. Nothing is coerced: a number is no text, 1.5 is
// no count and "12" is no number.
//
// Fields are named by the tag `yaml:"name"` as the YAML library names them; a
// field with `strict:"required"` must be there. A type that implements
// encoding.TextUnmarshaler is given the scalar as it is written.
package strict

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Problem is one thing wrong. Line and Column count from 1.
type Problem struct {
	Line, Column int
	Path, Reason string
}

// Raw is a part of a file that is left for somebody else to decode. It is
// meaningful YAML by itself; Line is where it stands in the file.
type Raw struct {
	YAML []byte
	Line int
}

// Limits on what a file may hold: deeper or larger ones are attempts at harm.
const (
	maxDepth = 40
	maxNodes = 2_000_000
)

// Decode fills into, a pointer to a struct, from the first document of src and
// returns what is wrong, in the order of the file, and where each path stands.
// Parts that are wrong are left as they were.
func Decode(src []byte, into any) ([]Problem, *Positions) {
	d := &decoder{positions: &Positions{at: map[string][2]int{}}, anchors: map[string]ast.Node{}}
	file, err := parser.ParseBytes(src, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return []Problem{syntax(err)}, d.positions
	}
	if len(file.Docs) > 1 && file.Docs[1].Body != nil {
		d.add(file.Docs[1].Body, "", "a second document begins; only one is read")
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return []Problem{{1, 1, "", "the file is empty"}}, d.positions
	}
	d.value(file.Docs[0].Body, reflect.ValueOf(into).Elem(), "", 0)
	slices.SortStableFunc(d.problems, func(a, b Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return d.problems, d.positions
}

func syntax(err error) Problem {
	p := Problem{Line: 1, Column: 1, Reason: "is not YAML: " + firstLine(err.Error())}
	var e yaml.Error
	if errors.As(err, &e) {
		p.Reason = "is not YAML: " + e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			p.Line, p.Column = t.Position.Line, t.Position.Column
		}
	}
	return p
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

type decoder struct {
	problems  []Problem
	positions *Positions
	anchors   map[string]ast.Node
	nodes     int
}

func (d *decoder) add(n ast.Node, path, format string, args ...any) {
	line, column := where(n)
	d.problems = append(d.problems, Problem{line, column, path, fmt.Sprintf(format, args...)})
}

// where returns the place of a node; that of a mapping is its first key's.
func where(n ast.Node) (line, column int) {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 && !m.IsFlowStyle {
		n = m.Values[0].Key
	}
	if m, ok := n.(*ast.MappingValueNode); ok {
		n = m.Key
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line, t.Position.Column
	}
	return 1, 1
}

var (
	textType = reflect.TypeFor[encoding.TextUnmarshaler]()
	rawType  = reflect.TypeFor[Raw]()
)

func (d *decoder) value(n ast.Node, v reflect.Value, path string, depth int) {
	if d.nodes++; depth > maxDepth || d.nodes > maxNodes {
		if d.nodes <= maxNodes+1 || depth > maxDepth {
			d.add(n, path, "is nested too deeply or too large")
		}
		return
	}
	switch m := n.(type) {
	case *ast.AnchorNode:
		d.anchors[m.Name.GetToken().Value] = m.Value
		d.value(m.Value, v, path, depth+1)
		return
	case *ast.AliasNode:
		if of, ok := d.anchors[m.Value.GetToken().Value]; ok {
			d.value(of, v, path, depth+1)
		} else {
			d.add(n, path, "no anchor &%s stands before this", m.Value.GetToken().Value)
		}
		return
	case *ast.TagNode:
		d.add(n, path, "has a tag, %s; leave it out", m.Start.Value)
		return
	case *ast.NullNode:
		d.add(n, path, "is empty: %s is wanted", wanted(v.Type()))
		return
	}
	if _, ok := d.positions.at[path]; !ok {
		line, column := where(n)
		d.positions.at[path] = [2]int{line, column}
	}
	switch {
	case v.Type() == rawType:
		line, _ := where(n)
		v.Set(reflect.ValueOf(Raw{[]byte(n.String() + "\n"), line}))
	case reflect.PointerTo(v.Type()).Implements(textType):
		d.text(n, v, path)
	case v.Kind() == reflect.Struct:
		d.structure(n, v, path, depth)
	case v.Kind() == reflect.Map:
		d.dictionary(n, v, path, depth)
	case v.Kind() == reflect.Slice:
		d.list(n, v, path, depth)
	default:
		d.scalar(n, v, path)
	}
}

// text hands a scalar over as it is written, for types that read themselves.
func (d *decoder) text(n ast.Node, v reflect.Value, path string) {
	s, ok := written(n)
	if !ok {
		d.add(n, path, "is %s, where a single value is wanted", kindOf(n))
		return
	}
	into := reflect.New(v.Type())
	if err := into.Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(s)); err != nil {
		d.add(n, path, "%s", err)
		return
	}
	v.Set(into.Elem())
}

// written returns a scalar as it stands in the file, without quotes.
func written(n ast.Node) (string, bool) {
	switch m := n.(type) {
	case *ast.StringNode:
		return m.Value, true
	case *ast.LiteralNode:
		return m.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	return "", false
}

func (d *decoder) scalar(n ast.Node, v reflect.Value, path string) {
	s, single := written(n)
	switch v.Kind() {
	case reflect.String:
		switch n.(type) {
		case *ast.StringNode, *ast.LiteralNode:
			v.SetString(s)
			return
		case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
			d.add(n, path, "is %s, where text is wanted; put it in quotes: %q", kindOf(n), s)
			return
		}
	case reflect.Bool:
		if m, ok := n.(*ast.BoolNode); ok {
			v.SetBool(m.Value)
			return
		}
	case reflect.Int, reflect.Int64:
		if _, ok := n.(*ast.IntegerNode); ok {
			i, err := strconv.ParseInt(strings.ReplaceAll(s, "_", ""), 0, 64)
			if err != nil || v.OverflowInt(i) || len(s) > 1 && s[0] == '0' {
				d.add(n, path, "%.30s is no whole number that can be used here", s)
				return
			}
			v.SetInt(i)
			return
		}
	case reflect.Float64:
		switch n.(type) {
		case *ast.IntegerNode, *ast.FloatNode:
			f, err := strconv.ParseFloat(s, 64)
			if err != nil {
				d.add(n, path, "%.30s is not a number", s)
				return
			}
			v.SetFloat(f)
			return
		}
	}
	if single {
		d.add(n, path, "is %s (%.40q), where %s is wanted", kindOf(n), s, wanted(v.Type()))
		return
	}
	d.add(n, path, "is %s, where %s is wanted", kindOf(n), wanted(v.Type()))
}

func kindOf(n ast.Node) string {
	switch n.(type) {
	case *ast.StringNode, *ast.LiteralNode:
		return "text"
	case *ast.IntegerNode:
		return "a whole number"
	case *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "a number"
	case *ast.BoolNode:
		return "true or false"
	case *ast.SequenceNode:
		return "a list"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a group of keys"
	}
	return "something else"
}

func wanted(t reflect.Type) string {
	switch {
	case t == rawType:
		return "a group of keys"
	case reflect.PointerTo(t).Implements(textType):
		return "a single value"
	}
	switch t.Kind() {
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Slice:
		return "a list"
	}
	return "a group of keys"
}
