// Package driver turns what store.yaml says of a sensor into a running source:
// a registry from type: to factory, and strict decoding of a driver's options.
package driver

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// ErrEnded is returned by a source that has no more to give, such as a
// recording played to its end; a supervisor does not start it again.
var ErrEnded = errors.New("the source has ended")

// Factory builds a source from a sensor's name and its raw YAML options.
type Factory[S any] func(name string, options []byte) (S, error)

// Registry maps the type: of one kind of sensor to its factory.
type Registry[S any] struct {
	kind  string
	types map[string]Factory[S]
}

// NewRegistry returns an empty registry; kind names the sensor in errors.
func NewRegistry[S any](kind string) *Registry[S] {
	return &Registry[S]{kind: kind, types: map[string]Factory[S]{}}
}

// Add names a factory; a later one of the same type replaces it.
func (r *Registry[S]) Add(typ string, f Factory[S]) { r.types[typ] = f }

// New builds the source for a type, or says which types there are.
func (r *Registry[S]) New(typ, name string, options []byte) (S, error) {
	f, ok := r.types[typ]
	if !ok {
		var zero S
		return zero, fmt.Errorf("%s %q: no driver of type %q; there are %s", r.kind, name, typ, strings.Join(r.Types(), ", "))
	}
	s, err := f(name, options)
	if err != nil {
		return s, fmt.Errorf("%s %q (type %s): %w", r.kind, name, typ, err)
	}
	return s, nil
}

// Types lists the registered types in order.
func (r *Registry[S]) Types() []string {
	out := make([]string, 0, len(r.types))
	for t := range r.types {
		out = append(out, t)
	}
	slices.Sort(out)
	return out
}

// Options decodes a driver's raw YAML into v; unknown and repeated keys are
// errors. Empty options leave v as it is.
func Options(raw []byte, v any) error {
	err := yaml.NewDecoder(bytes.NewReader(raw), yaml.Strict()).Decode(v)
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
