package vision

import (
	"errors"
	"fmt"
	"image"
	"io"
	"io/fs"
	"net/url"
	"os"
	"strconv"
	"strings"

	"gocv.io/x/gocv"
)

// Wish is what a camera is asked for. What it cannot do it does as well as it
// can; zero leaves a property as it is.
type Wish struct {
	Width, Height int
	FPS           float64
	// HoldExposure is an exposure in the camera's own units, held from the
	// start: automatic exposure would brighten and darken all that it sees when a
	// white box passes.
	HoldExposure float64
	// LockExposure lets the camera expose by itself until it has settled, and
	// holds what it came to from then on.
	LockExposure bool
}

// settled is how many pictures automatic exposure takes to settle, generously.
const settled = 45

// Capture is an opened video: a file, a V4L2 device or a network stream. It is
// used by one goroutine at a time.
type Capture struct {
	video *gocv.VideoCapture
	frame gocv.Mat
	live  bool
	name  string
	fails int
	lock  int // pictures until the exposure is held; zero never
}

// most that a frame may hold; more is a broken header.
const (
	mostSide  = 16384
	mostFails = 30 // pictures in a row that a live camera may fail to give
)

// OpenCapture opens a path, a device (/dev/video0, or its number) or an rtsp://,
// rtsps://, http:// or https:// address. It blocks while a network stream is found.
func OpenCapture(source string, w Wish) (*Capture, error) {
	c := &Capture{name: source, live: true}
	var err error
	switch number, notNumber := strconv.Atoi(source); {
	case notNumber == nil:
		if _, err := os.Stat("/dev/video" + source); err != nil {
			return nil, fmt.Errorf("there is no camera %s: %w", source, err)
		}
		c.video, err = gocv.VideoCaptureDeviceWithAPI(number, gocv.VideoCaptureV4L2)
	case strings.Contains(source, "://"):
		if c.name, err = checkAddress(source); err != nil {
			return nil, err
		}
		c.video, err = gocv.VideoCaptureFileWithAPI(source, gocv.VideoCaptureFFmpeg)
	default:
		info, statErr := os.Stat(source)
		switch {
		case statErr != nil:
			return nil, fmt.Errorf("there is no such camera or film: %w", statErr)
		case info.Mode()&fs.ModeCharDevice != 0:
			c.video, err = gocv.VideoCaptureFileWithAPI(source, gocv.VideoCaptureV4L2)
		case info.Mode().IsRegular():
			c.live = false
			c.video, err = gocv.VideoCaptureFileWithAPI(source, gocv.VideoCaptureFFmpeg)
		default:
			return nil, fmt.Errorf("%s is neither a film nor a camera", source)
		}
	}
	// OpenCV hands out something to close even where it failed.
	if err != nil || c.video == nil || !c.video.IsOpened() {
		if c.video != nil {
			_ = c.video.Close() // there was nothing open
		}
		return nil, fmt.Errorf("%s cannot be opened as a video", c.name)
	}
	c.wish(w)
	c.frame = gocv.NewMat()
	return c, nil
}

// checkAddress returns an address as it may be shown: without its password.
func checkAddress(source string) (string, error) {
	u, err := url.Parse(source)
	if err != nil {
		return "", errors.New("the address of the camera is not one") // the reason would show the password
	}
	switch u.Scheme {
	case "rtsp", "rtsps", "http", "https":
		return u.Redacted(), nil
	}
	return "", fmt.Errorf("the address of the camera is of kind %q; rtsp, rtsps, http and https are known", u.Scheme)
}

func (c *Capture) wish(w Wish) {
	set := func(p gocv.VideoCaptureProperties, v float64) {
		if v > 0 && c.live {
			c.video.Set(p, v)
		}
	}
	set(gocv.VideoCaptureFrameWidth, float64(w.Width))
	set(gocv.VideoCaptureFrameHeight, float64(w.Height))
	set(gocv.VideoCaptureFPS, w.FPS)
	switch {
	case w.HoldExposure > 0:
		c.hold(w.HoldExposure)
	case w.LockExposure && c.live:
		c.lock = settled
	}
}

// hold ends automatic exposure. A camera that cannot goes on as it is.
func (c *Capture) hold(exposure float64) {
	const manual = 1 // V4L2_EXPOSURE_MANUAL
	if c.live && exposure > 0 {
		c.video.Set(gocv.VideoCaptureAutoExposure, manual)
		c.video.Set(gocv.VideoCaptureExposure, exposure)
	}
}

// settle counts pictures until the exposure is locked.
func (c *Capture) settle() {
	if c.lock == 0 {
		return
	}
	if c.lock--; c.lock == 0 {
		c.hold(c.video.Get(gocv.VideoCaptureExposure))
	}
}

// FPS is the rate that the video says of itself, zero where it says none.
func (c *Capture) FPS() float64 {
	if f := c.video.Get(gocv.VideoCaptureFPS); f > 0 && f <= 1000 {
		return f
	}
	return 0
}

// Live reports whether it is a camera, which has its own pace and no end.
func (c *Capture) Live() bool { return c.live }

// Read returns the next picture; io.EOF after the last of a film.
func (c *Capture) Read() (*image.RGBA, error) {
	for {
		ok := c.video.Read(&c.frame)
		if !ok && !c.live {
			return nil, io.EOF
		}
		if ok && !c.frame.Empty() {
			c.fails = 0
			c.settle()
			return toRGBA(c.frame)
		}
		if c.fails++; c.fails >= mostFails {
			c.fails = 0
			return nil, fmt.Errorf("%s gives no more pictures; is its plug in?", c.name)
		}
	}
}

// Close closes the video.
func (c *Capture) Close() error { return errors.Join(c.frame.Close(), c.video.Close()) }

// toRGBA copies a colour or grey Mat out of OpenCV's memory.
func toRGBA(m gocv.Mat) (*image.RGBA, error) {
	w, h, n := m.Cols(), m.Rows(), m.Channels()
	if w <= 0 || h <= 0 || w > mostSide || h > mostSide {
		return nil, fmt.Errorf("a picture of %d by %d pixels", w, h)
	}
	if t := m.Type(); t != gocv.MatTypeCV8UC1 && t != gocv.MatTypeCV8UC3 && t != gocv.MatTypeCV8UC4 {
		return nil, fmt.Errorf("a picture of a kind that OpenCV calls %v, where 8 bits of one, three or four channels are known", t)
	}
	pix := m.ToBytes()
	if len(pix) != w*h*n {
		return nil, fmt.Errorf("a picture of %d by %d pixels in %d bytes", w, h, len(pix))
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for i, j := 0, 0; i < len(pix); i, j = i+n, j+4 {
		if n == 1 {
			out.Pix[j], out.Pix[j+1], out.Pix[j+2] = pix[i], pix[i], pix[i]
		} else {
			out.Pix[j], out.Pix[j+1], out.Pix[j+2] = pix[i+2], pix[i+1], pix[i] // OpenCV counts blue first
		}
		out.Pix[j+3] = 255
	}
	return out, nil
}
