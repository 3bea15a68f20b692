package main

import (
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/loop"
)

// eyesOf are the latest frames of a cart's cameras, those that hold a picture.
func eyesOf(l interface{ Last(sensor string) any }, sensors []loop.Sensor) func() []evidence.Frame {
	return func() (out []evidence.Frame) {
		for _, s := range sensors {
			if s.Kind != "camera" {
				continue
			}
			if f, ok := l.Last(s.Name).(evidence.Frame); ok && f.Image != nil && !f.Image.Bounds().Empty() {
				out = append(out, f)
			}
		}
		return out
	}
}

// frames are those of a cart of this process, none of another.
func (a *app) frames(cart string) []evidence.Frame {
	if see, ok := a.eyes[cart]; ok {
		return see()
	}
	return nil
}
