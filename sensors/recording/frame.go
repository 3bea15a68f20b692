package recording

import (
	"fmt"
	"image"
	_ "image/gif"  // formats that frames may have
	_ "image/jpeg" // formats that frames may have
	_ "image/png"  // formats that frames may have
	"io"
	"os"

	"github.com/dashcart/dashcart/models/evidence"
)

// maxPixels bounds what a picture may ask of memory.
const maxPixels = 50_000_000

// Load decodes a frame. One that cannot be read comes back empty, with the error: a recording goes on
// without it.
func (f FrameFile) Load() (evidence.Frame, error) {
	out := evidence.Frame{At: f.At, Camera: f.Camera, File: f.Path, Image: image.NewGray(image.Rectangle{})}
	if f.Path == "" { // the camera gave none
		return out, nil
	}
	img, err := LoadImage(f.Path)
	if err != nil {
		return out, err
	}
	out.Image = img
	return out, nil
}

// LoadImage decodes a picture file, refusing one that would ask for too much memory.
func LoadImage(path string) (image.Image, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	defer file.Close()
	c, _, err := image.DecodeConfig(file)
	if err != nil {
		return nil, fmt.Errorf("read picture %s: %w", path, err)
	}
	if int64(c.Width)*int64(c.Height) > maxPixels {
		return nil, fmt.Errorf("read picture %s: %dx%d is too large", path, c.Width, c.Height)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("read picture %s: %w", path, err)
	}
	img, _, err := image.Decode(file)
	if err != nil {
		return nil, fmt.Errorf("read picture %s: %w", path, err)
	}
	return img, nil
}
