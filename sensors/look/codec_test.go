package look_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"os"
	"testing"

	"github.com/dashcart/dashcart/sensors/look"
)

func projectionBytes(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("projections.bin")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// What is read and written again is the same file, and describes alike.
func TestProjectionsThereAndBack(t *testing.T) {
	data := projectionBytes(t)
	if len(data) > 6<<20 {
		t.Errorf("the projections take %d bytes, over 6 MiB", len(data))
	}
	p, err := look.ReadProjections(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.Write(&b); err != nil || !bytes.Equal(b.Bytes(), data) {
		t.Errorf("written again: %v, same bytes: %v", err, bytes.Equal(b.Bytes(), data))
	}
}

func TestReadProjectionsRefuses(t *testing.T) {
	data := projectionBytes(t)
	changed := func(at int, to byte) []byte {
		c := bytes.Clone(data)
		c[at] ^= to
		return c
	}
	for name, in := range map[string][]byte{
		"nothing":         nil,
		"another file":    []byte("GIF89a and so on and on"),
		"another version": changed(8, 2),
		"cut short":       data[:len(data)/2],
		"one bit wrong":   changed(len(data)/3, 4),
		"without its end": data[:len(data)-1],
		"more than all":   append(bytes.Clone(data), 0),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := look.ReadProjections(bytes.NewReader(in)); !errors.Is(err, look.ErrProjections) {
				t.Errorf("got %v, want it refused", err)
			}
		})
	}
}

// An index written and read ranks as before, and is refused with other
// projections' files or half of itself.
func TestIndexThereAndBack(t *testing.T) {
	x := look.New()
	red, green := plain(color.RGBA{200, 30, 30, 255}), plain(color.RGBA{30, 200, 30, 255})
	x.Enroll("tomato", red)
	x.Enroll("cucumber", green)
	x.Enroll("cucumber", plain(color.RGBA{40, 160, 40, 255}))
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	y := look.New()
	if err := y.Load(bytes.NewReader(b.Bytes())); err != nil {
		t.Fatal(err)
	}
	for _, img := range []image.Image{red, green} {
		was, is := x.Rank(img, 2), y.Rank(img, 2)
		if len(is) != 2 || was[0].ID != is[0].ID || was[0].Score-is[0].Score > .01 || is[0].Score-was[0].Score > .01 {
			t.Errorf("ranked %v, then %v", was, is)
		}
	}
	z := look.New()
	for _, half := range [][]byte{nil, b.Bytes()[:20], b.Bytes()[:b.Len()-9], projectionBytes(t)} {
		if err := z.Load(bytes.NewReader(half)); !errors.Is(err, look.ErrIndex) || z.Len() != 0 {
			t.Errorf("%d bytes: %v, %d products", len(half), err, z.Len())
		}
	}
}

func FuzzReadProjections(f *testing.F) {
	data := projectionBytes(f)
	f.Add(data[:64])
	f.Add(data[:4096])
	f.Add([]byte("DASHLOOK\x01\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, in []byte) {
		// The check sum is made right, so that what lies behind it is tried.
		for _, in := range [][]byte{in, look.WithChecksum(in)} {
			if p, err := look.ReadProjections(bytes.NewReader(in)); err == nil {
				p.Describe(plain(color.White))
			} else if !errors.Is(err, look.ErrProjections) {
				t.Errorf("an error of another kind: %v", err)
			}
		}
	})
}

func FuzzLoadIndex(f *testing.F) {
	p := look.Default()
	x := look.NewWith(p)
	x.Enroll("tomato", plain(color.White))
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add(b.Bytes()[:b.Len()/2])
	f.Fuzz(func(t *testing.T, in []byte) {
		for _, in := range [][]byte{in, look.WithChecksum(in)} {
			y := look.NewWith(p)
			if err := y.Load(bytes.NewReader(in)); err != nil && (!errors.Is(err, look.ErrIndex) || y.Len() != 0) {
				t.Errorf("%v with %d products", err, y.Len())
			}
		}
	})
}
