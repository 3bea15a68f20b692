// Package cli holds the commands other than serve: each reads its arguments,
// calls the models and sensors, and writes an answer for people or programs.
package cli

// Exit is an error with the exit status that it ends a command with. Err may
// be nil where the output says all.
type Exit struct {
	Code int
	Err  error
}

func (e *Exit) Error() string {
	if e.Err == nil {
		return ""
	}
	return e.Err.Error()
}

// Unwrap returns Err.
func (e *Exit) Unwrap() error { return e.Err }

// Status makes an error of a command's exit status: nil for success.
func Status(code int, err error) error {
	if code == 0 && err == nil {
		return nil
	}
	return &Exit{Code: max(code, 1), Err: err}
}
