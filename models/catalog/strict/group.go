package strict

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// pairs returns the keys and values of a mapping, however the parser shaped it.
func pairs(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch m := n.(type) {
	case *ast.MappingNode:
		return m.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}, true
	}
	return nil, false
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// keys calls each for every key once and reports the ones that come again.
func (d *decoder) keys(n ast.Node, path string, each func(key string, m *ast.MappingValueNode)) bool {
	all, ok := pairs(n)
	if !ok {
		d.add(n, path, "is %s, where a group of keys is wanted", kindOf(n))
		return false
	}
	seen := map[string]int{}
	for _, m := range all {
		key := m.Key.GetToken().Value
		if _, merge := m.Key.(*ast.MergeKeyNode); merge {
			d.add(m.Key, path, "merging with << is not supported; write the keys out, or use a whole anchor")
			continue
		}
		if line, again := seen[key]; again {
			d.add(m.Key, join(path, key), "is there twice, first in line %d", line)
			continue
		}
		line, column := where(m.Key)
		seen[key] = line
		d.positions.at[join(path, key)] = [2]int{line, column}
		each(key, m)
	}
	return true
}

func (d *decoder) structure(n ast.Node, v reflect.Value, path string, depth int) {
	fields, names := fieldsOf(v.Type())
	got := map[string]bool{}
	ok := d.keys(n, path, func(key string, m *ast.MappingValueNode) {
		i, known := fields[key]
		if !known {
			d.add(m.Key, join(path, key), "is not a key that is known here%s", didYouMean(key, names))
			return
		}
		got[key] = true
		d.value(m.Value, v.Field(i), join(path, key), depth+1)
	})
	if !ok {
		return
	}
	for _, name := range names {
		if f := v.Type().Field(fields[name]); !got[name] && f.Tag.Get("strict") == "required" {
			d.add(n, join(path, name), "is missing")
		}
	}
}

// fieldsOf returns the fields of a struct by their names in the file.
func fieldsOf(t reflect.Type) (map[string]int, []string) {
	fields := map[string]int{}
	var names []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name != "" && name != "-" {
			fields[name] = i
			names = append(names, name)
		}
	}
	return fields, names
}

// didYouMean names a known key that shares most letters with an unknown one.
func didYouMean(key string, names []string) string {
	best, at := len(key)/2+1, ""
	for _, n := range names {
		if d := distance(key, n); d < best && d < len(n) {
			best, at = d, n
		}
	}
	if at == "" {
		sorted := slices.Clone(names)
		slices.Sort(sorted)
		return "; there are " + strings.Join(sorted, ", ")
	}
	return fmt.Sprintf("; did you mean %q?", at)
}

// distance is Levenshtein's.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func (d *decoder) dictionary(n ast.Node, v reflect.Value, path string, depth int) {
	m := reflect.MakeMap(v.Type())
	d.keys(n, path, func(key string, p *ast.MappingValueNode) {
		e := reflect.New(v.Type().Elem()).Elem()
		d.value(p.Value, e, join(path, key), depth+1)
		m.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), e)
	})
	v.Set(m)
}

func (d *decoder) list(n ast.Node, v reflect.Value, path string, depth int) {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		d.add(n, path, "is %s, where a list is wanted", kindOf(n))
		return
	}
	out := reflect.MakeSlice(v.Type(), len(s.Values), len(s.Values))
	for i, e := range s.Values {
		d.value(e, out.Index(i), fmt.Sprintf("%s[%d]", path, i), depth+1)
	}
	v.Set(out)
}
