package serial

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// Decoder makes sense of what a device says. Next looks at the bytes that
// came and were not used yet, and returns how many of them it is done with;
// none means that it waits for more. Good tells that it understood a message,
// Reply is to be sent to the device. An error ends the talk: the device said
// that it cannot go on.
type Decoder interface {
	Next(waiting []byte) (Step, error)
}

// Step is what one look at the waiting bytes led to.
type Step struct {
	Used  int
	Good  bool
	Reply []byte
}

// Talk is how a device wants to be spoken to.
type Talk struct {
	Greet   []byte        // sent once, when the port is open
	Poll    []byte        // sent every Every, where a device must be asked
	Every   time.Duration // between polls
	Silence time.Duration // without a good message the device has failed; zero: it may be silent
}

// longest is how many bytes may wait for the rest of their message. No device
// here says as much; beyond it the older half is dropped.
const longest = 512

// Run opens the port and talks until ctx ends (then it returns ctx.Err()) or
// the device fails.
func (t Talk) Run(ctx context.Context, o Options, d Decoder) error {
	f, err := open(o)
	if err != nil {
		return err
	}
	past := time.Unix(1, 0)
	stop := context.AfterFunc(ctx, func() { _ = f.SetDeadline(past) }) // wakes whoever waits below
	defer f.Close()
	defer stop()
	if err := t.listen(ctx, f, d); ctx.Err() != nil {
		return ctx.Err()
	} else if err != nil {
		return fmt.Errorf("%s: %w", o.Port, err)
	}
	return nil
}

func (t Talk) listen(ctx context.Context, f *os.File, d Decoder) error {
	if err := send(f, t.Greet); err != nil {
		return err
	}
	var waiting []byte
	chunk := make([]byte, 256)
	lastGood, polled, heard := time.Now(), time.Time{}, false
	for ctx.Err() == nil {
		now := time.Now()
		if t.Silence > 0 && now.Sub(lastGood) >= t.Silence {
			return silent(t.Silence, heard)
		}
		var wake time.Time
		if t.Poll != nil {
			if now.Sub(polled) >= t.Every {
				if err := send(f, t.Poll); err != nil {
					return err
				}
				polled = now
			}
			wake = polled.Add(t.Every)
		}
		if end := lastGood.Add(t.Silence); t.Silence > 0 && (wake.IsZero() || end.Before(wake)) {
			wake = end
		}
		if err := f.SetReadDeadline(wake); err != nil {
			return err
		}
		if ctx.Err() != nil { // it may have ended just before the deadline above replaced its own
			return ctx.Err()
		}
		n, err := f.Read(chunk)
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			continue
		case errors.Is(err, io.EOF):
			return errors.New("the line was closed: its plug is out")
		case err != nil:
			return fmt.Errorf("its plug may be out: %w", err)
		}
		heard = true
		waiting = append(waiting, chunk[:n]...)
		good, err := decode(f, d, &waiting)
		if err != nil {
			return err
		}
		if good {
			lastGood, heard = time.Now(), false
		}
	}
	return ctx.Err()
}

// decode passes waiting bytes to the decoder for as long as it uses some.
func decode(f io.Writer, d Decoder, waiting *[]byte) (good bool, err error) {
	for len(*waiting) > 0 {
		s, err := d.Next(*waiting)
		good = good || s.Good
		if err != nil {
			return good, err
		}
		if err := send(f, s.Reply); err != nil {
			return good, err
		}
		if s.Used == 0 {
			break
		}
		*waiting = (*waiting)[s.Used:]
	}
	if len(*waiting) > longest {
		*waiting = (*waiting)[len(*waiting)-longest/2:]
	}
	return good, nil
}

func send(w io.Writer, b []byte) error {
	if len(b) == 0 {
		return nil
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("sending to the device: %w", err)
	}
	return nil
}

// silent says what a lack of messages looks like from here, since that is what
// somebody with a screwdriver needs to know.
func silent(after time.Duration, heard bool) error {
	if heard {
		return fmt.Errorf("what it said in %v makes no sense; do protocol, baud, bits and parity agree with the device?", after)
	}
	return fmt.Errorf("it said nothing for %v; is it switched on, and its plug in?", after)
}
