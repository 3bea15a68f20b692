package recording

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// longestLine bounds a line of a day's file: a decision with all it rests on.
const longestLine = 4 << 20

// KeptOf reads what the carts whose evidence lies under dir, a folder for each,
// kept of a trip, in the order it was decided. Pictures become full paths. A
// line that a pulled plug left half written is passed over.
func KeptOf(dir, trip string) ([]Kept, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*", "*", safe(trip)+".jsonl"))
	if err != nil {
		return nil, fmt.Errorf("evidence of trip %s: %w", trip, err)
	}
	var all []Kept
	for _, name := range files {
		kept, err := keptIn(name, trip)
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // its day may end right now
			return nil, fmt.Errorf("evidence of trip %s: %w", trip, err)
		}
		all = append(all, kept...)
	}
	slices.SortStableFunc(all, func(a, b Kept) int { return a.At.Compare(b.At) })
	return all, nil
}

func keptIn(name, trip string) (all []Kept, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, longestLine)
	for lines.Scan() {
		var k Kept
		if json.Unmarshal(lines.Bytes(), &k) != nil || k.Trip != trip {
			continue
		}
		for i, p := range k.Pictures {
			k.Pictures[i] = filepath.Join(filepath.Dir(name), filepath.Base(p))
		}
		all = append(all, k)
	}
	return all, lines.Err()
}
