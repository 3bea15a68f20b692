package drivertest

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Device is a device file (a named pipe) that gives the same message again and
// again for as long as the test lives.
func Device(t *testing.T, message []byte) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "device")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Skipf("no named pipes here: %v", err)
	}
	device, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			default:
				_ = device.SetWriteDeadline(time.Now().Add(10 * time.Millisecond))
				_, _ = device.Write(message)
			}
		}
	}()
	t.Cleanup(func() { close(stop); <-done; device.Close() })
	return path
}
