package vision

import (
	"fmt"
	"image"
	"math"
	"os"
	"sync"

	"gocv.io/x/gocv"
)

const mostModel = 512 << 20 // bytes of a model's file

// Model is a network that describes a picture by numbers, run by OpenCV's DNN
// module on the processor. Its pictures are RGB with ImageNet's mean taken off
// and divided by its deviation, averaged over the channels. It may be used from
// many goroutines; one picture goes through at a time.
type Model struct {
	size image.Point
	mu   sync.Mutex
	net  gocv.Net
}

// OpenModel reads an ONNX model (opset 10 or lower, one picture in). OpenCV
// ends the process at what it does not understand, so the file is checked first
// and then tried by try, which loads it in a process of its own (see TryModel)
// and returns what became of that.
func OpenModel(file string, try func(file string) error) (*Model, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if info.Size() > mostModel {
		return nil, fmt.Errorf("%s: %d MB are more than a cart can hold", file, info.Size()>>20)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	shape, err := readONNX(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if err := try(file); err != nil {
		return nil, fmt.Errorf("%s: OpenCV cannot run it: %w", file, err)
	}
	return load(file, data, shape)
}

func load(file string, data []byte, shape onnxShape) (*Model, error) {
	net, err := gocv.ReadNetFromONNXBytes(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if net.Empty() {
		_ = net.Close()
		return nil, fmt.Errorf("%s: OpenCV finds no network in it", file)
	}
	m := &Model{size: image.Pt(shape.width, shape.height), net: net}
	some := image.NewGray(image.Rect(0, 0, shape.width, shape.height))
	for i := range some.Pix {
		some.Pix[i] = uint8(i * 7)
	}
	if _, err := m.Embed(some); err != nil {
		_ = net.Close()
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return m, nil
}

// TryModel loads a model and runs it once. It may end the process; that is what
// it is for.
func TryModel(file string) error {
	m, err := OpenModel(file, func(string) error { return nil })
	if err != nil {
		return err
	}
	return m.Close()
}

// Close frees what OpenCV holds.
func (m *Model) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.net.Close()
}

// Embed describes a picture by the network's output at length 1.
func (m *Model) Embed(img image.Image) ([]float32, error) {
	b := img.Bounds()
	if b.Empty() {
		return nil, fmt.Errorf("a picture of %d by %d pixels", b.Dx(), b.Dy())
	}
	mat, err := gocv.ImageToMatRGB(img) // which is BGR, as OpenCV's own
	if err != nil {
		return nil, err
	}
	defer mat.Close()
	if mat.Empty() || mat.Type() != gocv.MatTypeCV8UC3 {
		return nil, fmt.Errorf("OpenCV took a picture of %d by %d pixels as type %v", b.Dx(), b.Dy(), mat.Type())
	}
	blob := gocv.BlobFromImage(mat, 1/(255*0.226), m.size, gocv.NewScalar(0.485*255, 0.456*255, 0.406*255, 0), true, false)
	defer blob.Close()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.net.SetInput(blob, "")
	out := m.net.Forward("")
	defer out.Close()
	if out.Empty() || out.Type()&7 != gocv.MatTypeCV32F {
		return nil, fmt.Errorf("the network gives %d numbers of type %v", out.Total(), out.Type())
	}
	flat, err := out.DataPtrFloat32()
	if err != nil {
		return nil, err
	}
	v := append([]float32(nil), flat...)
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 || math.IsInf(sum, 0) || math.IsNaN(sum) {
		return nil, fmt.Errorf("the network's %d numbers have no direction", len(v))
	}
	f := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= f
	}
	return v, nil
}
