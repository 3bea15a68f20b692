// Package e2e drives the built binary as people do: in a browser, over HTTP,
// by signals. It finds the binary in DASHCART_BIN and Chromium in CHROME_BIN or
// on the path, and skips, saying so, what it cannot find.
package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// addresses is what `dashcart demo --json` prints once it serves.
type addresses struct {
	Base  string            `json:"base"`
	Carts map[string]string `json:"carts"` // the kiosks' own addresses, with their keys
	Lanes map[string]string `json:"lanes"` // exit displays
	Phone string            `json:"phone"`
	Admin string            `json:"admin"`
	Bench string            `json:"bench"`
	Owner struct {
		Email    string `json:"email"`
		Password string `json:"password"`
	} `json:"owner"`
	Data string `json:"data"`
}

// binary returns the path of the program under test.
func binary(t testing.TB) string {
	t.Helper()
	bin := os.Getenv("DASHCART_BIN")
	if bin == "" {
		t.Skip("DASHCART_BIN names no binary; make test builds one and names it")
	}
	// Looking at it, and at what it and the tests' commands read, makes a
	// remembered result count only while all of these stay as they are.
	if _, err := os.Stat(bin); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"catalog", "packaging", "scripts"} {
		if err := filepath.WalkDir(filepath.Join(root(t), dir), func(_ string, _ os.DirEntry, err error) error { return err }); err != nil {
			t.Fatal(err)
		}
	}
	return bin
}

// root is the repository's root, where store.yaml lies.
func root(t testing.TB) string {
	t.Helper()
	_, file, _, ok := runtime.Caller(0)
	if !ok {
		t.Fatal("no source path")
	}
	return filepath.Dir(filepath.Dir(file))
}

// demo is a running `dashcart demo`.
type demo struct {
	addresses
	cmd *exec.Cmd
	axe bool // each step of linking is looked at
}

// startDemo runs the demo with further arguments and waits for its addresses.
// It is told to stop at the end of the test and must then end by itself.
func startDemo(t testing.TB, args ...string) *demo {
	t.Helper()
	cmd := exec.Command(binary(t), append([]string{"demo", "--listen", "127.0.0.1:0", "--json"}, args...)...)
	cmd.Dir = root(t)
	log := &logWriter{t: t}
	cmd.Stderr = log
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	d := &demo{cmd: cmd}
	t.Cleanup(func() { d.stop(t) })
	lines := make(chan string)
	go func() {
		defer close(lines)
		s := bufio.NewScanner(out)
		s.Buffer(nil, 1<<20)
		for s.Scan() {
			lines <- s.Text()
		}
	}()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for {
		select {
		case line, ok := <-lines:
			if !ok {
				t.Fatal("the demo ended before it printed its addresses")
			}
			if strings.HasPrefix(line, "{") {
				if err := json.Unmarshal([]byte(line), &d.addresses); err != nil {
					t.Fatalf("addresses %q: %v", line, err)
				}
				go func() {
					for range lines {
					}
				}()
				return d
			}
		case <-ctx.Done():
			t.Fatal("the demo printed no addresses within a minute")
		}
	}
}

// stop asks the demo to end and fails the test if it has to be killed or
// reports a data race.
func (d *demo) stop(t testing.TB) {
	if d.cmd.ProcessState != nil {
		return
	}
	_ = d.cmd.Process.Signal(syscall.SIGTERM)
	done := make(chan error, 1)
	go func() { done <- d.cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("the demo ended with %v", err)
		}
	case <-time.After(20 * time.Second):
		_ = d.cmd.Process.Kill()
		<-done
		t.Error("the demo did not end within 20 s of SIGTERM")
	}
}

// logWriter gives the program's own log to the test's.
type logWriter struct{ t testing.TB }

func (w *logWriter) Write(p []byte) (int, error) {
	for _, line := range strings.Split(strings.TrimRight(string(p), "\n"), "\n") {
		w.t.Log(line)
	}
	return len(p), nil
}
