package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime/debug"
)

// mapping is one range of this process's memory.
type mapping struct {
	from, to uintptr
	mode     string
	file     string
	own      int // KiB that no file backs
}

// handBack returns what only starting up needed: the heap's free pages, and
// the program's pages that nothing runs any more. The kernel maps sixteen
// pages for each one touched, so that most of a big program counts as resident
// after its first seconds; what is used comes back from the page cache by
// itself, one soft fault each.
func handBack() error {
	debug.FreeOSMemory()
	smaps, err := os.ReadFile("/proc/self/smaps")
	if os.IsNotExist(err) {
		return nil // no Linux: nothing to hand back to
	}
	if err != nil {
		return err
	}
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	for _, m := range mappings(smaps) {
		if m.clean(exe) {
			if err := drop(m.from, m.to); err != nil {
				return fmt.Errorf("hand back %s at %x: %w", m.file, m.from, err)
			}
		}
	}
	return nil
}

// clean reports whether every page of a mapping can be read again from its
// file: code, and the program's own constants. A library's constants are left,
// since one that is loaded at this very moment may still be relocated.
func (m mapping) clean(exe string) bool {
	return m.own == 0 && (m.mode == "r-xp" && m.file != "" && m.file[0] == '/' || m.mode == "r--p" && m.file == exe)
}

// mappings reads what the kernel tells of a process's memory, in the form of
// /proc/PID/smaps. Lines of another form are passed over.
func mappings(smaps []byte) []mapping {
	var all []mapping
	for line := range bytes.Lines(smaps) {
		var m mapping
		var offset, inode uint64
		var device string
		if n, _ := fmt.Sscanf(string(line), "%x-%x %s %x %s %d %s", &m.from, &m.to, &m.mode, &offset, &device, &inode, &m.file); n >= 6 {
			all = append(all, m)
			continue
		}
		var kib int
		if n, _ := fmt.Sscanf(string(line), "Anonymous: %d kB", &kib); n == 1 && len(all) > 0 {
			all[len(all)-1].own = kib
		}
	}
	return all
}
