package scanner

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver/drivertest"
)

// press is events as a kernel writes them; a negative code is a key that comes up.
func press(at time.Duration, codes ...int) (b []byte) {
	for _, c := range codes {
		value := int32(1)
		if c < 0 {
			value, c = 0, -c
		}
		b = append(b, event(at, typeKey, uint16(c), value)...)
		b = append(b, event(at, typeSync, 0, 0)...)
	}
	return b
}

func event(at time.Duration, typ, code uint16, value int32) []byte {
	b := make([]byte, 0, eventSize)
	b = binary.NativeEndian.AppendUint64(b, uint64(at/time.Second))
	b = binary.NativeEndian.AppendUint64(b, uint64(at%time.Second/time.Microsecond))
	b = binary.NativeEndian.AppendUint16(b, typ)
	b = binary.NativeEndian.AppendUint16(b, code)
	return binary.NativeEndian.AppendUint32(b, uint32(value))
}

// tap presses keys and lets them go.
func tap(codes ...int) (out []int) {
	for _, c := range codes {
		out = append(out, c, -c)
	}
	return out
}

func TestKeysAreCodes(t *testing.T) {
	ean := tap(10, 6, 3, 11, 2, 11, 2, 2, 2, 2, 4, 9, 9) // 9520101111388
	for name, c := range map[string]struct {
		in   [][]byte
		want []string
	}{
		"digits and Enter":      {[][]byte{press(0, append(ean, tap(keyEnter)...)...)}, []string{"9520101111388"}},
		"the keypad":            {[][]byte{press(0, tap(79, 80, 81, 82, keyPadEnter)...)}, []string{"1230"}},
		"capitals and signs":    {[][]byte{press(0, keyLeftShift, 30, -30, 2, -2, -keyLeftShift, 30, -30, 53, -53, keyTab)}, []string{"A!a/"}},
		"both shifts":           {[][]byte{press(0, keyLeftShift, keyRightShift, -keyLeftShift, 48, -48, -keyRightShift, 48, keyEnter)}, []string{"Bb"}},
		"a separator":           {[][]byte{press(0, 2, -2, keyLeftCtrl, keyBracketRight, -keyBracketRight, -keyLeftCtrl, 3, keyEnter)}, []string{"1\x1d2"}},
		"a key held down":       {[][]byte{press(0, 2), event(1, typeKey, 2, 2), press(0, -2, 3, keyEnter)}, []string{"12"}},
		"what was left before":  {[][]byte{press(0, 2, 3), press(2*time.Second, 4, 5, keyEnter)}, []string{"34"}},
		"a clock that jumps":    {[][]byte{press(time.Hour, 2, 3), press(time.Second, 4, 5, keyEnter)}, []string{"34"}},
		"events were dropped":   {[][]byte{press(0, 2), event(0, typeSync, syncDropped, 0), press(0, 3, keyEnter, 4, keyEnter)}, []string{"3"}},
		"Enter alone":           {[][]byte{press(0, keyEnter, keyEnter)}, nil},
		"other keys and events": {[][]byte{press(0, 2, 59, 1, keyEnter), event(0, 4, 4, 458792)}, []string{"1"}},
	} {
		var got []string
		k := keys{pause: time.Second, emit: func(s string) { got = append(got, s) }}
		for _, b := range c.in {
			if err := k.take(b); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if err := new(keys).take(make([]byte, eventSize+1)); err == nil {
		t.Error("a part of an event was taken")
	}
}

func FuzzKeys(f *testing.F) {
	f.Add(press(0, 2, 3, keyEnter))
	f.Add(press(0, keyLeftShift, -keyRightShift, -keyRightShift, 200, keyEnter))
	f.Fuzz(func(t *testing.T, b []byte) {
		k := keys{pause: time.Second, emit: func(s string) {
			if s == "" || len(s) > longestCode+1 {
				t.Errorf("a code of %d bytes", len(s))
			}
		}}
		_ = k.take(b)
	})
}

func TestInputIsADriver(t *testing.T) {
	made := func(t *testing.T, path string) drivertest.Run[evidence.ScanReading] {
		s, err := Input("handle", []byte("path: "+path+"\nshared: true\n"))
		if err != nil {
			t.Fatal(err)
		}
		return s.Run
	}
	drivertest.Conform(t, drivertest.Driver[evidence.ScanReading]{
		New: func(t *testing.T) drivertest.Run[evidence.ScanReading] {
			return made(t, drivertest.Device(t, press(0, 2, -2, 3, -3, keyEnter, -keyEnter)))
		},
		Missing: func(t *testing.T) drivertest.Run[evidence.ScanReading] { return made(t, "/dev/input/no-such-scanner") },
		At:      func(r evidence.ScanReading) evidence.Millis { return r.At },
	})
}

func TestInputTakesOnlyInputDevices(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Input("handle", []byte("path: "+path))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Run(t.Context(), func(evidence.ScanReading) { t.Error("a code of an empty file") }); err == nil {
		t.Error("a plain file was taken")
	}
	for _, raw := range []string{"", "path: x\npause: 0s", "file: x"} {
		if _, err := Input("handle", []byte(raw)); err == nil {
			t.Errorf("%q was taken", raw)
		}
	}
}
