package main

import (
	"github.com/dashcart/dashcart/sensors/camera"
	"github.com/dashcart/dashcart/sensors/loop"
	"github.com/dashcart/dashcart/sensors/position"
	"github.com/dashcart/dashcart/sensors/power"
	"github.com/dashcart/dashcart/sensors/recording"
	"github.com/dashcart/dashcart/sensors/rig"
	"github.com/dashcart/dashcart/sensors/scale"
	"github.com/dashcart/dashcart/sensors/scanner"
)

// drivers registers every type of driver.
func drivers(w *rig.World) loop.Drivers {
	d := loop.NewDrivers()
	d.Scales.Add("sim", func(string, []byte) (scale.Source, error) { return rig.Scale{W: w}, nil })
	d.Cameras.Add("sim", func(string, []byte) (camera.Source, error) { return rig.Camera{W: w}, nil })
	d.Scanners.Add("sim", func(string, []byte) (scanner.Source, error) { return rig.Scanner{W: w}, nil })
	d.Positions.Add("sim", func(string, []byte) (position.Source, error) { return rig.Position{W: w}, nil })
	d.Powers.Add("sim", func(string, []byte) (power.Source, error) { return rig.Power{W: w}, nil })
	d.Scales.Add("serial", scale.Serial)
	d.Scanners.Add("serial", scanner.Serial)
	d.Scales.Add("hid", scale.HID)
	d.Scales.Add("iio", scale.IIO)
	d.Scanners.Add("input", scanner.Input)
	d.Positions.Add("serial", position.Serial)
	d.Powers.Add("sysfs", power.Sysfs)
	d.Cameras.Add("video", camera.Video)
	d.Scales.Add("recording", recording.Scale)
	d.Cameras.Add("recording", recording.Camera)
	d.Scanners.Add("recording", recording.Scanner)
	d.Positions.Add("recording", recording.Position)
	d.Powers.Add("recording", recording.Power)
	return d
}
