package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
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

// describeAll describes photos, on every core, and remembers them in the user's
// cache, since describing thousands takes minutes. What is cached counts only for the
// same files, by size and time, and the same projections. A photo that cannot be read has an empty
// description and a warning.
func describeAll(ctx context.Context, p *look.Projections, files []string, warn io.Writer) ([]look.Description, error) {
	name := cacheName(p, files)
	if d, ok := readCache(name, len(files)); ok {
		return d, nil
	}
	out := make([]look.Description, len(files))
	errs := make([]error, len(files))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				img, err := recording.LoadImage(files[i])
				if errs[i] = err; err == nil {
					out[i] = p.Describe(img)
				}
			}
		})
	}
	for i := range files {
		if ctx.Err() != nil {
			break
		}
		next <- i
		if i%100 == 0 && i > 0 {
			fmt.Fprintf(warn, "described %d of %d photos\n", i, len(files))
		}
	}
	close(next)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			fmt.Fprintln(warn, "warning:", err)
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err := writeCache(name, out); err != nil {
		fmt.Fprintln(warn, "warning: descriptions are not kept for the next time:", err)
	}
	return out, nil
}

// cacheName is a file in the user's cache that stands for exactly these photos under
// these projections; empty where there is no cache.
func cacheName(p *look.Projections, files []string) string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	h := sha256.New()
	probe := image.NewRGBA(image.Rect(0, 0, 64, 48)) // what the projections make of it tells them apart
	for i := range probe.Pix {
		probe.Pix[i] = uint8(i * i >> 3)
	}
	d := p.Describe(probe)
	fmt.Fprintf(h, "%v %v\n", d.Full, d.Cheap)
	for _, f := range files {
		st, err := os.Stat(f)
		if err != nil {
			return ""
		}
		fmt.Fprintf(h, "%s %d %d\n", f, st.Size(), st.ModTime().UnixNano())
	}
	return filepath.Join(dir, "dashcart", "looks-"+hex.EncodeToString(h.Sum(nil)[:12])+".gob")
}

func readCache(name string, n int) ([]look.Description, bool) {
	if name == "" {
		return nil, false
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, false
	}
	var d []look.Description
	err = gob.NewDecoder(bytes.NewReader(text)).Decode(&d)
	return d, err == nil && len(d) == n
}

// writeCache writes beside and renames, so that two runs at once do no harm.
func writeCache(name string, d []look.Description) error {
	if name == "" {
		return fmt.Errorf("this user has no cache folder")
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(d); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), "looks-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(b.Bytes())
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}
