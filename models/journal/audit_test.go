package journal

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/journal/postgrestest"
)

// logged is a store with a log of n entries.
func logged(t *testing.T, n int) (*Store, account.Entry) {
	t.Helper()
	s, err := OpenStore(postgrestest.Place(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	var last account.Entry
	for i := range n {
		last, err = s.Audit(context.Background(), account.Entry{At: time.Unix(int64(1_700_000_000+i), 123456789).In(time.FixedZone("x", 3600)), Who: "s1", Name: "Bo", Role: account.Clerk, Act: "POST /admin/produce/:plu", Object: fmt.Sprint("/admin/produce/", 4011+i), Detail: "price=1.2<script>&", Outcome: account.Asked})
		if err != nil {
			t.Fatal(err)
		}
	}
	return s, last
}

func TestTheLogIsWhatWasWritten(t *testing.T) {
	s, last := logged(t, 20)
	got, err := s.CheckAudit(context.Background(), "")
	if err != nil || got != last {
		t.Fatalf("%+v %v, want %+v", got, err, last)
	}
	page, n, err := s.AuditPage(context.Background(), "", 0, 5)
	if err != nil || n != 20 || len(page) != 5 || page[0] != last {
		t.Errorf("%d entries, %d on the page, %v", n, len(page), err)
	}
	if _, n, _ := s.AuditPage(context.Background(), "4013", 0, 5); n != 1 {
		t.Errorf("%d entries name 4013", n)
	}
	if _, err := s.CheckAudit(context.Background(), page[3].Hash); err != nil {
		t.Errorf("a hash noted earlier: %v", err)
	}
	if _, err := s.CheckAudit(context.Background(), strings.Repeat("0", 64)); err == nil {
		t.Error("a hash that is not in the log is found")
	}
}

// TestTamperingShows changes the log as somebody with the file would.
func TestTamperingShows(t *testing.T) {
	for name, c := range map[string]struct {
		sql []string
		at  int64
	}{
		"a detail":        {[]string{`UPDATE audit SET detail = 'price=9' WHERE seq = 7`}, 7},
		"a name":          {[]string{`UPDATE audit SET name = 'Al' WHERE seq = 1`}, 1},
		"a time":          {[]string{`UPDATE audit SET at = at + 1 WHERE seq = 20`}, 20},
		"an entry out":    {[]string{`DELETE FROM audit WHERE seq = 7`}, 7},
		"numbers closed":  {[]string{`DELETE FROM audit WHERE seq = 7`, `UPDATE audit SET seq = seq - 1 WHERE seq > 7`}, 7},
		"the tail cut":    {[]string{`DELETE FROM audit WHERE seq > 15`}, 16},
		"everything gone": {[]string{`DELETE FROM audit`}, 1},
		"two swapped":     {[]string{`UPDATE audit SET seq = 100 WHERE seq = 3`, `UPDATE audit SET seq = 3 WHERE seq = 4`, `UPDATE audit SET seq = 4 WHERE seq = 100`}, 3},
		"one put in":      {[]string{`INSERT INTO audit (at, who, name, role, act, object, detail, outcome, prev, hash) VALUES (1, '', '', '', '', '', '', '', '', 'x')`}, 21},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := logged(t, 20)
			if err := s.write.Exec(c.sql[0]).Error; err == nil && name != "one put in" {
				t.Error("the file lets its log be changed")
			}
			for _, q := range append([]string{`DROP TRIGGER audit_stays`, `DROP TRIGGER audit_keeps`}, c.sql...) {
				if name == "one put in" && q == c.sql[0] {
					continue // it went in above
				}
				if err := s.write.Exec(q).Error; err != nil {
					t.Fatal(err)
				}
			}
			_, err := s.CheckAudit(context.Background(), "")
			var broken *account.Broken
			if !errors.As(err, &broken) || broken.Seq != c.at {
				t.Errorf("%v, want it broken at %d", err, c.at)
			}
		})
	}
}
