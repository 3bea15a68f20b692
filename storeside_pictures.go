package main

import (
	"path/filepath"

	"github.com/dashcart/dashcart/sensors/recording"
)

// PicturesOf lists the frames that a trip's decisions rest on, by the
// decision's ID: those that carts of this machine keep.
func (p tripPages) PicturesOf(trip string) (map[int][]string, error) {
	kept, err := recording.KeptOf(filepath.Join(p.data, "evidence"), trip)
	if err != nil {
		return nil, err
	}
	out := map[int][]string{}
	for _, k := range kept {
		var names []string
		for _, path := range k.Pictures {
			names = append(names, filepath.Base(path))
		}
		out[k.Decision.ID] = names // a decision that was made again rests on what it saw last
	}
	return out, nil
}

// Picture finds one of them. A name is compared, never made part of a path.
func (p tripPages) Picture(trip, name string) (string, bool, error) {
	kept, err := recording.KeptOf(filepath.Join(p.data, "evidence"), trip)
	for _, k := range kept {
		for _, path := range k.Pictures {
			if filepath.Base(path) == name {
				return path, true, err
			}
		}
	}
	return "", false, err
}
