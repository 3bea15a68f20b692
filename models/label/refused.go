package label

import (
	"errors"
	"fmt"

	"github.com/dashcart/dashcart/models/gs1"
)

// Code names why a code on goods is refused; shoppers read a sentence for it
// (views/words).
type Code string

// The codes.
const (
	Verifier   Code = "label-verifier"   // the price's verifier digit is wrong: the price was read or printed wrong
	Unreadable Code = "label-unreadable" // it breaks the rules of its kind
	Unknown    Code = "label-unknown"    // an item number that the store does not sell
	Expired    Code = "label-expired"    // the use-by day has passed
	Price      Code = "label-price"      // a price that cannot be charged here
	Weight     Code = "label-weight"     // a weight that cannot be one
)

// Codes are all of them.
func Codes() []Code { return []Code{Verifier, Unreadable, Unknown, Expired, Price, Weight} }

// Refused is a code of goods that cannot be sold by. Text is for the log; it
// names the rule that was broken.
type Refused struct {
	Code Code
	Text string
}

// Error is the text with its code.
func (r *Refused) Error() string { return r.Text + " (" + string(r.Code) + ")" }

func refuse(code Code, format string, args ...any) *Refused {
	return &Refused{Code: code, Text: fmt.Sprintf(format, args...)}
}

// unreadable tells a wrong verifier from all else that may be wrong.
func unreadable(err error) *Refused {
	if errors.Is(err, &gs1.Error{Code: gs1.CodeVerifier}) {
		return refuse(Verifier, "%s", err)
	}
	return refuse(Unreadable, "%s", err)
}
