package look_test

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/sensors/look"
)

// plain is a picture of one colour, narrow to be described soon.
func plain(c color.Color) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, 4, 64))
	for y := range 64 {
		for x := range 4 {
			m.Set(x, y, c)
		}
	}
	return m
}

func TestIndexRanksByColour(t *testing.T) {
	x := look.New()
	red, green := plain(color.RGBA{200, 30, 30, 255}), plain(color.RGBA{30, 200, 30, 255})
	if m := x.Rank(red, 3); len(m) != 0 {
		t.Fatalf("an empty index ranked %v", m)
	}
	x.Enroll("tomato", red)
	x.Enroll("cucumber", green)
	for _, rank := range []func(image.Image, int) []look.Match{x.Rank, x.RankCheap} {
		for _, c := range []struct {
			img  image.Image
			want string
		}{{red, "tomato"}, {green, "cucumber"}} {
			m := rank(c.img, 5)
			if len(m) != 2 || m[0].ID != c.want || m[0].P <= m[1].P || m[0].P+m[1].P > 1+1e-9 {
				t.Errorf("want %s first of two, got %v", c.want, m)
			}
		}
	}
	x.Remove("tomato")
	x.Remove("nothing of that name")
	if m := x.Rank(red, 5); len(m) != 1 || m[0].ID != "cucumber" {
		t.Errorf("without the tomato: %v", m)
	}
}

func TestIndexOfOddImages(t *testing.T) {
	x := look.New()
	x.Enroll("tomato", plain(color.White))
	for name, img := range map[string]image.Image{
		"none":      nil,
		"no pixels": image.NewRGBA(image.Rectangle{}),
		"no width":  image.NewGray(image.Rect(0, 0, 0, 9)),
		"one pixel": image.NewGray(image.Rect(5, 5, 6, 6)),
		"a line":    image.NewNRGBA(image.Rect(0, 0, 900, 1)),
		"boundless": image.NewUniform(color.Black),
		"black":     image.NewRGBA(image.Rect(-50, -60, 10, 20)),
	} {
		t.Run(name, func(t *testing.T) {
			x.Enroll("odd", img)
			if m := x.Rank(img, -1); len(m) != 0 {
				t.Errorf("ranked %v though none were asked for", m)
			}
			for _, m := range append(x.Rank(img, 3), x.RankCheap(img, 3)...) {
				if math.IsNaN(m.Score) || math.IsNaN(m.P) {
					t.Errorf("%v is no number", m)
				}
			}
		})
	}
}

// The same pixels are described alike, however the image keeps them.
func TestDescribeEveryKindOfImage(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	grey := image.NewGray(image.Rect(3, 4, 13, 64))
	for i := range grey.Pix {
		grey.Pix[i] = uint8(r.IntN(256))
	}
	kinds := map[string]interface {
		image.Image
		Set(x, y int, c color.Color)
	}{"RGBA": image.NewRGBA(grey.Rect), "NRGBA": image.NewNRGBA(grey.Rect), "RGBA64": image.NewRGBA64(grey.Rect)}
	p := look.Default()
	want := p.Describe(grey)
	for name, m := range kinds {
		for y := grey.Rect.Min.Y; y < grey.Rect.Max.Y; y++ {
			for x := grey.Rect.Min.X; x < grey.Rect.Max.X; x++ {
				m.Set(x, y, grey.At(x, y))
			}
		}
		if got := p.Describe(m); !slices.Equal(got.Full, want.Full) || !slices.Equal(got.Cheap, want.Cheap) {
			t.Errorf("%s is described unlike the grey image", name)
		}
	}
}

