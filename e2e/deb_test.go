package e2e

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// machine is this one as it would be after what is done to it: a view of its
// files in which every change goes to a folder of the test's own.
type machine struct {
	*testing.T
	dir string
}

// inMachine mounts the view in a namespace of its own and runs the arguments
// after it; the mounts end with it.
const inMachine = `set -e
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/changes,workdir=$1/work" "$1/root"
for d in proc dev sys; do mount --rbind /$d "$1/root/$d"; done
mount -t tmpfs tmpfs "$1/root/run"
mount --bind "$1/packages" "$1/root/mnt"
root=$1/root
shift
exec chroot "$root" "$@"`

func newMachine(t *testing.T) *machine {
	t.Helper()
	for _, tool := range []string{"dpkg", "dpkg-shlibdeps", "unshare", "chroot", "setpriv", "systemd-sysusers"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s: the package is not tried out", tool)
		}
	}
	if os.Getuid() != 0 {
		t.Skip("only root can install a package, even into a view of this machine")
	}
	m := &machine{t, t.TempDir()}
	for _, d := range []string{"changes", "work", "root", "packages"} {
		if err := os.Mkdir(filepath.Join(m.dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(m.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := m.command("true").CombinedOutput(); err != nil {
		t.Skipf("this machine lets nobody mount a view of it (%v: %s)", err, out)
	}
	return m
}

func (m *machine) command(args ...string) *exec.Cmd {
	c := exec.Command("unshare", append([]string{"--mount", "sh", "-c", inMachine, "sh", m.dir}, args...)...)
	c.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C")
	return c
}

// does runs a command there and returns what it said.
func (m *machine) does(args ...string) string {
	m.Helper()
	out, err := m.command(args...).CombinedOutput()
	if err != nil {
		m.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// fails runs a command there that must not succeed.
func (m *machine) fails(args ...string) {
	m.Helper()
	if out, err := m.command(args...).CombinedOutput(); err == nil {
		m.Errorf("%s succeeded:\n%s", strings.Join(args, " "), out)
	}
}

// pack makes the package in a version, and returns its path there.
func (m *machine) pack(version string) string {
	m.Helper()
	c := exec.Command("scripts/deb.sh", version, os.Getenv("DASHCART_BIN"), filepath.Join(m.dir, "packages"))
	c.Dir = ".."
	if out, err := c.CombinedOutput(); err != nil {
		m.Fatalf("%v\n%s", err, out)
	}
	files, err := filepath.Glob(filepath.Join(m.dir, "packages", "*_"+version+"_*.deb"))
	if err != nil || len(files) != 1 {
		m.Fatalf("packages %v, %v", files, err)
	}
	return "/mnt/" + filepath.Base(files[0])
}

// as makes a command one of another user's. setpriv becomes the command, so
// that whoever kills the one kills the other.
func as(user string, args ...string) []string {
	group := user
	if user == "nobody" {
		group = "nogroup"
	}
	return append([]string{"setpriv", "--reuid", user, "--regid", group, "--init-groups"}, args...)
}

// serves starts the store as its unit would, asks whether it is ready, and
// stops it.
func (m *machine) serves() {
	m.Helper()
	c := m.command(as("dashcart", "/usr/bin/dashcart", "serve", "--role", "hub", "--store", "/etc/dashcart/store.yaml", "--data", "/var/lib/dashcart",
		"--listen", "127.0.0.1:0", "--bus", "127.0.0.1:0", "--log-format", "json")...)
	var said strings.Builder
	c.Stderr = &said
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		m.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		_ = c.Wait()
		m.Fatalf("the store did not start:\n%s", said.String())
	}
	answer := ""
	for { // until it has opened its records
		r, err := http.Get(lines.Text() + "/readyz")
		if err != nil {
			m.Fatal(err)
		}
		b, _ := io.ReadAll(r.Body)
		r.Body.Close()
		if answer = string(b); r.StatusCode == http.StatusOK {
			break
		}
		if !strings.Contains(answer, "not open yet") {
			m.Fatalf("not ready: %s", answer)
		}
	}
	_ = c.Process.Kill() // each command above became the next: this is the store itself
	for lines.Scan() {
	}
	_ = c.Wait()
	if !strings.Contains(answer, `"records":"ok"`) {
		m.Errorf("ready, but %s", answer)
	}
}

// TestThePackageIsInstalledUpgradedAndRemoved goes through a package's life on
// a view of this machine.
func TestThePackageIsInstalledUpgradedAndRemoved(t *testing.T) {
	t.Parallel()
	if os.Getenv("DASHCART_BIN") == "" {
		t.Skip("DASHCART_BIN names no binary; make test builds one and names it")
	}
	m := newMachine(t)
	first, second := m.pack("1.0.0"), m.pack("1.0.1")

	m.does("dpkg", "-i", first)
	if got := m.does("stat", "-c", "%U:%G %a", "/var/lib/dashcart"); got != "dashcart:dashcart 750\n" {
		t.Errorf("the records belong to %s", got)
	}
	if got := m.does("getent", "passwd", "dashcart"); !strings.HasSuffix(strings.TrimSpace(got), "/nologin") {
		t.Errorf("the service's user may log in: %s", got)
	}
	m.does("dashcart", "check", "/etc/dashcart/store.yaml")
	m.does("systemd-analyze", "verify", "/usr/lib/systemd/system/dashcart-hub.service", "/usr/lib/systemd/system/dashcart-cart.service")
	m.does("sh", "-c", `echo '# the owner wrote this' >>/etc/dashcart/store.yaml; echo BUS=0.0.0.0:4333 >>/etc/dashcart/hub.env`)
	m.does("sh", "-c", `echo a long passphrase here | setpriv --reuid dashcart --regid dashcart --init-groups dashcart staff --data /var/lib/dashcart --email a@example.org --name Ana --role owner`)
	m.fails(as("nobody", "cat", "/var/lib/dashcart/store.db")...)
	m.serves()

	keeps := func(when string) {
		t.Helper()
		for file, want := range map[string]string{"/etc/dashcart/store.yaml": "the owner wrote this", "/etc/dashcart/hub.env": "4333"} {
			if got := m.does("cat", file); !strings.Contains(got, want) {
				t.Errorf("%s, %s lost what the owner wrote", when, file)
			}
		}
		m.does("test", "-s", "/var/lib/dashcart/store.db")
	}
	version := func() string { return strings.TrimSpace(m.does("dpkg-query", "-f", "${Version}", "-W", "dashcart")) }
	m.does("dpkg", "-i", second)
	if v := version(); v != "1.0.1" {
		t.Errorf("upgraded to %s", v)
	}
	keeps("upgraded")
	m.serves()
	if got := m.does(as("dashcart", "dashcart", "check", "--audit", "--data", "/var/lib/dashcart")...); !strings.Contains(got, "the log is whole: 1 entries") {
		t.Errorf("after the upgrade: %s", got)
	}
	m.does("dpkg", "-i", "--force-downgrade", first)
	if v := version(); v != "1.0.0" {
		t.Errorf("back to %s", v)
	}
	m.serves()

	m.does("dpkg", "-r", "dashcart")
	m.fails("test", "-e", "/usr/bin/dashcart")
	keeps("removed")
	if out := m.does("dpkg", "-P", "dashcart"); !strings.Contains(out, "the records in /var/lib/dashcart stay") {
		t.Errorf("purged without a word about the records: %s", out)
	}
	m.fails("test", "-e", "/etc/dashcart")
	m.does("test", "-s", "/var/lib/dashcart/store.db")
}

// TestTheUnitsAreLockedDown holds what the services may do against a bound:
// systemd counts from 0, nothing, to 10, everything.
func TestTheUnitsAreLockedDown(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("there is no systemd-analyze")
	}
	for unit, most := range map[string]int{"hub": 15, "cart": 25} { // tenths
		out, err := exec.Command("systemd-analyze", "security", "--offline=true", fmt.Sprintf("--threshold=%d", most), "../packaging/systemd/dashcart-"+unit+".service").CombinedOutput()
		if err != nil {
			t.Errorf("dashcart-%s.service may do more than it should: %v\n%s", unit, err, out)
		}
	}
}
