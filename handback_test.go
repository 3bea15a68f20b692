package main

import (
	"os"
	"testing"
)

func TestOnlyCleanPagesOfFilesAreHandedBack(t *testing.T) {
	const smaps = `00400000-00410000 r--p 00000000 fe:00 10002752                           /opt/dashcart
Size:                 64 kB
Anonymous:             0 kB
00410000-02203000 r-xp 00010000 fe:00 10002752                           /opt/dashcart
Anonymous:             0 kB
04039000-0403c000 r--p 03c39000 fe:00 10002752                           /opt/dashcart
Anonymous:            12 kB
0403c000-045b8000 rw-p 03c3c000 fe:00 10002752                           /opt/dashcart
Anonymous:             0 kB
7f0000000000-7f0000001000 r--p 00000000 fe:00 77                         /usr/lib/lib one.so
Anonymous:             0 kB
7f0000001000-7f0000002000 r-xp 00001000 fe:00 77                         /usr/lib/lib one.so
Anonymous:             0 kB
7f0000003000-7f0000004000 r-xp 00001000 fe:00 78                         /usr/lib/patched.so
Anonymous:             4 kB
7f0000005000-7f0000006000 r-xp 00000000 00:00 0 
Anonymous:             0 kB
7fff00000000-7fff00001000 r-xp 00000000 00:00 0                          [vdso]
VmFlags: rd ex
`
	var got []uintptr
	for _, m := range mappings([]byte(smaps)) {
		if m.clean("/opt/dashcart") {
			got = append(got, m.from)
		}
	}
	want := []uintptr{0x400000, 0x410000, 0x7f0000001000}
	if len(got) != len(want) {
		t.Fatalf("%x, wanted %x", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%x, wanted %x", got, want)
		}
	}
}

// The process that hands its own pages back goes on running.
func TestHandingBackLeavesEverythingWorking(t *testing.T) {
	if err := handBack(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat("/proc/self/smaps"); err == nil {
		smaps, err := os.ReadFile("/proc/self/smaps")
		if err != nil {
			t.Fatal(err)
		}
		if len(mappings(smaps)) < 10 {
			t.Errorf("%d mappings of this process read", len(mappings(smaps)))
		}
	}
}
