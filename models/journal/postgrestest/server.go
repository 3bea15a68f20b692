// Package postgrestest starts a PostgreSQL server for tests, in a temporary
// folder, where one is installed.
package postgrestest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// environment names the address of a server that tests are to use in place of
// files.
const environment = "DASHCART_TEST_POSTGRES"

// Server is a running server.
type Server struct {
	t   testing.TB
	dir string
	bin string
	who *syscall.SysProcAttr
}

// Start starts a server that ends with the test; without PostgreSQL on this
// machine the test is skipped.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{t: t, bin: binaries()}
	if s.bin == "" {
		t.Skip("there is no PostgreSQL server on this machine (Debian: postgresql)")
	}
	dir, err := os.MkdirTemp("", "pg") // short: a socket's path has at most 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	s.dir = dir
	if os.Getuid() == 0 { // the server refuses to be root
		if s.who, err = lesser(dir); err != nil {
			t.Skipf("the server refuses to be root, and there is nobody else to be: %v", err)
		}
	}
	init := exec.Command(filepath.Join(s.bin, "initdb"), "-D", s.data(), "--auth=trust", "--username=dashcart", "--locale=C", "--encoding=UTF8", "--no-sync")
	init.SysProcAttr, init.Dir = s.who, dir
	if out, err := init.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	s.start()
	t.Cleanup(func() { s.Stop() })
	return s
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// Address names the server's one database.
func (s *Server) Address() string {
	return "postgres://dashcart@/postgres?host=" + s.dir + "&sslmode=disable"
}

func (s *Server) start() {
	s.t.Helper()
	ctl := exec.Command(filepath.Join(s.bin, "pg_ctl"), "-D", s.data(), "-w", "-s", "-l", filepath.Join(s.dir, "log"), "-o",
		"-c listen_addresses='' -c unix_socket_directories='"+s.dir+"' -c fsync=off -c max_connections=200", "start")
	ctl.SysProcAttr, ctl.Dir = s.who, s.dir
	if out, err := ctl.CombinedOutput(); err != nil {
		log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
		s.t.Fatalf("the server did not start: %v\n%s%s", err, out, log)
	}
}

// Stop ends the server at once, in the middle of whatever it does.
func (s *Server) Stop() {
	ctl := exec.Command(filepath.Join(s.bin, "pg_ctl"), "-D", s.data(), "-m", "immediate", "-w", "-s", "stop")
	ctl.SysProcAttr, ctl.Dir = s.who, s.dir
	_ = ctl.Run() // it may have been stopped
}

// Restart ends the server in the middle of whatever it does, and starts it.
func (s *Server) Restart() {
	s.t.Helper()
	s.Stop()
	s.start()
}

// binaries is the folder of the newest server that is installed.
func binaries() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if p, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(p); err == nil {
			found = append(found, real)
		}
	}
	if len(found) == 0 {
		return ""
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1])
}

// lesser makes the folder somebody's who is not root.
func lesser(dir string) (*syscall.SysProcAttr, error) {
	var last error
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			last = err
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		if last = os.Chown(dir, uid, gid); last == nil {
			return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
		}
	}
	return nil, last
}

// Fresh is the address of an empty part of the server's database, of the test's
// own.
func Fresh(t testing.TB, address string) string {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	name := "t" + strings.ToLower(rand.Text())
	if _, err := db.ExecContext(context.Background(), "CREATE SCHEMA "+name); err != nil {
		t.Fatal(err)
	}
	return address + "&search_path=" + name
}

// Place is where a test keeps a store's records: a file, or a part of a
// database while Again runs.
func Place(t testing.TB) string {
	t.Helper()
	if address := os.Getenv(environment); address != "" {
		return Fresh(t, address)
	}
	return filepath.Join(t.TempDir(), "store.db")
}

// Again runs this package's tests of a pattern once more, on PostgreSQL.
func Again(t *testing.T, pattern string) {
	t.Helper()
	if os.Getenv(environment) != "" {
		return
	}
	s := Start(t)
	cmd := exec.Command(os.Args[0], "-test.run="+pattern, "-test.v")
	cmd.Env = append(os.Environ(), environment+"="+s.Address())
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS") {
		t.Errorf("on PostgreSQL: %v\n%s", err, out)
	}
	t.Log(fmt.Sprint(strings.Count(string(out), "\n--- PASS"), " tests passed on PostgreSQL"))
}
