package recording

import (
	"fmt"
	"image"
	_ "image/gif"  // formats that frames may have
	_ "image/jpeg" // formats that frames may have
	_ "image/png"  // formats that frames may have
	"os"

	"github.com/dashcart/dashcart/models/evidence"
)

// maxPixels bounds what a picture may ask of memory.
const maxPixels = 50_000_000

// Load decodes a frame. One that cannot be read comes back empty, with the error: a recording goes on
// without it.
func (f FrameFile) Load() (evidence.Frame, error) {
	out := evidence.Frame{At: f.At, Camera: f.Camera, File: f.Path, Image: image.NewGray(image.Rectangle{})}
	file, err := os.Open(f.Path)
	if err != nil {
		return out, fmt.Errorf("read frame: %w", err)
	}
	defer file.Close()
	c, _, err := image.DecodeConfig(file)
	if err != nil {
		return out, fmt.Errorf("read frame %s: %w", f.Path, err)
	}
	if c.Width*c.Height > maxPixels {
		return out, fmt.Errorf("read frame %s: %dx%d is too large", f.Path, c.Width, c.Height)
	}
	if _, err := file.Seek(0, 0); err != nil {
		return out, fmt.Errorf("read frame %s: %w", f.Path, err)
	}
	img, _, err := image.Decode(file)
	if err != nil {
		return out, fmt.Errorf("read frame %s: %w", f.Path, err)
	}
	out.Image = img
	return out, nil
}
