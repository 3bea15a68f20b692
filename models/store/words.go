package store

import (
	"errors"
	"io/fs"
	"strings"
)

// list writes "a, b, c".
func list(of []string) string { return strings.Join(of, ", ") }

// plain reports whether s is only letters, digits and dashes.
func plain(s string) bool {
	for _, c := range s {
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' {
			return false
		}
	}
	return s != ""
}

// reason is why a file could not be read, without repeating its name.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
