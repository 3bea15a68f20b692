package scale

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver/drivertest"
	"pgregory.net/rapid"
)

// answers are messages as the manuals of the devices print them, and what each means.
var answers = map[string][]struct {
	bytes string
	want  evidence.ScaleReading
}{
	"lines": {
		{"ST,GS,\x31\xc5,00013.5 kg\r\n", evidence.ScaleReading{Grams: 13500, Status: evidence.ScaleStable}}, // CAS, 22 bytes
		{"US,NT,\x31\x85,-0001.25 kg\r\n", evidence.ScaleReading{Grams: -1250, Status: evidence.ScaleMotion}},
		{"ST,GS,+  1.234kg\r\n", evidence.ScaleReading{Grams: 1234, Status: evidence.ScaleStable}}, // A&D, 18 bytes
		{"OL,GS,\x31\x80,         kg\r\n", evidence.ScaleReading{Status: evidence.ScaleOver}},
		{"  2.50 lb\r\n", evidence.ScaleReading{Grams: 1133.980925}},
		{"- 12 g\r", evidence.ScaleReading{Grams: -12}},
		{"00013.50\r\n", evidence.ScaleReading{Grams: 13500}}, // CAS, 10 bytes
	},
	"sics": {
		{"S S     100.00 g\r\n", evidence.ScaleReading{Grams: 100, Status: evidence.ScaleStable}},
		{"S D      -0.129 kg\r\n", evidence.ScaleReading{Grams: -129, Status: evidence.ScaleMotion}},
		{"S +\r\n", evidence.ScaleReading{Status: evidence.ScaleOver}},
		{"S -\r\n", evidence.ScaleReading{Status: evidence.ScaleFault}},
	},
	"nci": {
		{"\n0002.50lb\r\n00\r\x03", evidence.ScaleReading{Grams: 1133.980925, Status: evidence.ScaleStable}},
		{"\n-001.250kg\r\n10\r\x03", evidence.ScaleReading{Grams: -1250, Status: evidence.ScaleMotion}},
		{"\n^^^^^^^kg\r\n02\r\x03", evidence.ScaleReading{Status: evidence.ScaleOver}},
		{"\n_______kg\r\n01\r\x03", evidence.ScaleReading{Status: evidence.ScaleFault}},
		{"\n 2lb  8.0oz\r\n00\r\x03", evidence.ScaleReading{Grams: 1133.980925, Status: evidence.ScaleStable}},
		{"\n 1.000kg\r\n0p4\r\x03", evidence.ScaleReading{Grams: 1000, Status: evidence.ScaleStable}}, // three status bytes
	},
	"cas": {
		{casBlock("S  1.230kg"), evidence.ScaleReading{Grams: 1230, Status: evidence.ScaleStable}},
		{casBlock("U- 0.500lb"), evidence.ScaleReading{Grams: -226.796185, Status: evidence.ScaleMotion}},
		{casBlock("SFFFFFFFkg"), evidence.ScaleReading{Status: evidence.ScaleOver}},
		{casBlock("S   123.7 g"), evidence.ScaleReading{Grams: 123.7, Status: evidence.ScaleStable}}, // seven characters
	},
}

func casBlock(s string) string { return "\x01\x02" + s + string([]byte{xor([]byte(s))}) + "\x03\x04" }

// listen decodes bytes that come in the given pieces.
func listen(protocol string, pieces ...string) (out []evidence.ScaleReading, err error) {
	d := dialects[protocol][0].decode(SerialOptions{Unit: "kg"}, func(r evidence.ScaleReading) { out = append(out, r) })
	var waiting []byte
	for _, p := range pieces {
		waiting = append(waiting, p...)
		for len(waiting) > 0 {
			s, err := d.Next(waiting)
			if err != nil {
				return out, err
			}
			if s.Used == 0 {
				break
			}
			waiting = waiting[s.Used:]
		}
	}
	return out, nil
}

func same(a, b evidence.ScaleReading) bool {
	return math.Abs(a.Grams-b.Grams) < 1e-6 && a.Status == b.Status
}

