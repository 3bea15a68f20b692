package recording

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/dashcart/dashcart/models/evidence"
)

// Warning is something that was tolerated; File and Line say where.
type Warning struct {
	File string
	Line int
	Text string
}

func (w Warning) String() string { return fmt.Sprintf("%s:%d: %s", w.File, w.Line, w.Text) }

// row is one line of a table, its fields by column name.
type row struct {
	file   string
	line   int
	column map[string]int
	fields []string
}

func (r row) text(name string) string {
	if i, ok := r.column[name]; ok && i < len(r.fields) {
		return strings.TrimSpace(r.fields[i])
	}
	return ""
}

func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.file, r.line, fmt.Sprintf(format, args...))
}

func (r row) number(name string) (float64, error) {
	v, err := strconv.ParseFloat(r.text(name), 64)
	if err != nil || v != v || v > 1e12 || v < -1e12 {
		return 0, r.errorf("%s is %.40q, want a number", name, r.text(name))
	}
	return v, nil
}

func (r row) millis(start evidence.Millis) (evidence.Millis, error) {
	v, err := r.number("t_ms")
	return evidence.Millis(v) + start, err
}

// maxLine bounds a line, so that a file that is no table costs no memory.
const maxLine = 1 << 20

// readTable calls each with every row of a CSV with a header line. Columns
// named in want must exist; others are ignored. A last line without its
// newline that does not parse was cut off: it is a warning, not an error.
func readTable(name string, in io.Reader, want []string, each func(row) error) (*Warning, error) {
	sc := bufio.NewReaderSize(in, 64<<10)
	column := map[string]int{}
	for line := 1; ; line++ {
		text, whole, err := readLine(sc)
		if err != nil {
			if errors.Is(err, io.EOF) {
				if line == 1 {
					return nil, fmt.Errorf("%s:1: the file is empty, want a header with %s", name, strings.Join(want, ","))
				}
				return nil, nil
			}
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		}
		if strings.TrimSpace(text) == "" {
			continue
		}
		fields, err := split(text)
		if err == nil && len(column) == 0 {
			for i, f := range fields {
				column[strings.TrimSpace(strings.TrimPrefix(f, "\ufeff"))] = i
			}
			for _, w := range want {
				if _, ok := column[w]; !ok {
					return nil, fmt.Errorf("%s:%d: column %s is missing from the header", name, line, w)
				}
			}
			continue
		}
		r := row{name, line, column, fields}
		if err != nil {
			err = r.errorf("%v", err)
		} else if len(fields) < len(column) && !whole {
			err = r.errorf("%d of %d fields", len(fields), len(column))
		} else {
			err = each(r)
		}
		if err != nil && !whole {
			return &Warning{name, line, "the last line was cut short and is left out"}, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// readLine returns a line without its newline; whole says that it had one.
func readLine(r *bufio.Reader) (text string, whole bool, err error) {
	var b strings.Builder
	for {
		part, err := r.ReadSlice('\n')
		b.Write(part)
		if b.Len() > maxLine {
			return "", false, fmt.Errorf("the line is longer than %d bytes", maxLine)
		}
		switch {
		case err == nil:
			return strings.TrimRight(b.String(), "\r\n"), true, nil
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && b.Len() > 0:
			return b.String(), false, nil
		default:
			return "", false, err
		}
	}
}

func split(line string) ([]string, error) {
	if !strings.Contains(line, `"`) {
		return strings.Split(line, ","), nil
	}
	r := csv.NewReader(strings.NewReader(line))
	r.FieldsPerRecord = -1
	return r.Read()
}
