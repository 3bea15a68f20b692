package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/dashcart/dashcart/models/store"
)

// Drivers decodes the options of one sensor as its driver would, and says what
// is wrong with them.
type Drivers func(kind, typ string, options []byte) error

// Check reads a store file with everything it names and writes each problem on
// a line of its own, or all as JSON; what may be meant is a note beside. It returns the exit status: 0 where the
// store can be opened, else 1. A nil drivers leaves the sensors' options alone.
func Check(w io.Writer, path string, drivers Drivers, asJSON bool) (int, error) {
	s, c, err := store.Load(path)
	if err == nil && drivers != nil {
		err = s.CheckDrivers(drivers)
	}
	var problems store.Errors
	if err != nil && !errors.As(err, &problems) {
		return 2, err
	}
	status := min(len(problems), 1)
	var notes []string
	if len(problems) == 0 {
		notes = s.CodeOverlaps(c)
	}
	if asJSON {
		out := struct {
			Problems store.Errors `json:"problems"`
			Notes    []string     `json:"notes,omitempty"`
		}{problems, notes}
		if out.Problems == nil {
			out.Problems = store.Errors{}
		}
		if err := json.NewEncoder(w).Encode(out); err != nil {
			return 2, fmt.Errorf("writing the answer: %w", err)
		}
		return status, nil
	}
	switch len(problems) {
	case 0:
		for _, n := range notes {
			if _, err := fmt.Fprintf(w, "note: %s\n", n); err != nil {
				return 2, fmt.Errorf("writing the answer: %w", err)
			}
		}
		_, err = fmt.Fprintf(w, "%s is right: %s, %d carts, %d lanes, %d products, %d produce codes (%d sold), %d coupons, %d offers\n",
			path, s.Name, len(s.Carts), len(s.Lanes), len(c.Products()), len(c.Contents().Produce), len(c.PricedProduce()), len(c.Coupons()), len(c.Offers()))
	case 1:
		_, err = fmt.Fprintf(w, "%s\n1 problem\n", problems)
	default:
		_, err = fmt.Fprintf(w, "%s\n%d problems\n", problems, len(problems))
	}
	if err != nil {
		return 2, fmt.Errorf("writing the answer: %w", err)
	}
	return status, nil
}
