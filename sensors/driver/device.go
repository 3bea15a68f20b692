package driver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// Messages reads a device file that gives whole messages, such as hidraw and
// input devices do, until ctx ends (then it returns ctx.Err()) or the device
// fails. Ready may set the device up, take handles each message of up to
// longest bytes; the error of either ends it.
func Messages(ctx context.Context, path string, longest int, ready func(*os.File) error, take func([]byte) error) error {
	f, err := os.OpenFile(path, os.O_RDONLY, 0)
	if err != nil {
		return fmt.Errorf("opening the device: %w; is it plugged in, and may this user read it?", err)
	}
	defer f.Close()
	if ready != nil {
		if err := ready(f); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	past := time.Unix(1, 0)
	stop := context.AfterFunc(ctx, func() { _ = f.SetReadDeadline(past) }) // wakes the read below
	defer stop()
	message := make([]byte, longest)
	for {
		n, err := f.Read(message)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, io.EOF):
			return fmt.Errorf("%s: it was closed: its plug may be out", path)
		case err != nil:
			return fmt.Errorf("%s: its plug may be out: %w", path, err)
		}
		if err := take(message[:n]); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
}

// Every calls look at once and then every so often, until ctx ends (then it
// returns ctx.Err()) or look fails. At is how long it has run.
func Every(ctx context.Context, pause time.Duration, look func(at time.Duration) error) error {
	began := time.Now()
	t := time.NewTicker(pause)
	defer t.Stop()
	for {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := look(time.Since(began)); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
		case <-t.C:
		}
	}
}
