package gs1

import "fmt"

// Code names a refusal, in lower case, as GS1's linters name it where they
// have a name for it.
type Code string

// Error is a refused code. AI is the application identifier it concerns, empty
// for a plain barcode. Text says for a person what is wrong.
type Error struct {
	Code Code   `json:"error"`
	AI   string `json:"ai,omitempty"`
	Text string `json:"text,omitempty"`
}

// Error returns the sentence with the name for the log.
func (e *Error) Error() string {
	if e.AI == "" {
		return fmt.Sprintf("%s (%s)", e.Text, e.Code)
	}
	return fmt.Sprintf("AI (%s): %s (%s)", e.AI, e.Text, e.Code)
}

// Is lets errors.Is compare by code: errors.Is(err, &Error{Code: c}).
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code && (t.AI == "" || t.AI == e.AI)
}

func refuse(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Text: fmt.Sprintf(format, args...)}
}
