package admin

import (
	"bytes"
	"crypto/rand"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	view "github.com/dashcart/dashcart/views/admin"
)

// shotsKept is how many frames that somebody looks at are held, and shotGrade
// the JPEG quality in which they are shown.
const (
	shotsKept = 32
	shotGrade = 88
)

// shot is a camera's frame as somebody was shown it: what they then keep is
// the very picture that they saw, not a later one.
type shot struct {
	id    string
	image image.Image
	jpeg  []byte
}

// shots are the frames shown last.
type shots struct {
	mu  sync.Mutex
	all []shot
}

func (s *shots) add(im image.Image) (shot, error) {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, im, &jpeg.Options{Quality: shotGrade}); err != nil {
		return shot{}, err
	}
	x := shot{rand.Text(), im, out.Bytes()}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, x)
	if n := len(s.all) - shotsKept; n > 0 {
		s.all = append([]shot(nil), s.all[n:]...)
	}
	return x, nil
}

func (s *shots) find(id string) (shot, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, x := range s.all {
		if x.id == id {
			return x, true
		}
	}
	return shot{}, false
}

// shotPart is what the page of a thing shows of carts' cameras: the carts to
// choose from, and the frames of the one that the address names.
func (p *pages) shotPart(c *gin.Context, m Member) (v view.ShotPart, err error) {
	v.Cart = c.Query("camera")
	for _, s := range p.Carts() {
		l := s.Live()
		name := l.Number
		if name == "" {
			name = l.ID
		}
		v.Carts = append(v.Carts, view.Option{Value: l.ID, Label: name})
	}
	if v.Cart == "" || p.Frames == nil {
		return v, nil
	}
	for _, f := range p.Frames(v.Cart) {
		x, err := p.shots.add(f.Image)
		if err != nil {
			return v, err
		}
		b := f.Image.Bounds()
		v.Shots = append(v.Shots, view.Shot{ID: x.id, Camera: f.Camera, Wide: b.Dx(), High: b.Dy()})
	}
	return v, nil
}

// shot sends a frame that the page of a thing shows.
func (p *pages) shot(c *gin.Context, m Member) {
	x, ok := p.shots.find(c.Param("id"))
	if !ok {
		c.String(http.StatusNotFound, "%s\n", p.frame(c, m, "", "").T("g-picture-gone"))
		return
	}
	c.Header("Cache-Control", "private, no-store")
	http.ServeContent(c.Writer, c.Request, "shot.jpg", time.Time{}, bytes.NewReader(x.jpeg))
}

// shotGoods makes a frame that was shown, or a part of it, a reference photo.
func shotGoods(list string) func(*pages, *gin.Context, Member) {
	return func(p *pages, c *gin.Context, m Member) {
		r := ref(list, c)
		p.addPhoto(c, m, r, func() (string, bool) {
			x, ok := p.shots.find(c.PostForm("shot"))
			if !ok {
				p.refusePicture(c, m, r, "gone")
				return "", false
			}
			data := x.jpeg
			if part, whole, ok := cropOf(c.Request.PostForm); !ok || !whole && !part.In(x.image.Bounds().Sub(x.image.Bounds().Min)) {
				p.refusePicture(c, m, r, "crop")
				return "", false
			} else if !whole {
				var err error
				if data, err = cropped(x.image, part); err != nil {
					p.fail(c, m, err)
					return "", false
				}
			}
			return p.keepPicture(c, m, r, data)
		})
	}
}

// cropOf reads the part of a picture that a form asks for in pixels from its
// upper left corner; whole where all four fields are empty. Not ok is a part
// that is none.
func cropOf(form url.Values) (part image.Rectangle, whole, ok bool) {
	var n [4]int
	empty := 0
	for i, field := range []string{"x", "y", "w", "h"} {
		text := strings.TrimSpace(form.Get(field))
		if text == "" {
			empty++
			continue
		}
		var err error
		if n[i], err = strconv.Atoi(text); err != nil || n[i] < 0 || n[i] > 1<<16 {
			return part, false, false
		}
	}
	if empty == len(n) {
		return part, true, true
	}
	part = image.Rect(n[0], n[1], n[0]+n[2], n[1]+n[3])
	return part, false, empty == 0 && !part.Empty()
}

// cropped is a part of a picture, without loss, in which it counts from its
// upper left corner.
func cropped(im image.Image, part image.Rectangle) ([]byte, error) {
	out := image.NewRGBA(image.Rect(0, 0, part.Dx(), part.Dy()))
	draw.Draw(out, out.Bounds(), im, im.Bounds().Min.Add(part.Min), draw.Src)
	var b bytes.Buffer
	err := png.Encode(&b, out)
	return b.Bytes(), err
}
