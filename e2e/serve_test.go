package e2e

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestABrokenStoreFileIsShownAndMended starts the server with a wrong file: its
// pages say what is wrong, and open once it is right.
func TestABrokenStoreFileIsShownAndMended(t *testing.T) {
	t.Parallel()
	file := storeFile(t, "time_zone: America/Chicago", "time_zone: Mars/Olympus\nfoo: 1")
	cmd := exec.Command(binary(t), "serve", "--store", file, "--listen", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "data"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = io.Discard // it says the same as the page
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			t.Errorf("serve ended with %v", err)
		}
	})
	lines := bufio.NewReader(out)
	base, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	base = strings.TrimSpace(base)
	page := until(t, base, func(code int, page string) bool {
		return code == http.StatusServiceUnavailable && strings.Contains(page, "Mars/Olympus")
	})
	if !strings.Contains(page, "store.yaml:") || !strings.Contains(page, "foo") {
		t.Errorf("the page does not say where:\n%s", page)
	}
	good, err := os.ReadFile(storeFile(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, good, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := lines.ReadString('\n'); err != nil { // a cart's address: the store is open
		t.Fatal(err)
	}
	until(t, base+"/phone/signin", func(code int, page string) bool {
		return code == http.StatusOK && strings.Contains(page, "Corner Market")
	})
}

// until asks for a page as often as a browser that refreshes, until it is as
// wanted.
func until(t *testing.T, url string, ok func(int, string) bool) string {
	t.Helper()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	end := time.After(time.Minute)
	for {
		res, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if ok(res.StatusCode, string(b)) {
			return string(b)
		}
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("%s is still %s:\n%s", url, res.Status, b)
		}
	}
}

// TestOneWholeTripFromOneCommand shops headless and reads the end of what it
// prints.
func TestOneWholeTripFromOneCommand(t *testing.T) {
	cmd := exec.Command(binary(t), "trip", "--no-looks")
	cmd.Dir = root(t)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text := strings.TrimSpace(string(out))
	last := text[strings.LastIndexByte(text, '\n')+1:]
	if !strings.HasPrefix(last, "paid $") {
		t.Errorf("it ends %q", last)
	}
	for _, want := range []string{"asked:", "Not this?", "takes out", "Receipt 000001"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in the trip:\n%s", want, text)
		}
	}
}
