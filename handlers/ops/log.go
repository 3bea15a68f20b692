package ops

import (
	"fmt"
	"io"
	"log/slog"
)

// NewLog returns a log that writes lines of text or JSON from a level on:
// debug, info, warn or error.
func NewLog(w io.Writer, format, level string) (*slog.Logger, error) {
	var from slog.Level
	if err := from.UnmarshalText([]byte(level)); err != nil {
		return nil, fmt.Errorf("log level %q: name debug, info, warn or error", level)
	}
	o := &slog.HandlerOptions{Level: from}
	switch format {
	case "text":
		return slog.New(slog.NewTextHandler(w, o)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(w, o)), nil
	}
	return nil, fmt.Errorf("log format %q: name text or json", format)
}