func TestEachProtocolIsUnderstood(t *testing.T) {
	for protocol, all := range answers {
		for _, a := range all {
			got, err := listen(protocol, a.bytes)
			if err != nil || len(got) != 1 || !same(got[0], a.want) {
				t.Errorf("%s %q: %+v, %v; want %+v", protocol, a.bytes, got, err, a.want)
			}
		}
	}
}

func TestWhatMakesNoSenseIsNoReading(t *testing.T) {
	for protocol, all := range map[string][]string{
		"lines": {"ST,XX,1 kg\r\n", "hello\r\n", "1.2.3 kg\r\n", "99999999 kg\r\n", "12 stone\r\n", "\x00\x001.2\x00\r\n", ",,,\r\n"},
		"sics":  {"S S 1.0\r\n", "S X 1 g\r\n", "S S one g\r\n", "ET\r\n"},
		"nci":   {"\n1.0kg\r\n\x01\x02\r\x03", "1.0kg\x03", "\n12:45kg\r\n00\r\x03"},
		"cas":   {"\x01\x02S  1.230kg\x00\x03\x04", "\x01\x02X  1.230kg\x00\x03\x04", "\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02"},
	} {
		for _, s := range all {
			if got, _ := listen(protocol, s); len(got) != 0 {
				t.Errorf("%s %q: understood as %+v", protocol, s, got)
			}
		}
	}
}

func TestADeviceThatRefusesEndsTheTalk(t *testing.T) {
	for protocol, s := range map[string]string{"sics": "ES\r\n", "nci": "\n?\r\x03"} {
		if _, err := listen(protocol, s); err == nil || !strings.Contains(err.Error(), "command") {
			t.Errorf("%s: %v", protocol, err)
		}
	}
	if _, err := listen("nci", "\n1.0kg\r\n08\r\x03"); err == nil || !strings.Contains(err.Error(), "calibration") {
		t.Errorf("faulty calibration: %v", err)
	}
}

// However a line cuts messages into pieces, and whatever noise stands between
// them, the messages are understood and nothing else is.
func TestPiecesAndNoiseChangeNothing(t *testing.T) {
	noise := map[string]string{"lines": "#~\xff\x00?\r\n", "sics": "\xfe~\x00Z 9\r\n", "nci": "\xfe\x00~\x03", "cas": "\xfe\x04\x00~"}
	for protocol, all := range answers {
		t.Run(protocol, rapid.MakeCheck(func(t *rapid.T) {
			var b strings.Builder
			var want []evidence.ScaleReading
			for range rapid.IntRange(1, 6).Draw(t, "messages") {
				if rapid.Bool().Draw(t, "noise") {
					b.WriteString(noise[protocol])
				}
				a := rapid.SampledFrom(all).Draw(t, "answer")
				b.WriteString(a.bytes)
				want = append(want, a.want)
			}
			var pieces []string
			for s := b.String(); s != ""; {
				n := rapid.IntRange(1, len(s)).Draw(t, "piece")
				pieces, s = append(pieces, s[:n]), s[n:]
			}
			got, err := listen(protocol, pieces...)
			if err != nil || !slices.EqualFunc(got, want, same) {
				t.Fatalf("%q: %+v, %v; want %+v", pieces, got, err, want)
			}
		}))
	}
}

func FuzzSerial(f *testing.F) {
	for protocol, all := range answers {
		for _, a := range all {
			f.Add(protocol, a.bytes)
		}
	}
	f.Fuzz(func(t *testing.T, protocol, s string) {
		if _, ok := dialects[protocol]; !ok {
			protocol = "cas"
		}
		got, _ := listen(protocol, s)
		for _, r := range got {
			if math.IsNaN(r.Grams) || math.Abs(r.Grams) > 2*heaviest {
				t.Fatalf("%q: %v g", s, r.Grams)
			}
		}
	})
}

