package cli

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	_ "image/gif" // formats that reference photos come in
	_ "image/jpeg"
	_ "image/png"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/webp"
)

// labelledPhoto is a photo and the class that it shows.
type labelledPhoto struct{ path, class string }

// labelledPhotos reads a set of photos: a tree whose leaf folders are named by
// class, or a list file of `path, class[, …]` relative to its own folder,
// whose class numbers a classes.csv beside it names.
func labelledPhotos(path string) ([]labelledPhoto, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("photos: %w", err)
	}
	var out []labelledPhoto
	if info.IsDir() {
		out, err = photoTree(path)
	} else {
		out, err = photoList(path)
	}
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("photos: %s names no photo (.jpg, .jpeg, .png, .gif, .webp or .bmp)", path)
	}
	return out, err
}

func photoTree(root string) ([]labelledPhoto, error) {
	var out []labelledPhoto
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("photos: %w", err)
		}
		if !d.IsDir() && isPicture(path) {
			out = append(out, labelledPhoto{path, filepath.Base(filepath.Dir(path))})
		}
		return nil
	})
	return out, err
}

func isPicture(path string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp"}, strings.ToLower(filepath.Ext(path)))
}

func photoList(path string) ([]labelledPhoto, error) {
	folder := filepath.Dir(path)
	names := map[string]string{}
	classes, err := readClasses(filepath.Join(folder, "classes.csv"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, c := range classes {
		names[c.id] = c.name
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("photos: %w", err)
	}
	defer file.Close()
	var out []labelledPhoto
	err = eachRow(file, func(line int, row []string) error {
		if len(row) < 2 || row[0] == "" || row[1] == "" {
			return fmt.Errorf("%s:%d: want a path and a class", path, line)
		}
		class, named := names[row[1]]
		if !named {
			class = row[1]
		}
		out = append(out, labelledPhoto{filepath.Join(folder, filepath.FromSlash(row[0])), class})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("photos: %w", err)
	}
	return out, nil
}

// photoClass is a row of a classes.csv.
type photoClass struct{ id, name, clean string }

// readClasses reads the columns Class Name, Class ID and Iconic Image Path;
// clean pictures are given as paths on this machine, or empty.
func readClasses(path string) ([]photoClass, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("classes: %w", err)
	}
	defer file.Close()
	name, id, clean := -1, -1, -1
	var out []photoClass
	err = eachRow(file, func(line int, row []string) error {
		if name < 0 {
			for i, h := range row {
				switch h = strings.ToLower(strings.TrimPrefix(h, "\ufeff")); {
				case strings.HasPrefix(h, "class name"):
					name = i
				case strings.HasPrefix(h, "class id"):
					id = i
				case strings.HasPrefix(h, "iconic image path"):
					clean = i
				}
			}
			if name < 0 || id < 0 {
				return fmt.Errorf("%s:%d: the header has no columns Class Name and Class ID", path, line)
			}
			return nil
		}
		if len(row) <= max(name, id) {
			return fmt.Errorf("%s:%d: %d columns, want at least %d", path, line, len(row), max(name, id)+1)
		}
		c := photoClass{id: row[id], name: row[name]}
		if clean >= 0 && clean < len(row) && row[clean] != "" {
			c.clean = filepath.Join(filepath.Dir(path), filepath.FromSlash(row[clean]))
		}
		out = append(out, c)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("classes: %w", err)
	}
	return out, nil
}

// eachRow calls do with the trimmed fields of each row that is not empty.
func eachRow(r io.Reader, do func(line int, row []string) error) error {
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	c.TrimLeadingSpace = true
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		line, _ := c.FieldPos(0)
		if err := do(line, row); err != nil {
			return err
		}
	}
}

// firstOfEach keeps the first n photos of each class, in order; all for n of 0.
func firstOfEach(photos []labelledPhoto, n int) []labelledPhoto {
	if n <= 0 {
		return photos
	}
	seen := map[string]int{}
	var out []labelledPhoto
	for _, p := range photos {
		if seen[p.class]++; seen[p.class] <= n {
			out = append(out, p)
		}
	}
	return out
}
