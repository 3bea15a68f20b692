package vision

import (
	"errors"
	"fmt"
	"math"

	"google.golang.org/protobuf/encoding/protowire"
)

// The part of ONNX's file format (onnx.proto3, IR version 3 and later) that
// tells whether OpenCV could be given a model. What is wrong with a file is
// found here and not in OpenCV, whose exceptions end the process.
const (
	newestOpset  = 10 // of ONNX's own operators; later ones OpenCV 4.6 reads wrongly or not at all
	leastInput   = 16 // pixels a side
	mostInput    = 1024
	externalData = 1 // TensorProto.DataLocation
)

// onnxShape is what a model takes: pictures of a size in pixels.
type onnxShape struct{ width, height int }

// message walks the fields of a protocol buffer; varints come as n, the rest
// as bytes.
func message(b []byte, field func(num protowire.Number, n uint64, v []byte) error) error {
	for len(b) > 0 {
		num, typ, size := protowire.ConsumeTag(b)
		if size < 0 {
			return fmt.Errorf("torn: %w", protowire.ParseError(size))
		}
		b = b[size:]
		var n uint64
		var v []byte
		switch typ {
		case protowire.VarintType:
			n, size = protowire.ConsumeVarint(b)
		case protowire.BytesType:
			v, size = protowire.ConsumeBytes(b)
		default:
			size = protowire.ConsumeFieldValue(num, typ, b)
		}
		if size < 0 {
			return fmt.Errorf("torn: %w", protowire.ParseError(size))
		}
		if err := field(num, n, v); err != nil {
			return err
		}
		b = b[size:]
	}
	return nil
}

// readONNX checks a model and returns what it takes.
func readONNX(model []byte) (onnxShape, error) {
	g := graph{known: map[string]bool{"": true}}
	opset, graphs := uint64(0), 0
	err := message(model, func(num protowire.Number, _ uint64, v []byte) error {
		switch num {
		case 7:
			graphs++
			return g.read(v)
		case 8:
			domain, version := "", uint64(0)
			err := message(v, func(num protowire.Number, n uint64, v []byte) error {
				switch num {
				case 1:
					domain = string(v)
				case 2:
					version = n
				}
				return nil
			})
			if domain != "" && domain != "ai.onnx" {
				return fmt.Errorf("it needs operators of %q beside ONNX's own", domain)
			}
			opset = version
			return err
		}
		return nil
	})
	switch {
	case err != nil:
		return onnxShape{}, err
	case graphs != 1:
		return onnxShape{}, errors.New("it holds no graph: this is no ONNX model")
	case opset < 1 || opset > newestOpset:
		return onnxShape{}, fmt.Errorf("it uses opset %d; export it with opset %d or lower", opset, newestOpset)
	}
	return g.check()
}

// graph is a GraphProto, as far as it is checked.
type graph struct {
	known   map[string]bool // values that initializers give
	nodes   [][2][]string   // inputs and outputs of each, in order
	inputs  []graphInput
	outputs []string
}

type graphInput struct {
	name string
	elem uint64
	dims []int64 // -1 for one without a number
}

func (g *graph) read(b []byte) error {
	return message(b, func(num protowire.Number, _ uint64, v []byte) error {
		switch num {
		case 1:
			return g.node(v)
		case 5:
			return g.initializer(v)
		case 11:
			in, err := valueInfo(v)
			g.inputs = append(g.inputs, in)
			return err
		case 12:
			out, err := valueInfo(v)
			g.outputs = append(g.outputs, out.name)
			return err
		}
		return nil
	})
}

func (g *graph) node(b []byte) error {
	var n [2][]string
	err := message(b, func(num protowire.Number, _ uint64, v []byte) error {
		switch num {
		case 1, 2:
			n[num-1] = append(n[num-1], string(v))
		case 7:
			if d := string(v); d != "" && d != "ai.onnx" {
				return fmt.Errorf("a node is of the domain %q", d)
			}
		}
		return nil
	})
	g.nodes = append(g.nodes, n)
	return err
}

