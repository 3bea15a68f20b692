package e2e

import (
	"bufio"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestAHangUpMergesTheChangedFiles: a running store is sent SIGHUP after its
// files changed; what they say now and what staff changed hold together, and
// broken files change nothing.
func TestAHangUpMergesTheChangedFiles(t *testing.T) {
	t.Parallel()
	file := storeFile(t)
	goods := filepath.Join(filepath.Dir(file), "catalog")
	if err := os.Remove(goods); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(goods, os.DirFS(filepath.Join(root(t), "catalog"))); err != nil {
		t.Fatal(err)
	}
	data, bin := filepath.Join(t.TempDir(), "data"), binary(t)
	const email, password = "owner@example.org", "correct horse battery"
	add := exec.Command(bin, "staff", "--data", data, "--name", "Olivia", "--role", "owner", "--email", email)
	add.Stdin = strings.NewReader(password + "\n")
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	serve := exec.Command(bin, "serve", "--store", file, "--listen", "127.0.0.1:0", "--data", data)
	out, err := serve.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	logged, err := serve.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	says, told := bufio.NewReader(out), bufio.NewScanner(logged)
	t.Cleanup(func() {
		_ = serve.Process.Signal(syscall.SIGTERM)
		_, _ = io.Copy(io.Discard, logged)
		if err := serve.Wait(); err != nil {
			t.Errorf("serve ended with %v", err)
		}
	})
	base, err := says.ReadString('\n')
	if err == nil {
		_, err = says.ReadString('\n') // a cart's address: the store is open
	}
	if err != nil {
		t.Fatal(err)
	}
	base = strings.TrimSpace(base)

	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	staff := &http.Client{Jar: jar}
	page := func(at string, form url.Values) string {
		t.Helper()
		var res *http.Response
		var err error
		if form == nil {
			res, err = staff.Get(base + at)
		} else {
			res, err = staff.PostForm(base+at, form)
		}
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s %v", at, res.Status, err)
		}
		return string(b)
	}
	hangUp := func(want string) {
		t.Helper()
		if err := serve.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		for told.Scan() {
			if strings.Contains(told.Text(), want) {
				return
			}
		}
		t.Fatalf("serve never said %q: %v", want, told.Err())
	}
	const whole, reduced = "/admin/products/9520101011138", "/admin/products/9520101012265"
	page("/admin/login", url.Values{"email": {email}, "password": {password}})
	page(whole, url.Values{"version": {"1"}, "price_cents": {"4.49"}})

	list := filepath.Join(goods, "products.csv")
	was, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	now := strings.NewReplacer("9520101011138,Meadow Lane,Whole milk,", "9520101011138,Meadow Lane,Farm milk,", "1 gal,dairy,389,", "1 gal,dairy,395,").Replace(string(was))
	if err := os.WriteFile(list, []byte(now), 0o644); err != nil {
		t.Fatal(err)
	}
	hangUp("the files were read again")
	if p := page(whole, nil); !strings.Contains(p, `value="Farm milk"`) || !strings.Contains(p, `value="4.49"`) {
		t.Error("the file's new name and the staff's price do not stand together")
	}
	if p := page(reduced, nil); !strings.Contains(p, `value="3.95"`) {
		t.Error("the file's new price is not in force")
	}
	if err := os.WriteFile(list, []byte("gtin,name\n\"torn"), 0o644); err != nil {
		t.Fatal(err)
	}
	hangUp("the files were not read again")
	if p := page(whole, nil); !strings.Contains(p, `value="Farm milk"`) {
		t.Error("broken files took something away")
	}
}
