package look

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"

	"gonum.org/v1/gonum/blas/blas32"
)

// The file of an index: its magic, a version, the CRC-32 of the projections
// that it was made with, then each product: the length of its ID, the ID, and
// the sums of its references as bytes with a scale; at last the CRC-32 of all
// before it. Little-endian.
const (
	indexMagic   = "DASHINDX"
	indexVersion = 1
	longestID    = 1 << 10
)

// ErrIndex is what every refusal of a file of an index wraps.
var ErrIndex = errors.New("not a usable look index")

// Write writes what is enrolled, without clean pictures, in the format that
// Load reads.
func (x *Index) Write(w io.Writer) error {
	x.mu.RLock()
	defer x.mu.RUnlock()
	var b bytes.Buffer
	b.WriteString(indexMagic)
	put := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) } // a buffer takes all
	put(uint32(indexVersion))
	put(x.p.checksum())
	for i, id := range x.ids {
		if len(id) > longestID {
			return fmt.Errorf("writing the look index: the product ID %.20q… is longer than %d bytes", id, longestID)
		}
		put(uint16(len(id)))
		b.WriteString(id)
		for _, p := range []*prototypes{&x.full, &x.cheap} {
			scale, steps := quantise(column(p.sums[i*p.dim : (i+1)*p.dim]))
			put(scale[0])
			put(steps)
		}
	}
	put(crc32.ChecksumIEEE(b.Bytes()))
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("writing the look index: %w", err)
	}
	return nil
}

func column(v []float32) blas32.General {
	return blas32.General{Rows: len(v), Cols: 1, Stride: 1, Data: v}
}

// Load adds the products of a file that Write wrote to the index. It refuses a
// file of another version or other projections, and one cut short or altered,
// and then adds nothing.
func (x *Index) Load(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("reading the look index: %w", err)
	}
	refuse := func(why string) error { return fmt.Errorf("%w: %s", ErrIndex, why) }
	const head = len(indexMagic) + 8
	if len(data) < head+4 || string(data[:len(indexMagic)]) != indexMagic {
		return refuse("it does not begin as one")
	}
	if v := binary.LittleEndian.Uint32(data[len(indexMagic):]); v != indexVersion {
		return refuse(fmt.Sprintf("it is of version %d, this program reads version %d; make it anew with dashcart enroll", v, indexVersion))
	}
	body := data[:len(data)-4]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(data[len(body):]) {
		return refuse("it was cut short or altered")
	}
	if binary.LittleEndian.Uint32(data[head-4:]) != x.p.checksum() {
		return refuse("it was made with other projections; make it anew with dashcart enroll")
	}
	d := &decoder{rest: body[head:]}
	var all []enrolled
	for len(d.rest) > 0 {
		e, err := d.product()
		if err != nil {
			return refuse(err.Error())
		}
		all = append(all, e)
	}
	for _, e := range all {
		x.Add(e.id, e.sums)
	}
	return nil
}

// enrolled is a product of a file: its sums are added as one description.
type enrolled struct {
	id   string
	sums Description
}

func (d *decoder) product() (enrolled, error) {
	var n uint16
	if err := d.take(&n); err != nil {
		return enrolled{}, err
	}
	if n > longestID || int(n) > len(d.rest) {
		return enrolled{}, errors.New("it ends too early")
	}
	e := enrolled{id: string(d.rest[:n])}
	d.rest = d.rest[n:]
	var err error
	if e.sums.Full, err = d.scaled(fullDim); err != nil {
		return enrolled{}, err
	}
	e.sums.Cheap, err = d.scaled(cheapDim)
	return e, err
}

func (d *decoder) scaled(n int) ([]float32, error) {
	var scale float32
	if err := d.take(&scale); err != nil {
		return nil, err
	}
	steps := make([]int8, n)
	if err := d.take(steps); err != nil {
		return nil, err
	}
	v := make([]float32, n)
	for i, s := range steps {
		v[i] = float32(s) * scale
	}
	if !finite(v) {
		return nil, errors.New("it holds numbers that cannot be")
	}
	return v, nil
}

// quantise makes bytes of a matrix, with a scale for each column.
func quantise(m blas32.General) ([]float32, []int8) {
	scale := make([]float32, m.Cols)
	for i, v := range m.Data {
		scale[i%m.Cols] = max(scale[i%m.Cols], v/127, -v/127)
	}
	steps := make([]int8, len(m.Data))
	for i, v := range m.Data {
		if s := scale[i%m.Cols]; s > 0 {
			steps[i] = int8(math.Round(float64(v / s)))
		}
	}
	return scale, steps
}
