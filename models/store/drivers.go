package store

import "fmt"

// CheckDrivers lets check decode the options of every sensor of every cart, as
// a registry of drivers would, and try the model of looks (kind looks, type
// onnx, its file for options). It returns everything it refuses.
func (s *Store) CheckDrivers(check func(kind, typ string, options []byte) error) error {
	var all Errors
	for i, c := range s.Carts {
		for j, x := range c.Sensors {
			if err := check(x.Kind, x.Type, x.Options); err != nil {
				all = append(all, Problem{File: s.File, Line: x.Line, Path: fmt.Sprintf("carts[%d].sensors[%d]", i, j), Reason: err.Error()})
			}
		}
	}
	if m := s.Recognition.Model; m.File != "" {
		if err := check("looks", "onnx", []byte(m.File)); err != nil {
			all = append(all, Problem{File: s.File, Line: m.line, Path: "recognition.model.file", Reason: err.Error()})
		}
	}
	return all.Err()
}
