package pricing

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
)

// Signature is what a fiscal device made of a receipt. Value is printed as the
// device gave it; Counter is the device's own number of it.
type Signature struct {
	Device  string    `json:"device"`
	Counter string    `json:"counter,omitempty"`
	Value   string    `json:"value"`
	At      time.Time `json:"at"`
}

// String is the signature as receipts print it.
func (s Signature) String() string {
	return fmt.Sprintf("%s %s %s", s.Device, s.Counter, s.Value)
}

// Canonical is a numbered receipt as it is signed: all that was sold, charged
// and paid, without what only the cart needs, hints, and what came later. The
// same receipt gives the same bytes, read back from where it is kept too.
func (r Receipt) Canonical() ([]byte, error) {
	r.Signature, r.Refunds, r.Hints, r.At = nil, nil, nil, r.At.UTC().Round(0)
	r.Lines = slices.Clone(r.Lines)
	for i := range r.Lines {
		l := &r.Lines[i]
		l.Bulk, l.Picture, l.Flags, l.At = evidence.Bulk{}, "", nil, l.At.UTC().Round(0)
	}
	b, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("receipt %s as it is signed: %w", r.Number, err)
	}
	return b, nil
}
