package position

import (
	"slices"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver/drivertest"
)

func reader(t testing.TB, options string) Source {
	t.Helper()
	s, err := Serial("beacons", []byte(options))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// hear gives bytes to a reader as its port would.
func hear(t testing.TB, options, said string) (names []string) {
	t.Helper()
	b := beacons{reader(t, options).(serialReader), func(name string) { names = append(names, name) }}
	for waiting := []byte(said); len(waiting) > 0; {
		step, err := b.Next(waiting)
		if err != nil || step.Used == 0 {
			break
		}
		waiting = waiting[step.Used:]
	}
	return names
}

func TestBeaconsAreLines(t *testing.T) {
	for name, c := range map[string]struct {
		options, said string
		want          []string
	}{
		"names":         {"port: /dev/x", "dash-1\r\naisle_4\n", []string{"dash-1", "aisle_4"}},
		"strengths":     {"port: /dev/x", "dash-1 -55\ndash-2,-90\n", []string{"dash-1"}},
		"another limit": {"{port: /dev/x, weakest: -95}", "dash-2,-90\n", []string{"dash-2"}},
		"half a line":   {"port: /dev/x", "dash-1\ndas", []string{"dash-1"}},
		"noise":         {"port: /dev/x", "\x00\xffq\xfe\ndash-1 loud\n\n\rdash-2\n", []string{"dash-2"}},
		"another form":  {`{port: /dev/x, line: "^\\$B;(\\w+);(-?\\d+)$"}`, "$B;L7;-40\nL8\n", []string{"L7"}},
	} {
		if got := hear(t, c.options, c.said); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for options, want := range map[string]string{"{}": "port", "{port: /dev/x, line: \"(\"}": "line", "{port: /dev/x, line: abc}": "group", "{port: /dev/x, weak: 1}": "weak"} {
		if _, err := Serial("beacons", []byte(options)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %q in it", options, err, want)
		}
	}
}

func FuzzBeacons(f *testing.F) {
	f.Add("dash-1 -55\r\n")
	f.Add("\x00,,-\n-1 -99999999999999999999\n")
	f.Fuzz(func(t *testing.T, said string) {
		for _, name := range hear(t, "port: /dev/x", said) {
			if name == "" || strings.ContainsAny(name, "\r\n\x00 ") {
				t.Errorf("%q names a beacon %q", said, name)
			}
		}
	})
}

func TestAReaderOfBeaconsKeepsTheRulesOfDrivers(t *testing.T) {
	drivertest.Conform(t, drivertest.Driver[evidence.PositionReading]{
		New: func(t *testing.T) drivertest.Run[evidence.PositionReading] {
			l := drivertest.NewLine(t)
			l.Stream(func(int) string { return "dash-1 -40\r\n" })
			return reader(t, "port: "+l.Path).Run
		},
		Missing: func(t *testing.T) drivertest.Run[evidence.PositionReading] {
			return reader(t, "port: /dev/pts/none").Run
		},
		At: func(r evidence.PositionReading) evidence.Millis { return r.At },
	})
}
