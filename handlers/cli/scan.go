package cli

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/barcode"
	"github.com/dashcart/dashcart/sensors/barcode/readers"
)

// scanned is what `dashcart scan --json` prints of one image.
type scanned struct {
	File  string        `json:"file"`
	Codes []scannedCode `json:"codes"`
	MS    float64       `json:"ms"`
	Error string        `json:"error,omitempty"`
}

type scannedCode struct {
	Symbology barcode.Symbology `json:"symbology"`
	Text      string            `json:"text"`
}

// Scan prints the codes in each image, as soon as it is read. Catalogue names a
// file of GTINs, one a line, or is empty; with one, codes are read too that only
// the list can settle. It returns the exit status: 0 where every image could be
// read, whether or not it holds codes; 1 where some could not, each of which has
// a line with the reason; 2, with an error, where none could or the catalogue
// is not right.
func Scan(w io.Writer, catalogue string, images []string, asJSON bool) (int, error) {
	if len(images) == 0 {
		return 2, errors.New("scan: name at least one image")
	}
	known, err := readGTINs(catalogue)
	if err != nil {
		return 2, err
	}
	return scanAll(w, readers.NewStill(known), images, asJSON)
}

// scanAll reads images with a reader and prints a line for each.
func scanAll(w io.Writer, reader barcode.Reader, images []string, asJSON bool) (int, error) {
	unread := 0
	for _, name := range images {
		s := scanOne(reader, name)
		if s.Error != "" {
			unread++
		}
		var err error
		if asJSON {
			err = writeJSON(w, s)
		} else {
			err = s.print(w)
		}
		if err != nil {
			return 2, err
		}
	}
	switch {
	case unread == len(images):
		return 2, errors.New("scan: no image could be read")
	case unread > 0:
		return 1, fmt.Errorf("scan: %d of %d images could not be read", unread, len(images))
	}
	return 0, nil
}

func scanOne(reader barcode.Reader, name string) scanned {
	s := scanned{File: name, Codes: []scannedCode{}}
	img, err := barcode.Load(name)
	if err != nil {
		s.Error = err.Error()
		return s
	}
	began := time.Now()
	codes, err := readSafely(reader, img)
	s.MS = float64(time.Since(began).Microseconds()) / 1000
	for _, c := range codes {
		s.Codes = append(s.Codes, scannedCode{c.Symbology, c.Text})
	}
	if err != nil && len(codes) == 0 {
		s.Error = err.Error()
	}
	return s
}

// readSafely turns a fault of a reader on one image into an error, so that the
// other images are still read.
func readSafely(reader barcode.Reader, img *image.Gray) (codes []barcode.Code, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			codes, err = nil, fmt.Errorf("a reader failed on this image, please report it: %v", fault)
		}
	}()
	return reader.Read(img)
}

// print writes the codes of an image in lines for a person.
func (s scanned) print(w io.Writer) error {
	var b strings.Builder
	switch {
	case s.Error != "":
		fmt.Fprintf(&b, "%s: %s\n", s.File, s.Error)
	case len(s.Codes) == 0:
		fmt.Fprintf(&b, "%s: no code\n", s.File)
	}
	for _, c := range s.Codes {
		fmt.Fprintf(&b, "%s: %s %s\n", s.File, c.Symbology, c.Text)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	return nil
}

// mostComplaints bounds how many wrong lines of a catalogue are told at once.
const mostComplaints = 20

// readGTINs reads a file of GTINs, one a line; empty lines and what follows a #
// are left out. No name is no list. Every wrong line is told at once.
func readGTINs(name string) ([]gs1.GTIN, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading the catalogue: %w", err)
	}
	defer f.Close()
	list := []gs1.GTIN{}
	var wrong []error
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		text, _, _ := strings.Cut(lines.Text(), "#")
		if text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff")); text == "" {
			continue
		}
		g, err := gs1.ParseGTIN(text)
		if err != nil {
			if len(wrong) < mostComplaints {
				wrong = append(wrong, fmt.Errorf("%s:%d: %w", name, n, err))
			}
			continue
		}
		list = append(list, g)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading the catalogue %s: %w", name, err)
	}
	return list, errors.Join(wrong...)
}
