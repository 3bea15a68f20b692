package scanner

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver"
)

// InputOptions are those of a scanner of type input, which types what it reads
// as a keyboard would. It must be set to the US layout and to end a code with
// Enter or Tab. Shared leaves its keys to the screen too, where a code would be
// typed into whatever has the focus.
type InputOptions struct {
	Path   string        `yaml:"path"` // such as /dev/input/by-id/usb-…-event-kbd
	Shared bool          `yaml:"shared,omitempty"`
	Pause  time.Duration `yaml:"pause,omitempty"` // between keys, after which what came before was no code; 500ms unless said otherwise
}

type inputScanner struct{ o InputOptions }

// Input makes the driver of a scanner that poses as a keyboard.
func Input(_ string, raw []byte) (Source, error) {
	o := InputOptions{Pause: 500 * time.Millisecond}
	if err := driver.Options(raw, &o); err != nil {
		return nil, err
	}
	if o.Path == "" {
		return nil, errors.New("path is missing: name the device, such as /dev/input/by-id/usb-ACME_Scanner-event-kbd")
	}
	if o.Pause < time.Millisecond {
		return nil, fmt.Errorf("pause: %v is less than 1ms", o.Pause)
	}
	return inputScanner{o}, nil
}

// grab is EVIOCGRAB of linux/input.h: nobody else gets the device's events.
const grab = 0x40044590

// Run emits each code at the time that its last key came.
func (s inputScanner) Run(ctx context.Context, emit func(evidence.ScanReading)) error {
	began := time.Now()
	k := keys{pause: s.o.Pause, emit: func(line string) {
		if printed(line) {
			r := identify(line)
			r.At = evidence.Millis(time.Since(began).Milliseconds())
			emit(r)
		}
	}}
	ready := func(f *os.File) error {
		if s.o.Shared {
			return nil
		}
		raw, err := f.SyscallConn()
		if err != nil {
			return err
		}
		var refused error
		if err := raw.Control(func(fd uintptr) { refused = unix.IoctlSetInt(int(fd), grab, 1) }); err != nil {
			return err
		}
		if refused != nil {
			return fmt.Errorf("taking the device for this program alone: %w; is it an input device, and does another program hold it?", refused)
		}
		return nil
	}
	return driver.Messages(ctx, s.o.Path, 64*eventSize, ready, k.take)
}

// eventSize is the size of struct input_event where long has 64 bits: two of
// seconds and microseconds, then type, code and value.
const eventSize = 24

// Types and codes of linux/input-event-codes.h.
const (
	typeSync, typeKey     = 0, 1
	syncDropped           = 3
	keyLeftShift          = 42
	keyRightShift         = 54
	keyLeftCtrl           = 29
	keyRightCtrl          = 97
	keyEnter, keyPadEnter = 28, 96
	keyTab                = 15
	keyBracketRight       = 27
)

// typed holds what a key types, alone and with shift, on the US layout.
var typed = func() map[uint16][2]byte {
	m := map[uint16][2]byte{}
	for first, rows := range map[uint16][2]string{
		2: {"1234567890-=", "!@#$%^&*()_+"}, 16: {"qwertyuiop[]", "QWERTYUIOP{}"}, 30: {"asdfghjkl;'`", "ASDFGHJKL:\"~"}, 43: {"\\zxcvbnm,./", "|ZXCVBNM<>?"},
		57: {" ", " "}, 55: {"*", "*"}, 71: {"789-456+1230.", "789-456+1230."}, 98: {"/", "/"},
	} {
		for i := range rows[0] {
			m[first+uint16(i)] = [2]byte{rows[0][i], rows[1][i]}
		}
	}
	return m
}()

// keys makes lines of key events.
type keys struct {
	pause       time.Duration
	emit        func(line string)
	shift, ctrl int // held
	line        []byte
	last        time.Duration // key, by the device's clock
	lost        bool          // events were dropped: nothing counts until the next line
}

// take takes whole events.
func (k *keys) take(b []byte) error {
	if len(b)%eventSize != 0 {
		return fmt.Errorf("%d bytes came, which are no input events; is it an input device?", len(b))
	}
	for ; len(b) > 0; b = b[eventSize:] {
		at := time.Duration(int64(binary.NativeEndian.Uint64(b)))*time.Second + time.Duration(int64(binary.NativeEndian.Uint64(b[8:])))*time.Microsecond
		k.event(at, binary.NativeEndian.Uint16(b[16:]), binary.NativeEndian.Uint16(b[18:]), int32(binary.NativeEndian.Uint32(b[20:])))
	}
	return nil
}

// event takes one event; value is 1 where a key goes down and 0 where it comes up.
func (k *keys) event(at time.Duration, typ, code uint16, value int32) {
	if typ == typeSync && code == syncDropped {
		k.lost = true
	}
	if typ != typeKey || value < 0 || value > 1 {
		return
	}
	switch code {
	case keyLeftShift, keyRightShift:
		k.shift = max(0, k.shift+2*int(value)-1)
		return
	case keyLeftCtrl, keyRightCtrl:
		k.ctrl = max(0, k.ctrl+2*int(value)-1)
		return
	}
	if value == 0 {
		return
	}
	if at-k.last > k.pause || at < k.last {
		k.line, k.lost = k.line[:0], false
	}
	k.last = at
	switch c, ok := typed[code]; {
	case code == keyEnter || code == keyPadEnter || code == keyTab:
		if !k.lost && len(k.line) > 0 {
			k.emit(string(k.line))
		}
		k.line, k.lost = k.line[:0], false
	case k.ctrl > 0 && code == keyBracketRight:
		k.add('\x1d') // how scanners type the separator of element strings
	case ok && k.ctrl == 0:
		k.add(c[min(k.shift, 1)])
	}
}

func (k *keys) add(c byte) {
	if len(k.line) > longestCode {
		k.lost = true
		return
	}
	k.line = append(k.line, c)
}
