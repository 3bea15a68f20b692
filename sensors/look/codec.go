package look

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"gonum.org/v1/gonum/blas/blas32"
)

// The file of projections: the magic, a version, the sizes of both codebooks,
// then all arrays in a fixed order, little-endian, and the CRC-32 of all before
// it. The axes are a bit for each number, all else is 32-bit floats.
const (
	magic   = "DASHLOOK"
	version = 2
)

// ErrProjections is what every refusal of a file of projections wraps.
var ErrProjections = errors.New("not a usable file of look projections")

// Limits on the sizes that a file may claim.
const (
	mostComponents = 1024
	mostKept       = 128
)

// Write writes projections in the format that ReadProjections reads.
func (p *Projections) Write(w io.Writer) error {
	if _, err := w.Write(p.bytes()); err != nil {
		return fmt.Errorf("writing the look projections: %w", err)
	}
	return nil
}

func (p *Projections) bytes() []byte {
	var b bytes.Buffer
	b.WriteString(magic)
	put := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) } // a buffer takes all
	put(uint32(version))
	for _, c := range []*codebook{p.eyes.colour, p.eyes.edge} {
		put([]uint32{uint32(c.basis.Cols), uint32(c.mix.k)})
	}
	for _, c := range []*codebook{p.eyes.colour, p.eyes.edge} {
		for _, v := range [][]float32{c.mean, c.basis.Data, c.mix.weight, c.mix.mean, c.mix.dev} {
			put(v)
		}
	}
	for _, q := range []*projection{&p.full, &p.cheap} {
		put(q.heat)
		put(q.axes.bits)
		put(q.mean)
		put(q.white.Data)
	}
	put(crc32.ChecksumIEEE(b.Bytes()))
	return b.Bytes()
}

// ReadProjections reads what Write wrote. It refuses a file of another
// version, a truncated or altered one, and numbers that could not have been
// learned.
func ReadProjections(r io.Reader) (*Projections, error) {
	data, err := io.ReadAll(io.LimitReader(r, 64<<20))
	if err != nil {
		return nil, fmt.Errorf("reading the look projections: %w", err)
	}
	return parseProjections(data)
}

// parseProjections is ReadProjections of bytes that nobody changes afterwards:
// the axes stay where they are.
func parseProjections(data []byte) (*Projections, error) {
	refuse := func(why string) (*Projections, error) { return nil, fmt.Errorf("%w: %s", ErrProjections, why) }
	if len(data) < len(magic)+8 || string(data[:len(magic)]) != magic {
		return refuse("it does not begin as one")
	}
	if v := binary.LittleEndian.Uint32(data[len(magic):]); v != version {
		return refuse(fmt.Sprintf("it is of version %d, this program reads version %d; learn it anew with dashcart enroll --learn", v, version))
	}
	body := data[:len(data)-4]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(data[len(body):]) {
		return refuse("it was cut short or altered")
	}
	d := &decoder{rest: body[len(magic)+4:]}
	p, err := d.projections()
	if err != nil {
		return refuse(err.Error())
	}
	p.sum = crc32.ChecksumIEEE(body)
	return p, nil
}

// decoder takes arrays off the front of a file.
type decoder struct{ rest []byte }

func (d *decoder) take(v any) error {
	n := binary.Size(v)
	if n > len(d.rest) {
		return errors.New("it ends too early")
	}
	_, err := binary.Decode(d.rest[:n], binary.LittleEndian, v)
	d.rest = d.rest[n:]
	return err
}

func (d *decoder) floats(n int) ([]float32, error) {
	if 4*n > len(d.rest) {
		return nil, errors.New("it ends too early")
	}
	v := make([]float32, n)
	return v, d.take(v)
}

func (d *decoder) projections() (*Projections, error) {
	var sizes [4]uint32
	if err := d.take(&sizes); err != nil {
		return nil, err
	}
	e := &eyes{lab: newLabTable()}
	var err error
	if e.colour, err = d.codebook(colourDim, sizes[0], sizes[1]); err != nil {
		return nil, err
	}
	if e.edge, err = d.codebook(edgeDim, sizes[2], sizes[3]); err != nil {
		return nil, err
	}
	p := &Projections{eyes: e}
	if err := d.projection(&p.full, e.fullLength(), fullDim); err != nil {
		return nil, err
	}
	if err := d.projection(&p.cheap, e.cheapLength(), cheapDim); err != nil {
		return nil, err
	}
	if len(d.rest) > 0 {
		return nil, fmt.Errorf("%d bytes too many", len(d.rest))
	}
	if !p.sound() {
		return nil, errors.New("it holds numbers that cannot be")
	}
	return p, nil
}

func (d *decoder) codebook(dim int, kept, k uint32) (*codebook, error) {
	if kept == 0 || k == 0 || kept > mostKept || k > mostComponents || int(kept) > dim {
		return nil, fmt.Errorf("a mixture of %d components over %d numbers cannot be", k, kept)
	}
	n := int(kept) + 2
	b := &codebook{mix: mixture{k: int(k), d: n}}
	b.basis = blas32.General{Rows: dim, Cols: int(kept), Stride: int(kept)}
	for _, part := range []struct {
		v *[]float32
		n int
	}{{&b.mean, dim}, {&b.basis.Data, dim * int(kept)}, {&b.mix.weight, int(k)}, {&b.mix.mean, int(k) * n}, {&b.mix.dev, int(k) * n}} {
		var err error
		if *part.v, err = d.floats(part.n); err != nil {
			return nil, err
		}
	}
	b.mix.prepare()
	return b, nil
}

func (d *decoder) projection(p *projection, rows, cols int) error {
	if err := d.take(&p.heat); err != nil {
		return err
	}
	p.axes = signs{rows: rows, cols: cols}
	if len(d.rest) < rows*cols/8 {
		return errors.New("it ends too early")
	}
	p.axes.bits = d.rest[:rows*cols/8]
	d.rest = d.rest[rows*cols/8:]
	var err error
	if p.mean, err = d.floats(cols); err != nil {
		return err
	}
	p.white = newMatrix(cols, cols)
	p.white.Data, err = d.floats(cols * cols)
	return err
}
