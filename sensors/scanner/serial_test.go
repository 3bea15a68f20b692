package scanner

import (
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver/drivertest"
)

func hear(o SerialOptions, said string) (out []evidence.ScanReading) {
	c := codeLines{o, func(r evidence.ScanReading) { out = append(out, r) }}
	for waiting := []byte(said); len(waiting) > 0; {
		s, err := c.Next(waiting)
		if err != nil || s.Used == 0 {
			return out
		}
		waiting = waiting[s.Used:]
	}
	return out
}

func TestLinesOfAScanner(t *testing.T) {
	for said, want := range map[string]evidence.ScanReading{
		"4006381333931\r\n":   {Text: "4006381333931"},
		"036000291452\n":      {Text: "036000291452"},
		"]E04006381333931\r":  {Symbology: "ean13", Text: "4006381333931"},
		"]E00036000291452\r":  {Symbology: "upca", Text: "036000291452"},
		"]E496385074\r":       {Symbology: "ean8", Text: "96385074"},
		"]C0STAFF-17\r":       {Symbology: "code128", Text: "STAFF-17"},
		"]e00109501101530003": {},
		"]e00109501101530003\r": {
			Symbology: "databar", Text: "09501101530003"},
		"]C101095011015300033103001750\r":    {Symbology: "code128", Text: "(01)09501101530003(3103)001750"},
		"]d2010950110153000310AB\x1d2112\r":  {Symbology: "datamatrix", Text: "(01)09501101530003(10)AB(21)12"},
		"]Q1https://dash.example/t/abc\r\n":  {Symbology: "qr", Text: "https://dash.example/t/abc"},
		"]X9something else\r":                {Text: "something else"},
		"\r\n\r\n":                           {},
		"\x00\x00\x83\x91\r\n":               {},
		strings.Repeat("1", 500) + "\r\n":    {},
		"40063\x00381333931\r\n":             {},
		"half a line without an end of line": {},
	} {
		got := hear(SerialOptions{}, said)
		if want.Text == "" && len(got) != 0 || want.Text != "" && (len(got) != 1 || got[0] != want) {
			t.Errorf("%q: %+v; want %+v", said, got, want)
		}
	}
}

func TestPrefixAndSuffixAreWhatTheScannerWasSetTo(t *testing.T) {
	got := hear(SerialOptions{Prefix: "\x02", Suffix: "#"}, "\x024006381333931#\r\n036000291452#\r\n\x02036000291452\r\n")
	if len(got) != 1 || got[0].Text != "4006381333931" {
		t.Fatalf("%+v", got)
	}
}

func FuzzLines(f *testing.F) {
	f.Add("]C101095011015300033103001750\r")
	f.Add("]d2\r]\r]E\r")
	f.Fuzz(func(t *testing.T, said string) {
		for _, r := range hear(SerialOptions{}, said) {
			if r.Text == "" || strings.ContainsAny(r.Text, "\r\n\x00") {
				t.Fatalf("%q: %+v", said, r)
			}
		}
	})
}

func open(t *testing.T, port string) drivertest.Run[evidence.ScanReading] {
	t.Helper()
	s, err := Serial("gun", []byte("{port: "+port+"}"))
	if err != nil {
		t.Fatal(err)
	}
	return s.Run
}

func TestASerialScannerKeepsTheRulesOfDrivers(t *testing.T) {
	drivertest.Conform(t, drivertest.Driver[evidence.ScanReading]{
		New: func(t *testing.T) drivertest.Run[evidence.ScanReading] {
			l := drivertest.NewLine(t)
			l.Stream(func(int) string { return "]E04006381333931\r\n" })
			return open(t, l.Path)
		},
		Missing: func(t *testing.T) drivertest.Run[evidence.ScanReading] { return open(t, "/dev/pts/none") },
		At:      func(r evidence.ScanReading) evidence.Millis { return r.At },
	})
}

func TestAPulledPlugEndsARun(t *testing.T) {
	l := drivertest.NewLine(t)
	l.Stream(func(int) string { return "036000291452\r\n" })
	err := open(t, l.Path)(t.Context(), func(evidence.ScanReading) { l.Unplug() })
	if err == nil || !strings.Contains(err.Error(), "plug") {
		t.Fatal(err)
	}
}

func TestOptionsOfASerialScannerAreChecked(t *testing.T) {
	for options, want := range map[string]string{"{}": "port", "{port: /dev/x, sufix: a}": "sufix", `{port: /dev/x, suffix: "\r"}`: "suffix"} {
		if _, err := Serial("gun", []byte(options)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %q in it", options, err, want)
		}
	}
}
