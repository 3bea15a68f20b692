package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/dashcart/dashcart/sensors/look"
	"github.com/dashcart/dashcart/sensors/recording"
)

// EnrollOptions are those of the command enroll.
type EnrollOptions struct {
	From        string // reference photos: a tree or a list
	Out         string // the file to write
	Learn       bool   // learn projections in place of building an index
	Projections string // a file of projections; empty means those that come with the program
}

// Enroll builds an index of the looks of products from reference photos, or
// learns projections from them, and writes it to a file. It returns the exit
// status: 0, or 2 with an error.
func Enroll(ctx context.Context, w, stderr io.Writer, o EnrollOptions) (int, error) {
	if o.Out == "" {
		return 2, errors.New("enroll: name the file to write with --out")
	}
	photos, err := labelledPhotos(o.From)
	if err != nil {
		return 2, err
	}
	var b bytes.Buffer
	if o.Learn {
		err = learn(ctx, &b, stderr, photos)
	} else {
		err = buildIndex(ctx, &b, stderr, o.Projections, photos)
	}
	if err != nil {
		return 2, err
	}
	if err := writeWhole(o.Out, b.Bytes()); err != nil {
		return 2, err
	}
	what := "an index of the looks"
	if o.Learn {
		what = "look projections"
	}
	fmt.Fprintf(w, "%s: %s of %d products from %d photos, %d bytes\n", o.Out, what, classCount(photos), len(photos), b.Len())
	return 0, nil
}

func learn(ctx context.Context, w, stderr io.Writer, photos []labelledPhoto) error {
	var readable []look.Photo
	for _, p := range photos {
		readable = append(readable, look.Photo{ID: p.class, Open: func() (image.Image, error) { return recording.LoadImage(p.path) }})
	}
	bar := newProgress(stderr, "learning")
	p, err := look.Learn(ctx, readable, bar.at)
	if err != nil {
		return fmt.Errorf("enroll: %w", err)
	}
	return p.Write(w)
}

func buildIndex(ctx context.Context, w, stderr io.Writer, projections string, photos []labelledPhoto) error {
	p, err := projectionsOf(projections)
	if err != nil {
		return err
	}
	x := look.NewWith(p)
	if err := enrollPhotos(ctx, stderr, x, p, photos); err != nil {
		return err
	}
	return x.Write(w)
}

// projectionsOf reads a file of projections; those that come with the program
// for no name.
func projectionsOf(file string) (*look.Projections, error) {
	if file == "" {
		return look.Default(), nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("projections: %w", err)
	}
	defer f.Close()
	p, err := look.ReadProjections(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return p, nil
}

// enrollPhotos describes photos on every core and enrols them in order. A
// photo that cannot be read is left out with a warning.
func enrollPhotos(ctx context.Context, stderr io.Writer, x *look.Index, p *look.Projections, photos []labelledPhoto) error {
	descriptions := make([]look.Description, len(photos))
	failures := make([]error, len(photos))
	next := make(chan int)
	bar := newProgress(stderr, "enrolling")
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				img, err := recording.LoadImage(photos[i].path)
				if failures[i] = err; err == nil {
					descriptions[i] = p.Describe(img)
				}
			}
		})
	}
	for i := range photos {
		if ctx.Err() != nil {
			break
		}
		next <- i
		bar.at(i+1, len(photos))
	}
	close(next)
	group.Wait()
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("enrolling photos: %w", err)
	}
	for i, photo := range photos {
		if failures[i] != nil {
			fmt.Fprintln(stderr, "warning: left out:", failures[i])
			continue
		}
		x.Add(photo.class, descriptions[i])
	}
	return nil
}

func classCount(photos []labelledPhoto) int {
	seen := map[string]bool{}
	for _, p := range photos {
		seen[p.class] = true
	}
	return len(seen)
}

// writeWhole writes a file so that nobody ever reads half of it.
func writeWhole(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".dashcart-*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	defer os.Remove(f.Name()) // gone already where all went well
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}
