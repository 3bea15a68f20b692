package store

import (
	"fmt"
	"strings"
	"testing"
)

func TestWhereEventsWait(t *testing.T) {
	for _, c := range []struct {
		events Events
		says   string
	}{
		{Events{}, ""},
		{Events{[]string{"tls://a:4222", "nats://b:4222", "tls://c"}, 3}, ""},
		{Events{[]string{"a:4222"}, 3}, "is not an address"},
		{Events{[]string{"http://a:4222"}, 3}, "is not an address"},
		{Events{[]string{"tls://me:secret@a:4222"}, 3}, "credentials"},
		{Events{[]string{"tls://a:4222"}, 2}, "not 1, 3 or 5"},
		{Events{nil, 3}, "no servers"},
	} {
		var said []string
		c.events.check(func(at, format string, args ...any) { said = append(said, at+": "+fmt.Sprintf(format, args...)) })
		if all := strings.Join(said, "; "); (all == "") != (c.says == "") || !strings.Contains(all, c.says) || strings.Contains(all, "secret") {
			t.Errorf("%+v: %q", c.events, all)
		}
	}
}
