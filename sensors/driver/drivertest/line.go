package drivertest

import (
	"bytes"
	"fmt"
	"os"
	"sync"
	"testing"

	"golang.org/x/sys/unix"
)

// Line is a serial line without a cable (a pseudo-terminal): Path is what a
// driver opens as its port, and the test is the device at the other end.
type Line struct {
	Path   string
	device *os.File
	held   *os.File // keeps the port open between two runs of a driver, as a cable does
	once   sync.Once
}

// NewLine lays a line that lives as long as the test.
func NewLine(t *testing.T) *Line {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK, 0)
	if err != nil {
		t.Skipf("this machine gives no pseudo-terminals: %v", err)
	}
	l := &Line{device: master}
	t.Cleanup(l.Unplug)
	raw, err := master.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	err = raw.Control(func(fd uintptr) {
		var n int
		if err = unix.IoctlSetPointerInt(int(fd), unix.TIOCSPTLCK, 0); err != nil {
			return
		}
		if n, err = unix.IoctlGetInt(int(fd), unix.TIOCGPTN); err == nil {
			l.Path = fmt.Sprintf("/dev/pts/%d", n)
		}
	})
	if err != nil || l.Path == "" {
		t.Fatalf("preparing a pseudo-terminal: %v", err)
	}
	if l.held, err = os.OpenFile(l.Path, os.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK, 0); err != nil {
		t.Fatal(err)
	}
	if err := makeRaw(l.held); err != nil {
		t.Fatal(err)
	}
	return l
}

// makeRaw keeps the line from echoing before a driver has set it up.
func makeRaw(f *os.File) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var inner error
	err = raw.Control(func(fd uintptr) {
		var t *unix.Termios
		if t, inner = unix.IoctlGetTermios(int(fd), unix.TCGETS); inner == nil {
			t.Iflag, t.Oflag, t.Lflag = 0, 0, 0
			inner = unix.IoctlSetTermios(int(fd), unix.TCSETS, t)
		}
	})
	if err == nil {
		err = inner
	}
	return err
}

// Unplug ends the device: the driver's reads fail, as when a cable is pulled.
func (l *Line) Unplug() {
	l.once.Do(func() {
		_ = l.device.Close()
		_ = l.held.Close()
	})
}

// Say sends bytes to the driver. Once the line is unplugged it does nothing.
func (l *Line) Say(b string) { _, _ = l.device.WriteString(b) }

// Answer makes the device answer: reply gets what the driver sent and was not
// answered yet, and returns how much of it it used and what the device says. It runs
// until the line is unplugged.
func (l *Line) Answer(reply func(asked []byte) (used int, say string)) {
	go func() {
		var asked bytes.Buffer
		chunk := make([]byte, 256)
		for {
			n, err := l.device.Read(chunk)
			if err != nil {
				return
			}
			asked.Write(chunk[:n])
			for asked.Len() > 0 {
				used, say := reply(asked.Bytes())
				if used == 0 {
					break
				}
				asked.Next(used)
				l.Say(say)
			}
		}
	}()
}

// Stream says something again and again, as fast as the driver reads, until
// the line is unplugged.
func (l *Line) Stream(say func(i int) string) {
	go func() {
		for i := 0; ; i++ {
			if _, err := l.device.WriteString(say(i)); err != nil {
				return
			}
		}
	}()
}
