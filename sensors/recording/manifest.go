package recording

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/goccy/go-yaml"
)

// ManifestName is the file that makes a folder a recording.
const ManifestName = "recording.yaml"

// Version is the format that this package reads and writes.
const Version = 1

// Names of streams.
const (
	StreamScale    = "scale"
	StreamFrames   = "frames"
	StreamVideo    = "video"
	StreamScanner  = "scanner"
	StreamPosition = "position"
	StreamPower    = "power"
	StreamTouches  = "touches"
	StreamTicks    = "ticks"
)

// Manifest is recording.yaml.
type Manifest struct {
	Version int               `yaml:"version"`
	Cart    string            `yaml:"cart,omitempty"`
	Trip    string            `yaml:"trip,omitempty"`
	Chapter string            `yaml:"chapter,omitempty"` // of a flight recorder: the segment at which the senses began anew
	Began   string            `yaml:"began,omitempty"`   // by the clock on the wall, RFC 3339
	Partial string            `yaml:"partial,omitempty"` // what is missing, in words: then playing it back need not lead to the same decisions
	Hard    bool              `yaml:"hard,omitempty"`    // items go in while the cart moves: decisions may take longer
	Labels  string            `yaml:"labels,omitempty"`
	Streams map[string]Stream `yaml:"streams"`
	State   *State            `yaml:"state,omitempty"`
}

// Stream is where one sensor's readings are.
type Stream struct {
	File   string          `yaml:"file"`
	RateHz float64         `yaml:"rate_hz,omitempty"`
	Start  evidence.Millis `yaml:"start_ms,omitempty"` // added to every instant
	Camera string          `yaml:"camera,omitempty"`
}

// State is what the cart knew when the recording began.
type State struct {
	Revision string             `yaml:"revision,omitempty"`
	Store    string             `yaml:"store,omitempty"` // hash of store.yaml
	Learned  []evidence.Learned `yaml:"learned,omitempty"`
	Zero     float64            `yaml:"zero,omitempty"` // grams on the platform taken as nothing
	List     []evidence.Item    `yaml:"list,omitempty"`
}

func readManifest(dir string) (Manifest, error) {
	path := filepath.Join(dir, ManifestName)
	f, err := os.Open(path)
	if err != nil {
		return Manifest{}, fmt.Errorf("%s is no recording: %w", dir, err)
	}
	defer f.Close()
	m, err := parseManifest(f)
	if err != nil {
		return Manifest{}, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

func parseManifest(r io.Reader) (Manifest, error) {
	var m Manifest
	if err := yaml.NewDecoder(r).Decode(&m); err != nil && !errors.Is(err, io.EOF) {
		return Manifest{}, err
	}
	if m.Version != Version {
		return Manifest{}, fmt.Errorf("version is %d, this program reads version %d", m.Version, Version)
	}
	if m.Streams == nil {
		return Manifest{}, errors.New("streams is missing: name at least one, such as scale: {file: scale.csv}")
	}
	for _, name := range slices.Sorted(maps.Keys(m.Streams)) {
		if !local(m.Streams[name].File) {
			return Manifest{}, fmt.Errorf("streams.%s.file: %q must name a file inside the recording", name, m.Streams[name].File)
		}
	}
	if m.Labels != "" && !local(m.Labels) {
		return Manifest{}, fmt.Errorf("labels: %q must name a file inside the recording", m.Labels)
	}
	return m, nil
}

func local(name string) bool { return name != "" && filepath.IsLocal(name) }
