package e2e

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheHeadOfficeInTheBrowser signs in at a chain, lets a store join, and
// makes a price different there.
func TestTheHeadOfficeInTheBrowser(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	file := storeFile(t, "languages:", "chain:\n  stores:\n    - {id: elm, name: Elm Street, region: west}\n    - {id: oak, name: Oak Avenue, region: west}\nlanguages:")
	cmd := exec.Command(binary(t), "serve", "--role", "chain", "--store", file, "--listen", "127.0.0.1:0", "--bus", "127.0.0.1:0", "--leaf", "127.0.0.1:0", "--data", data)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			t.Errorf("serve ended with %v", err)
		}
	})
	base, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	base = strings.TrimSpace(base)
	until(t, base+"/admin/login", func(code int, page string) bool { return code == 200 && strings.Contains(page, `name="email"`) })
	add := exec.Command(binary(t), "staff", "--data", data, "--email", "olivia@example.com", "--name", "Olivia", "--role", "owner")
	add.Stdin = strings.NewReader("correct horse battery\n")
	if text, err := add.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	staff := open(t, browser(t), "chain", base+"/admin/login", 1280, 900)
	staff.types(`input[name="email"]`, "olivia@example.com")
	staff.types(`input[name="password"]`, "correct horse battery")
	staff.clicks(`main form button`)
	staff.sees(`[data-test="store-elm"]`)
	staff.clicks(`[data-test="store-elm"] form button`)
	staff.says(`[data-test="join-code"]`, "dashcart join --chain")
	staff.sets(`input[name="code"]`, milk)
	staff.sets(`input[name="value"]`, "4.29")
	staff.clicks(`button[name="save"]`)
	staff.says(`[data-test="override"]`, "4.29")
	staff.says(`[data-test="override"]`, "Region west")
	for _, w := range []int64{390, 820, 1280} {
		staff.run("width", chromedp.EmulateViewport(w, 900))
		staff.fits("the stores")
	}
	staff.shots("stores")
	staff.checkAxe("stores")
}
