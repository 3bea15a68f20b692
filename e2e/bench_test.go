package e2e

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// BenchmarkStart measures from the start of the program as one cart to its
// first page, and its resident memory once it knows the goods by their looks
// and has shown 200 pages: the store's pages and the simulated world are in the same process.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		began := time.Now()
		cmd := exec.Command(binary(b), "serve", "--cart", "cart-1", "--listen", "127.0.0.1:0", "--data", b.TempDir())
		cmd.Dir = root(b)
		out, err := cmd.StdoutPipe()
		if err != nil {
			b.Fatal(err)
		}
		log, err := cmd.StderrPipe()
		if err != nil {
			b.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		addresses := bufio.NewScanner(out)
		for addresses.Scan() && !strings.Contains(addresses.Text(), "/cart/") {
		}
		res, err := http.Get(addresses.Text())
		if err != nil {
			b.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		res.Body.Close()
		b.ReportMetric(float64(time.Since(began).Milliseconds()), "ms/first-page")
		for said := bufio.NewScanner(log); said.Scan() && !strings.Contains(said.Text(), "looks are known"); {
		}
		// What starting up handed back comes again as far as it is used.
		for range 200 {
			res, err := http.Get(addresses.Text())
			if err != nil {
				b.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, res.Body)
			res.Body.Close()
		}
		b.ReportMetric(float64(rss(b, cmd.Process.Pid))*1024/1e6, "MB/idle-cart")
		(&demo{cmd: cmd}).stop(b)
	}
}

// rss is a process's resident memory in KiB.
func rss(b *testing.B, pid int) (kib int64) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Skip("resident memory is read from /proc")
	}
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmRSS:") {
			if _, err := fmt.Sscanf(line, "VmRSS: %d kB", &kib); err != nil {
				b.Fatal(err)
			}
		}
	}
	return kib
}

// BenchmarkTouchscreen measures from a touch to the new drawing on the stream
// that another page of the same cart follows.
func BenchmarkTouchscreen(b *testing.B) {
	d := startDemo(b, "--no-looks")
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	c := &http.Client{Jar: jar}
	get := func(u string) *http.Response {
		res, err := c.Get(u)
		if err != nil {
			b.Fatal(err)
		}
		return res
	}
	get(d.Carts["cart-1"]).Body.Close()
	touch := func(action string, v url.Values) {
		res, err := c.PostForm(d.Base+"/cart/cart-1/do/"+action, v)
		if err != nil {
			b.Error(err)
			return
		}
		res.Body.Close()
	}
	touch("guest", url.Values{"key": {"g"}})
	touch("bags", url.Values{"key": {"b"}, "bags": {"0"}})
	stream := get(d.Base + "/cart/cart-1/live?tab=list")
	defer stream.Body.Close()
	lines := bufio.NewScanner(stream.Body)
	lines.Buffer(nil, 1<<20)
	n := 0
	for b.Loop() {
		n++
		text := fmt.Sprintf("thing-%d-", n)
		done := make(chan struct{})
		go func() {
			defer close(done)
			touch("listadd", url.Values{"key": {text}, "tab": {"list"}, "text": {text}})
		}()
		for lines.Scan() {
			if strings.Contains(lines.Text(), text) {
				break
			}
		}
		<-done
	}
}