// elementSize is the bytes of an element of a TensorProto.DataType.
var elementSize = map[uint64]int64{1: 4, 2: 1, 3: 1, 6: 4, 7: 8, 9: 1, 10: 2, 11: 8}

func (g *graph) initializer(b []byte) error {
	var name string
	var kind uint64
	elements, raw := int64(1), int64(-1)
	dim := func(d int64) error {
		if d < 0 || d > math.MaxInt32 || d > 0 && elements > math.MaxInt32/d {
			return fmt.Errorf("an initializer has a side of %d", d)
		}
		elements *= d
		return nil
	}
	err := message(b, func(num protowire.Number, n uint64, v []byte) error {
		switch num {
		case 1:
			if v == nil {
				return dim(int64(n))
			}
			for len(v) > 0 { // packed
				n, size := protowire.ConsumeVarint(v)
				if size < 0 {
					return errors.New("an initializer's sides are torn")
				}
				if err := dim(int64(n)); err != nil {
					return err
				}
				v = v[size:]
			}
		case 2:
			kind = n
		case 8:
			name = string(v)
		case 9:
			raw = int64(len(v))
		case 13, 14:
			if num == 13 || n == externalData {
				return errors.New("its weights lie in another file; export it as one")
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	size, ok := elementSize[kind]
	if !ok {
		return fmt.Errorf("%q holds elements of type %d", name, kind)
	}
	if raw >= 0 && raw != elements*size {
		return fmt.Errorf("%q holds %d bytes where its sides ask for %d", name, raw, elements*size)
	}
	g.known[name] = true
	return nil
}

func valueInfo(b []byte) (in graphInput, err error) {
	err = message(b, func(num protowire.Number, _ uint64, v []byte) error {
		if num == 1 {
			in.name = string(v)
		}
		if num != 2 {
			return nil
		}
		return message(v, func(num protowire.Number, _ uint64, v []byte) error { // TypeProto
			if num != 1 {
				return nil
			}
			return message(v, func(num protowire.Number, n uint64, v []byte) error { // Tensor
				if num == 1 {
					in.elem = n
				}
				if num != 2 {
					return nil
				}
				return message(v, func(num protowire.Number, _ uint64, v []byte) error { // TensorShapeProto
					if num != 1 {
						return nil
					}
					side := int64(-1)
					err := message(v, func(num protowire.Number, n uint64, _ []byte) error {
						if num == 1 {
							side = int64(n)
						}
						return nil
					})
					in.dims = append(in.dims, side)
					return err
				})
			})
		})
	})
	return in, err
}

// check follows the graph: one picture goes in, each node takes what came
// before it, and something comes out.
func (g *graph) check() (onnxShape, error) {
	var picture *graphInput
	for i, in := range g.inputs {
		if g.known[in.name] {
			continue // an initializer, which early versions list as an input too
		}
		if picture != nil {
			return onnxShape{}, fmt.Errorf("it takes %q beside %q; one picture goes in", in.name, picture.name)
		}
		picture = &g.inputs[i]
	}
	if picture == nil || len(g.nodes) == 0 || len(g.outputs) == 0 {
		return onnxShape{}, errors.New("it takes nothing, does nothing or gives nothing")
	}
	d := picture.dims
	if picture.elem != 1 || len(d) != 4 || d[0] > 1 || d[1] != 3 || min(d[2], d[3]) < leastInput || max(d[2], d[3]) > mostInput {
		return onnxShape{}, fmt.Errorf("it takes %v of type %d; it must take 1 x 3 x height x width of floats, %d to %d pixels a side", d, picture.elem, leastInput, mostInput)
	}
	g.known[picture.name] = true
	for i, n := range g.nodes {
		for _, in := range n[0] {
			if !g.known[in] {
				return onnxShape{}, fmt.Errorf("node %d takes %q, which nothing before it gives", i, in)
			}
		}
		for _, out := range n[1] {
			g.known[out] = true
		}
	}
	for _, out := range g.outputs {
		if !g.known[out] {
			return onnxShape{}, fmt.Errorf("nothing gives its output %q", out)
		}
	}
	return onnxShape{width: int(d[3]), height: int(d[2])}, nil
}
