package look_test

import (
	"image"
	_ "image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/dashcart/dashcart/sensors/look"
)

// sharedPhotos names the folder of shared photos, or skips.
func sharedPhotos(t testing.TB) string {
	t.Helper()
	root := os.Getenv("DASHCART_DATA")
	if root == "" {
		t.Skip("DASHCART_DATA is unset: no photos to look at")
	}
	return filepath.Join(root, "photos")
}

func openPhoto(t testing.TB, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// madeUp is a description by chance, of the lengths that projections make.
func madeUp(p *look.Projections, r *rand.Rand) look.Description {
	d := p.Describe(image.NewGray(image.Rect(0, 0, 1, 1)))
	for i := range d.Full {
		d.Full[i] = float32(r.NormFloat64())
	}
	for i := range d.Cheap {
		d.Cheap[i] = float32(r.NormFloat64())
	}
	return d
}

// The times of one item on one core: full and cheap, and what 50,000 products
// add to them.
func BenchmarkRank(b *testing.B) {
	img := openPhoto(b, filepath.Join(sharedPhotos(b), "train/Packages/Juice/Tropicana-Mandarin-Morning/Tropicana-Mandarin-Morning_001.jpg"))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	p := look.Default()
	for _, products := range []int{1, 50000} {
		x, r := look.NewWith(p), rand.New(rand.NewPCG(1, 2))
		d := madeUp(p, r)
		for i := range products {
			for k := range d.Full {
				d.Full[k] = float32(r.NormFloat64())
			}
			x.Add(strconv.Itoa(i), d)
		}
		name := strconv.Itoa(products)
		for mode, rank := range map[string]func(image.Image, int) []look.Match{"full/": x.Rank, "cheap/": x.RankCheap} {
			b.Run(mode+name, func(b *testing.B) {
				before, n := processorTime(b), 0
				for b.Loop() {
					rank(img, 5)
					n++
				}
				b.ReportMetric(float64((processorTime(b)-before).Milliseconds())/float64(n), "cpu-ms/op")
			})
		}
	}
}

// processorTime is what this process has used, which other processes on a
// shared machine do not lengthen.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
