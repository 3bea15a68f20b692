package store

import "fmt"

// CheckDrivers lets check decode the options of every sensor of every cart, as
// a registry of drivers would, and returns everything it refuses.
func (s *Store) CheckDrivers(check func(kind, typ string, options []byte) error) error {
	var all Errors
	for i, c := range s.Carts {
		for j, x := range c.Sensors {
			if err := check(x.Kind, x.Type, x.Options); err != nil {
				all = append(all, Problem{File: s.File, Line: x.Line, Path: fmt.Sprintf("carts[%d].sensors[%d]", i, j), Reason: err.Error()})
			}
		}
	}
	return all.Err()
}
