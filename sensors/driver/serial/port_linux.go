package serial

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// speeds are the rates that Linux knows by name.
var speeds = map[int]uint32{
	1200: unix.B1200, 2400: unix.B2400, 4800: unix.B4800, 9600: unix.B9600, 19200: unix.B19200,
	38400: unix.B38400, 57600: unix.B57600, 115200: unix.B115200, 230400: unix.B230400,
}

// open opens a port raw and for itself alone. Its reads and writes obey
// deadlines.
func open(o Options) (*os.File, error) {
	f, err := os.OpenFile(o.Port, os.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, fmt.Errorf("%w; is the cable in, and may this user open it?", err)
	}
	raw, err := f.SyscallConn()
	if err == nil {
		var inner error
		err = raw.Control(func(fd uintptr) { inner = setUp(int(fd), o) })
		if err == nil {
			err = inner
		}
	}
	if err != nil {
		_ = f.Close() // it is the setting up that failed
		return nil, fmt.Errorf("setting up %s: %w", o.Port, err)
	}
	return f, nil
}

// setUp makes a line raw: no echo, no line editing, no flow control. A byte of
// wrong parity arrives as zero, which no protocol here holds.
func setUp(fd int, o Options) error {
	t, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		return fmt.Errorf("it is no serial port: %w", err)
	}
	speed := speeds[o.Baud]
	t.Iflag, t.Oflag, t.Lflag = 0, 0, 0
	t.Cflag = unix.CREAD | unix.CLOCAL | speed
	t.Ispeed, t.Ospeed = speed, speed
	if o.Bits == 7 {
		t.Cflag |= unix.CS7
	} else {
		t.Cflag |= unix.CS8
	}
	if o.Parity != "none" {
		t.Cflag |= unix.PARENB
		t.Iflag |= unix.INPCK
	}
	if o.Parity == "odd" {
		t.Cflag |= unix.PARODD
	}
	if o.Stop == 2 {
		t.Cflag |= unix.CSTOPB
	}
	t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
	if err := unix.IoctlSetTermios(fd, unix.TCSETS, t); err != nil {
		return err
	}
	// What came before the port was ours is of another time.
	return unix.IoctlSetInt(fd, unix.TCFLSH, unix.TCIFLUSH)
}
