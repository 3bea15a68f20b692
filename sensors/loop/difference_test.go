package loop_test

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/loop"
)

// scene is a grey frame with white things in it.
func scene(things ...image.Rectangle) image.Image {
	im := image.NewGray(image.Rect(0, 0, 640, 480))
	draw.Draw(im, im.Bounds(), image.NewUniform(color.Gray{90}), image.Point{}, draw.Src)
	for _, r := range things {
		draw.Draw(im, r, image.NewUniform(color.Gray{230}), image.Point{}, draw.Src)
	}
	return im
}

// TestWhatLiesStillIsTheScene puts a thing down, takes it out again and puts
// another beside it: neither what lies there nor the place that it left is
// part of what moves later.
func TestWhatLiesStillIsTheScene(t *testing.T) {
	first, second := image.Rect(80, 80, 240, 240), image.Rect(360, 240, 520, 400)
	d := &loop.Difference{}
	var at evidence.Millis
	show := func(ms evidence.Millis, things ...image.Rectangle) (last []loop.Region) {
		for end := at + ms; at < end; at += 66 {
			last = d.Watch(evidence.Frame{At: at, Image: scene(things...)})
		}
		return last
	}
	near := func(got []loop.Region, want image.Rectangle) bool {
		const cell = 16
		return len(got) == 1 && got[0].Box.In(want.Inset(-cell)) && want.Inset(cell).In(got[0].Box)
	}
	show(1000)
	if got := show(300, first); !near(got, first) {
		t.Fatalf("the thing just put down is at %v, seen %+v", first, got)
	}
	if got := show(2000, first); len(got) != 0 {
		t.Fatalf("what lies still for two seconds still moves: %+v", got)
	}
	show(2000)
	if got := show(300, second); !near(got, second) {
		t.Fatalf("the second thing is at %v, seen %+v", second, got)
	}
}
