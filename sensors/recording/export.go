package recording

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/dashcart/dashcart/models/evidence"
)

// Exported says what an export holds.
type Exported struct {
	Trip     string
	Partial  string // empty where it can be played back exactly
	Readings int
	Pictures int
	From, To evidence.Millis
	Warnings []Warning
}

// Export makes one recording of a ring's chapter: of the trip that is named, or
// the last one where trip is empty. The ring may be in use. What a power cut tore
// is left out with a warning.
func Export(ring, trip, out string) (Exported, error) {
	var e Exported
	chosen, trip, err := chapter(ring, trip)
	if err != nil {
		return e, err
	}
	e.Trip, e.Partial = trip, missing(chosen)
	for _, r := range chosen {
		e.Warnings = append(e.Warnings, r.Warnings...)
	}
	first := chosen[0].Manifest
	w, err := NewRecorder(out, Manifest{Cart: first.Cart, Trip: trip, Began: first.Began, Partial: e.Partial})
	if err != nil {
		return e, err
	}
	for i, r := range chosen {
		for _, it := range r.All() {
			if e.Readings == 0 {
				e.From = it.At
			}
			e.Readings++
			e.To = max(e.To, it.At)
			reading, err := whole(it.Reading)
			if err != nil {
				e.Warnings = append(e.Warnings, Warning{File: r.Dir, Line: i + 1, Text: err.Error()})
			}
			if _, is := reading.(evidence.Frame); is {
				e.Pictures++
			}
			if err := w.Write(reading); err != nil {
				return e, errors.Join(err, w.Close())
			}
		}
	}
	return e, w.Close()
}

// missing says why segments do not tell all since their chapter began; empty
// where they do.
func missing(chosen []*Recording) string {
	if first := chosen[0].Manifest; first.Partial == "" && filepath.Base(chosen[0].Dir) != first.Chapter {
		return "its beginning was no longer kept"
	}
	for i, r := range chosen {
		switch {
		case r.Manifest.Partial != "":
			return r.Manifest.Partial
		case len(r.Warnings) > 0, i > 0 && numberOf(r) != numberOf(chosen[i-1])+1:
			return "a part of it was torn, as when the power fails"
		}
	}
	return ""
}

// numberOf is a segment's number.
func numberOf(r *Recording) int {
	n, _ := strconv.Atoi(filepath.Base(r.Dir))
	return n
}

// whole is a reading with its picture as it is encoded; one that cannot be read
// comes back empty, with the error.
func whole(reading any) (any, error) {
	f, is := reading.(FrameFile)
	if !is {
		return reading, nil
	}
	out := evidence.Frame{At: f.At, Camera: f.Camera}
	if f.Path == "" {
		return out, nil
	}
	text, err := os.ReadFile(f.Path)
	if len(text) > 0 {
		out.Encoded = text
	}
	return out, err
}

// chapter finds the segments of a trip, or of the last trip, or where there was
// none of the last chapter, in order.
func chapter(ring, trip string) (chosen []*Recording, of string, err error) {
	names := segmentNames(ring)
	if len(names) == 0 {
		return nil, "", fmt.Errorf("%s holds no flight recorder's segments; is it the folder of a cart, and did the cart run?", ring)
	}
	var all []*Recording
	for _, n := range names {
		r, err := Open(filepath.Join(ring, n))
		if err != nil { // torn, or dropped meanwhile
			continue
		}
		all = append(all, r)
	}
	for i := len(all) - 1; i >= 0; i-- {
		if m := all[i].Manifest; m.Trip != "" && (trip == "" || m.Trip == trip) {
			return sameChapter(all, i), m.Trip, nil
		}
	}
	if trip != "" {
		return nil, "", fmt.Errorf("%s holds nothing of trip %s; it may be older than what the flight recorder keeps", ring, trip)
	}
	if len(all) == 0 {
		return nil, "", fmt.Errorf("%s: no segment can be read", ring)
	}
	return sameChapter(all, len(all)-1), "", nil
}

// sameChapter returns the segments of the chapter that one belongs to.
func sameChapter(all []*Recording, i int) []*Recording {
	of := all[i].Manifest.Chapter
	from, to := i, i+1
	for from > 0 && all[from-1].Manifest.Chapter == of {
		from--
	}
	for to < len(all) && all[to].Manifest.Chapter == of {
		to++
	}
	return all[from:to]
}