// Whatever is enrolled in whatever order: matches are distinct, best first,
// their probabilities at most 1 in sum, 1 where all are listed; and the order
// of enrolment changes nothing.
func TestRankKeepsItsPromises(t *testing.T) {
	p := look.Default()
	query := madeUp(p, rand.New(rand.NewPCG(7, 8)))
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "products")
		k := rapid.IntRange(1, 15).Draw(t, "asked for")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		var all []look.Description
		for range n {
			d := look.Description{Full: slices.Clone(query.Full), Cheap: slices.Clone(query.Cheap)}
			for i := range d.Full {
				d.Full[i] += float32(3 * r.NormFloat64())
			}
			all = append(all, d)
		}
		x, y := look.NewWith(p), look.NewWith(p)
		for i := range all {
			x.Add(strconv.Itoa(i), all[i])
			y.Add(strconv.Itoa(n-1-i), all[n-1-i])
		}
		m := x.RankDescription(query, k)
		same := func(a, b look.Match) bool { // but for the order of one sum
			return a.ID == b.ID && a.Score == b.Score && math.Abs(a.P-b.P) < 1e-12
		}
		if !slices.EqualFunc(m, y.RankDescription(query, k), same) {
			t.Fatal("the order of enrolment changed the ranking")
		}
		if len(m) != min(n, k) {
			t.Fatalf("%d matches of %d products, %d asked for", len(m), n, k)
		}
		sum, seen := 0., map[string]bool{}
		for i, v := range m {
			if seen[v.ID] || v.P < 0 || i > 0 && (v.Score > m[i-1].Score || v.P > m[i-1].P) {
				t.Fatalf("match %d of %v", i, m)
			}
			seen[v.ID] = true
			sum += v.P
		}
		if sum > 1+1e-9 || k >= n && math.Abs(sum-1) > 1e-9 {
			t.Fatalf("probabilities of %d of %d sum to %g", len(m), n, sum)
		}
	})
}

// flat says how many inliers each product's clean picture has.
type flat map[image.Image]int

func (f flat) Features(img image.Image) (any, error) { return f[img], nil }
func (f flat) Inliers(_, b any) int                  { return b.(int) }

func TestGeometryReRanks(t *testing.T) {
	red, pink := plain(color.RGBA{200, 30, 30, 255}), plain(color.RGBA{180, 60, 60, 255})
	for _, c := range []struct {
		name         string
		tomato, beet int
		want         string
	}{
		{"nothing lies alike", 0, 0, "tomato"},
		{"chance", 5, 6, "tomato"},
		{"many lie alike", 7, 60, "beet"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := look.New()
			x.Verify(flat{red: c.tomato, pink: c.beet})
			x.Enroll("tomato", red)
			x.Enroll("beet", pink)
			for id, img := range map[string]image.Image{"tomato": red, "beet": pink} {
				if err := x.EnrollClean(id, img); err != nil {
					t.Fatal(err)
				}
			}
			m := x.Rank(red, 2)
			if m[0].ID != c.want || m[0].P < m[1].P || math.Abs(m[0].P+m[1].P-1) > 1e-9 || m[0].Inliers != max(c.tomato, c.beet) && c.want == "beet" {
				t.Errorf("want %s first: %+v", c.want, m)
			}
		})
	}
}

// Enrolling while ranking is safe, and what is enrolled counts at once.
func TestIndexFromManyGoroutines(t *testing.T) {
	p := look.Default()
	x := look.NewWith(p)
	d := madeUp(p, rand.New(rand.NewPCG(9, 9)))
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			id := strconv.Itoa(i)
			x.Add(id, d)
			if m := x.RankDescription(d, 8); !slices.ContainsFunc(m, func(m look.Match) bool { return m.ID == id }) {
				t.Errorf("%s was enrolled and not ranked: %v", id, m)
			}
			if i%2 == 0 {
				x.Remove(id)
			}
		})
	}
	group.Wait()
	if x.Len() != 4 {
		t.Errorf("%d products are left, want 4", x.Len())
	}
}

// Photos of the training set are found again among unlike products.
func TestRankPhotos(t *testing.T) {
	root := sharedPhotos(t)
	x := look.New()
	kinds := map[string]string{"leek": "Vegetables/Leek/Leek", "banana": "Fruit/Banana/Banana", "garlic": "Vegetables/Garlic/Garlic"}
	for id, path := range kinds {
		for _, n := range []string{"_001.jpg", "_010.jpg"} {
			x.Enroll(id, openPhoto(t, filepath.Join(root, "train", path+n)))
		}
	}
	for id, path := range kinds {
		img := openPhoto(t, filepath.Join(root, "train", path+"_016.jpg"))
		if m := x.Rank(img, 1); m[0].ID != id || m[0].P < .5 {
			t.Errorf("a %s is taken for %v", id, m)
		}
	}
}
