package soft

// mask marks cells of a grid. Closing and opening look at the box of marked
// cells only, since most directions mark few.
type mask struct {
	w, h                  int
	on, other             []bool
	labelled              []bool
	x0, y0, x1, y1, count int
	queue                 []int32
}

const (
	closeReach = 2 // cells: a 5 x 5 box, 9 pixels at two a cell
	openReach  = 1 // cells that are then taken off, to part bars from print beside them
)

func newMask(w, h int) *mask {
	m := &mask{w: w, h: h, on: make([]bool, w*h), other: make([]bool, w*h), labelled: make([]bool, w*h)}
	m.reset()
	return m
}

func (m *mask) reset() {
	clear(m.on)
	m.x0, m.y0, m.x1, m.y1, m.count = m.w, m.h, 0, 0, 0
}

func (m *mask) set(i int) {
	m.on[i] = true
	x, y := i%m.w, i/m.w
	m.x0, m.x1 = min(m.x0, x), max(m.x1, x+1)
	m.y0, m.y1 = min(m.y0, y), max(m.y1, y+1)
	m.count++
}

// parts closes small gaps and returns the connected parts (by sides) of at
// least the given number of cells.
func (m *mask) parts(least int) [][]int32 {
	if m.count < max(least/2, 1) {
		return nil
	}
	m.x0, m.y0 = max(m.x0-closeReach, 0), max(m.y0-closeReach, 0)
	m.x1, m.y1 = min(m.x1+closeReach, m.w), min(m.y1+closeReach, m.h)
	m.grow(true, closeReach)
	m.grow(false, closeReach+openReach)
	var all [][]int32
	clear(m.labelled)
	for y := m.y0; y < m.y1; y++ {
		for x := m.x0; x < m.x1; x++ {
			if i := y*m.w + x; m.on[i] && !m.labelled[i] {
				if part := m.flood(int32(i)); len(part) >= least {
					all = append(all, append([]int32(nil), part...))
				}
			}
		}
	}
	return all
}

// grow marks cells within reach of a marked one or, if not on, takes the mark
// from those within reach of an unmarked one: along rows, then along columns.
func (m *mask) grow(on bool, reach int) {
	m.line(m.on, m.other, m.y0, m.y1, m.w, m.x0, m.x1, 1, on, reach)
	m.line(m.other, m.on, m.x0, m.x1, 1, m.y0, m.y1, m.w, on, reach)
}

//go:norace
func (m *mask) line(in, out []bool, l0, l1, lineStep, c0, c1, cellStep int, on bool, reach int) {
	for l := l0; l < l1; l++ {
		last := c0 - 1 - reach // the last cell with in == on
		ahead := c0
		for c := c0; c < c1; c++ {
			for ; ahead < c1 && ahead <= c+reach; ahead++ {
				if in[l*lineStep+ahead*cellStep] == on {
					last = ahead
				}
			}
			near := last >= c-reach
			out[l*lineStep+c*cellStep] = near == on
		}
	}
}

// flood collects the part around a cell; what it returns is overwritten by the
// next call.
func (m *mask) flood(from int32) []int32 {
	m.queue = append(m.queue[:0], from)
	m.labelled[from] = true
	for at := 0; at < len(m.queue); at++ {
		i := m.queue[at]
		x := int(i) % m.w
		for _, d := range [4]int{-1, 1, -m.w, m.w} {
			j := int(i) + d
			if j < 0 || j >= len(m.on) || d == -1 && x == 0 || d == 1 && x == m.w-1 {
				continue
			}
			if m.on[j] && !m.labelled[j] {
				m.labelled[j] = true
				m.queue = append(m.queue, int32(j))
			}
		}
	}
	return m.queue
}
