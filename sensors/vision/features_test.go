package vision_test

import (
	"image"
	"image/color"
	_ "image/jpeg"
	"os"
	"path/filepath"
	"testing"

	"github.com/dashcart/dashcart/sensors/vision"
)

// photo opens one of the shared photos, or skips the test.
func photo(t testing.TB, path string) image.Image {
	t.Helper()
	if os.Getenv("DASHCART_DATA") == "" {
		t.Skip("DASHCART_DATA is unset: no photos to look at")
	}
	img, err := openPhoto(path)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func openPhoto(path string) (image.Image, error) {
	f, err := os.Open(filepath.Join(os.Getenv("DASHCART_DATA"), "photos", filepath.FromSlash(path)))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	return img, err
}

func features(t *testing.T, g *vision.Geometry, img image.Image) any {
	t.Helper()
	f, err := g.Features(img)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A carton agrees with the clean picture of itself and not with another's.
func TestInliersOfACarton(t *testing.T) {
	const juice = "Packages/Juice/Tropicana-Mandarin-Morning/Tropicana-Mandarin-Morning"
	shelf := photo(t, "train/"+juice+"_001.jpg")
	same := photo(t, "iconic-images-and-descriptions/"+juice+"_Iconic.jpg")
	other := photo(t, "iconic-images-and-descriptions/Packages/Yoghurt/Yoggi-Vanilla-Yoghurt/Yoggi-Vanilla-Yoghurt_Iconic.jpg")
	g := vision.NewGeometry()
	defer g.Close()
	seen := features(t, g, shelf)
	right, wrong := g.Inliers(seen, features(t, g, same)), g.Inliers(seen, features(t, g, other))
	if right < 15 || wrong > 10 {
		t.Errorf("%d inliers with itself, %d with another; want at least 15 and at most 10", right, wrong)
	}
}

func TestFeaturesOfOddImages(t *testing.T) {
	g := vision.NewGeometry()
	defer g.Close()
	for name, img := range map[string]image.Image{
		"none":      nil,
		"no pixels": image.NewRGBA(image.Rectangle{}),
		"one pixel": image.NewGray(image.Rect(3, 3, 4, 4)),
		"a line":    image.NewGray(image.Rect(0, 0, 3000, 1)),
		"blank":     image.NewGray(image.Rect(0, 0, 300, 200)),
		"boundless": image.NewUniform(color.White),
	} {
		t.Run(name, func(t *testing.T) {
			f := features(t, g, img)
			if n := f.(*vision.Features).Len(); n != 0 {
				t.Errorf("%d features in a picture of nothing", n)
			}
			if n := g.Inliers(f, f); n != 0 {
				t.Errorf("%d inliers among no features", n)
			}
			if n := g.Inliers(nil, "other"); n != 0 {
				t.Errorf("%d inliers among things that are no features", n)
			}
		})
	}
}

func BenchmarkGeometry(b *testing.B) {
	img := photo(b, "train/Packages/Juice/Tropicana-Mandarin-Morning/Tropicana-Mandarin-Morning_001.jpg")
	g := vision.NewGeometry()
	defer g.Close()
	a, err := g.Features(img)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("find", func(b *testing.B) {
		for b.Loop() {
			_, _ = g.Features(img)
		}
	})
	b.Run("compare", func(b *testing.B) {
		for b.Loop() {
			g.Inliers(a, a)
		}
	})
}
