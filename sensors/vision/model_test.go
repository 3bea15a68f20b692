package vision

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

// pb writes protocol buffers: numbers as varints, the rest as bytes.
func pb(fields ...any) []byte {
	var b []byte
	for i := 0; i < len(fields); i += 2 {
		num := protowire.Number(fields[i].(int))
		switch v := fields[i+1].(type) {
		case int:
			b = protowire.AppendVarint(protowire.AppendTag(b, num, protowire.VarintType), uint64(v))
		case string:
			b = protowire.AppendBytes(protowire.AppendTag(b, num, protowire.BytesType), []byte(v))
		case []byte:
			b = protowire.AppendBytes(protowire.AppendTag(b, num, protowire.BytesType), v)
		}
	}
	return b
}

func floats(v ...float32) []byte {
	var b bytes.Buffer
	_ = binary.Write(&b, binary.LittleEndian, v)
	return b.Bytes()
}

func tensorOf(name string, raw []byte, dims ...int) []byte {
	var f []any
	for _, d := range dims {
		f = append(f, 1, d)
	}
	return pb(append(f, 2, 1, 8, name, 9, raw)...)
}

func value(name string, dims ...int) []byte {
	var shape []any
	for _, d := range dims {
		shape = append(shape, 1, pb(1, d))
	}
	return pb(1, name, 2, pb(1, pb(1, 1, 2, pb(shape...))))
}

// weights of four numbers out of the means of red, green and blue.
var weights = []float32{1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1}

// network is a model as an exporter writes it: the mean of each channel, flat,
// times a matrix.
func network(opset int, raw []byte, first string, more ...any) []byte {
	graph := []any{
		1, pb(1, first, 2, "mean", 4, "GlobalAveragePool"),
		1, pb(1, "mean", 2, "flat", 4, "Flatten"),
		1, pb(1, "flat", 1, "w", 1, "b", 2, "out", 4, "Gemm", 5, pb(1, "transB", 3, 1, 20, 2)),
		2, "goods",
		5, tensorOf("w", raw, 4, 3), 5, tensorOf("b", floats(0, 0, 0, 0), 4),
		11, value("in", 1, 3, 32, 48), 12, value("out", 1, 4),
	}
	return pb(1, 5, 2, "test", 7, pb(append(graph, more...)...), 8, pb(1, "", 2, opset))
}

func file(t testing.TB, data []byte) string {
	t.Helper()
	f := filepath.Join(t.TempDir(), "goods.onnx")
	if err := os.WriteFile(f, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return f
}

// tryApart tries a model in a process of its own: this test's binary again.
func tryApart(file string) error {
	cmd := exec.Command(os.Args[0], "-test.run=^TestInAProcessOfItsOwn$")
	cmd.Env = append(os.Environ(), "DASHCART_TRY_MODEL="+file)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

func TestInAProcessOfItsOwn(t *testing.T) {
	file := os.Getenv("DASHCART_TRY_MODEL")
	if file == "" {
		t.Skip("for TestModels, in a process of its own")
	}
	if err := TryModel(file); err != nil {
		t.Fatal(err)
	}
}

func TestAModelDescribesPictures(t *testing.T) {
	m, err := OpenModel(file(t, network(9, floats(weights...), "in")), tryApart)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	for i, c := range []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}} {
		im := image.NewRGBA(image.Rect(3, 4, 80, 61))
		draw.Draw(im, im.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
		v, err := m.Embed(im)
		if err != nil || len(v) != 4 {
			t.Fatalf("%v: %v", v, err)
		}
		if most := slices.Index(v[:3], slices.Max(v[:3])); most != i {
			t.Errorf("channel %d is described as %v", i, v)
		}
		var sum float64
		for _, x := range v {
			sum += float64(x) * float64(x)
		}
		if math.Abs(sum-1) > 1e-5 {
			t.Errorf("%v has the length %g", v, math.Sqrt(sum))
		}
	}
	if _, err := m.Embed(image.NewRGBA(image.Rectangle{})); err == nil {
		t.Error("a picture without pixels is described")
	}
}

// TestBrokenModelsAreRefused: none of these may reach OpenCV in this process,
// or it would be the end of it.
func TestBrokenModelsAreRefused(t *testing.T) {
	good := network(9, floats(weights...), "in")
	reached := errors.New("it came so far")
	for _, c := range []struct {
		name string
		data []byte
		says string
	}{
		{"a good one", good, reached.Error()},
		{"nothing", nil, "no graph"},
		{"a picture", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), ""},
		{"cut short", good[:len(good)/2], ""},
		{"a later opset", network(17, floats(weights...), "in"), "opset 17"},
		{"weights that are too few", network(9, floats(1, 2, 3), "in"), "12 bytes where its sides ask for 48"},
		{"a node that takes nothing that is there", network(9, floats(weights...), "elsewhere"), `takes "elsewhere"`},
		{"two pictures", network(9, floats(weights...), "in", 11, value("more", 1, 3, 32, 32)), "one picture goes in"},
		{"an output that nothing gives", network(9, floats(weights...), "in", 12, value("ghost", 1)), "ghost"},
		{"another's operators", pb(7, pb(), 8, pb(1, "com.microsoft", 2, 1)), "com.microsoft"},
		{"weights elsewhere", network(9, floats(weights...), "in", 5, pb(1, 1, 2, 1, 8, "far", 14, 1)), "another file"},
		{"sides beyond all numbers", network(9, floats(weights...), "in", 5, tensorOf("huge", nil, math.MaxInt32, math.MaxInt32)), "side"},
		{"sound, though OpenCV knows no such operator", network(9, floats(weights...), "in", 1, pb(1, "out", 2, "odd", 4, "NoSuchOperator")), reached.Error()},
	} {
		_, err := OpenModel(file(t, c.data), func(string) error { return reached })
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "goods.onnx") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	odd := file(t, network(9, floats(weights...), "in", 1, pb(1, "out", 2, "odd", 4, "NoSuchOperator")))
	if _, err := OpenModel(odd, tryApart); err == nil || !strings.Contains(err.Error(), "OpenCV cannot run it") {
		t.Errorf("what ends the other process: %v", err)
	}
}

// FuzzONNX: whatever the bytes, the check says yes or no.
func FuzzONNX(f *testing.F) {
	f.Add(network(9, floats(weights...), "in"))
	f.Add(pb(7, pb(), 8, pb(1, "", 2, 9)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if shape, err := readONNX(data); err == nil && (shape.width < leastInput || shape.height < leastInput) {
			t.Errorf("%+v", shape)
		}
	})
}
