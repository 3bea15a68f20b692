package camera

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"io"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/driver"
	"github.com/dashcart/dashcart/sensors/vision"
)

// VideoOptions are those of a camera of type video.
type VideoOptions struct {
	Source   string  `yaml:"source"`             // /dev/video0 or its number, rtsp://…, or a film
	Width    int     `yaml:"width,omitempty"`    // asked of a device
	Height   int     `yaml:"height,omitempty"`   // asked of a device
	FPS      float64 `yaml:"fps,omitempty"`      // asked of a device; the pace of a film that names none
	Exposure float64 `yaml:"exposure,omitempty"` // held, in the device's units; automatic where it is left out
	Lock     bool    `yaml:"lock,omitempty"`     // let automatic exposure settle when the camera starts, then hold it
	Crop     []int   `yaml:"crop,omitempty"`     // x, y, width, height of the basket in the picture
	Turn     int     `yaml:"turn,omitempty"`     // degrees clockwise that the picture is turned, a multiple of 90
	Loop     bool    `yaml:"loop,omitempty"`     // begin a film again at its end
}

// reader is an opened video; vision.Capture is one.
type reader interface {
	Read() (*image.RGBA, error)
	FPS() float64
	Live() bool
	Close() error
}

// video is a camera that OpenCV reads.
type video struct {
	o    VideoOptions
	crop image.Rectangle
	open func() (reader, error)
	busy chan struct{} // holds a token while the device is open
}

// Video makes the driver of a V4L2 device, a network camera or a film.
func Video(_ string, raw []byte) (Source, error) {
	var o VideoOptions
	if err := driver.Options(raw, &o); err != nil {
		return nil, err
	}
	var all []error
	if o.Source == "" {
		all = append(all, errors.New("source: names no camera or film"))
	}
	if o.Width < 0 || o.Height < 0 || o.FPS < 0 || o.FPS > 240 || o.Exposure < 0 {
		all = append(all, errors.New("width, height, fps and exposure must not be negative, nor fps above 240"))
	}
	if o.Exposure > 0 && o.Lock {
		all = append(all, errors.New("exposure and lock: give one of them"))
	}
	if o.Turn%90 != 0 {
		all = append(all, fmt.Errorf("turn: %d is no multiple of 90", o.Turn))
	}
	var crop image.Rectangle
	switch {
	case len(o.Crop) == 0:
	case len(o.Crop) != 4 || o.Crop[0] < 0 || o.Crop[1] < 0 || o.Crop[2] <= 0 || o.Crop[3] <= 0:
		all = append(all, fmt.Errorf("crop: %v is not x, y, width, height", o.Crop))
	default:
		crop = image.Rect(o.Crop[0], o.Crop[1], o.Crop[0]+o.Crop[2], o.Crop[1]+o.Crop[3])
	}
	open := func() (reader, error) {
		c, err := vision.OpenCapture(o.Source, vision.Wish{Width: o.Width, Height: o.Height, FPS: o.FPS, HoldExposure: o.Exposure, LockExposure: o.Lock})
		if err != nil {
			return nil, err
		}
		return c, nil
	}
	return video{o, crop, open, make(chan struct{}, 1)}, errors.Join(all...)
}

// shot is a picture, or why there is none.
type shot struct {
	img *image.RGBA
	err error
}

// Run emits pictures at the camera's pace, or a film's. OpenCV cannot be
// interrupted while it waits for a picture, so that happens beside Run, which
// returns at once when ctx ends; the device is closed as soon as OpenCV lets go
// of it, and the next Run waits for that.
func (v video) Run(ctx context.Context, emit func(evidence.Frame)) error {
	select {
	case v.busy <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	began := time.Now()
	shots := make(chan shot)
	go func() {
		defer func() { <-v.busy }()
		v.shoot(ctx, shots)
	}()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case s := <-shots:
			if s.err != nil {
				return s.err
			}
			img, err := v.basket(s.img)
			if err != nil {
				return err
			}
			emit(evidence.Frame{At: evidence.Millis(time.Since(began).Milliseconds()), Image: img})
		}
	}
}

// shoot opens the video and hands out its pictures until ctx ends or there are
// no more.
func (v video) shoot(ctx context.Context, out chan<- shot) {
	give := func(s shot) bool {
		select {
		case out <- s:
			return true
		case <-ctx.Done():
			return false
		}
	}
	r, err := v.open()
	if err != nil {
		give(shot{err: err})
		return
	}
	defer func() { _ = r.Close() }() // nothing was written
	pace := time.Duration(float64(time.Second) / v.fps(r))
	next, some := time.Now(), false
	for ctx.Err() == nil {
		img, err := r.Read()
		switch {
		case errors.Is(err, io.EOF) && v.o.Loop && some:
			_ = r.Close() // it is opened anew
			if r, err = v.open(); err != nil {
				r = closed{}
				give(shot{err: err})
				return
			}
			continue
		case errors.Is(err, io.EOF) && !some:
			give(shot{err: fmt.Errorf("%s holds no pictures", v.o.Source)})
			return
		case errors.Is(err, io.EOF):
			give(shot{err: driver.ErrEnded})
			return
		case err != nil:
			give(shot{err: err})
			return
		}
		some = true
		if !r.Live() && !until(ctx, next) {
			return
		}
		next = next.Add(pace)
		if !give(shot{img: img}) {
			return
		}
	}
}

// fps is the pace of a film.
func (v video) fps(r reader) float64 {
	if f := r.FPS(); f > 0 {
		return f
	}
	if v.o.FPS > 0 {
		return v.o.FPS
	}
	return 25
}

// until waits for an instant; false when ctx ends before.
func until(ctx context.Context, t time.Time) bool {
	select {
	case <-time.After(time.Until(t)):
		return true
	case <-ctx.Done():
		return false
	}
}

// closed is a video that could not be opened again.
type closed struct{ reader }

func (closed) Close() error { return nil }

// basket is the part of a picture that shows the basket, the right way up.
func (v video) basket(img *image.RGBA) (image.Image, error) {
	if !v.crop.Empty() {
		if !v.crop.In(img.Bounds()) {
			return nil, fmt.Errorf("crop: %v reaches beyond a picture of %d by %d", v.o.Crop, img.Bounds().Dx(), img.Bounds().Dy())
		}
		part := image.NewRGBA(image.Rect(0, 0, v.crop.Dx(), v.crop.Dy()))
		draw.Draw(part, part.Bounds(), img, v.crop.Min, draw.Src)
		img = part
	}
	for range (v.o.Turn/90%4 + 4) % 4 {
		img = quarter(img)
	}
	return img, nil
}

// quarter turns a picture by 90 degrees clockwise.
func quarter(img *image.RGBA) *image.RGBA {
	b := img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dy(), b.Dx()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			i, j := img.PixOffset(b.Min.X+x, b.Min.Y+y), out.PixOffset(b.Dy()-1-y, x)
			copy(out.Pix[j:j+4], img.Pix[i:i+4])
		}
	}
	return out
}