// device is a scale of a protocol at the other end of a line.
func device(l *drivertest.Line, protocol string) {
	block := answers[protocol][0].bytes
	switch protocol {
	case "lines":
		l.Stream(func(int) string { return block })
	case "cas":
		l.Answer(func(asked []byte) (int, string) {
			if asked[0] == casEnquiry[0] {
				return 1, "\x06"
			}
			return 1, block
		})
	default:
		l.Answer(func(asked []byte) (int, string) {
			i := strings.IndexByte(string(asked), '\r')
			if i < 0 {
				return 0, ""
			}
			switch strings.TrimSpace(string(asked[:i])) {
			case "SIR": // it goes on by itself
				return i + 1, strings.Repeat(block, 50)
			case "SI", "W":
				return i + 1, block
			}
			return i + 1, "\n?\r\x03"
		})
	}
}

func driverOf(t *testing.T, port, more string) Source {
	t.Helper()
	s, err := Serial("platform", []byte("{port: "+port+more+"}"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSerialScalesKeepTheRulesOfDrivers(t *testing.T) {
	for name, more := range map[string]string{"lines": ", protocol: lines", "sics": ", protocol: sics", "sics polled": ", protocol: sics, poll: true, every: 5ms", "nci": ", protocol: nci, every: 5ms", "cas": ", protocol: cas, every: 5ms"} {
		t.Run(name, func(t *testing.T) {
			drivertest.Conform(t, drivertest.Driver[evidence.ScaleReading]{
				New: func(t *testing.T) drivertest.Run[evidence.ScaleReading] {
					l := drivertest.NewLine(t)
					device(l, strings.Fields(name)[0])
					return driverOf(t, l.Path, more).Run
				},
				Missing: func(t *testing.T) drivertest.Run[evidence.ScaleReading] {
					return driverOf(t, "/dev/pts/none", more).Run
				},
				At: func(r evidence.ScaleReading) evidence.Millis { return r.At },
			})
		})
	}
}

func TestWhyAScaleIsSilent(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(*drivertest.Line)
		want string
	}{
		"switched off":   {func(*drivertest.Line) {}, "said nothing"},
		"wrong protocol": {func(l *drivertest.Line) { l.Stream(func(int) string { return answers["cas"][0].bytes }) }, "makes no sense"},
	} {
		t.Run(name, func(t *testing.T) {
			l := drivertest.NewLine(t)
			s := driverOf(t, l.Path, ", every: 10ms, silence: 60ms")
			c.do(l)
			err := s.Run(t.Context(), func(r evidence.ScaleReading) { t.Errorf("%+v", r) })
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("%v; want %q in it", err, c.want)
			}
		})
	}
}

func TestAPulledPlugIsNoticedAtOnce(t *testing.T) {
	l := drivertest.NewLine(t)
	s := driverOf(t, l.Path, ", silence: 1h")
	l.Stream(func(int) string { return answers["lines"][0].bytes })
	err := s.Run(t.Context(), func(evidence.ScaleReading) { l.Unplug() })
	if err == nil || !strings.Contains(err.Error(), "plug") {
		t.Fatal(err)
	}
}

func TestOptionsOfASerialScaleAreChecked(t *testing.T) {
	for options, want := range map[string]string{
		"{}":                               "port",
		"{port: /dev/x, baud: 9601}":       "baud",
		"{port: /dev/x, bits: 9}":          "bits",
		"{port: /dev/x, parity: weird}":    "parity",
		"{port: /dev/x, stop: 3}":          "stop",
		"{port: /dev/x, protocol: other}":  "protocol",
		"{port: /dev/x, poll: true}":       "streamed only",
		"{port: /dev/x, unit: stone}":      "unit",
		"{port: /dev/x, silence: 1ms}":     "silence",
		"{port: /dev/x, speed: fast}":      "speed",
		"{port: /dev/x, every: sometimes}": "sometimes",
	} {
		if _, err := Serial("platform", []byte(options)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %q in it", options, err, want)
		}
	}
	if _, err := Serial("platform", []byte("port: /dev/x\nbaud: 19200\nbits: 7\nparity: even\nprotocol: nci\nevery: 50ms\n")); err != nil {
		t.Error(err)
	}
}
