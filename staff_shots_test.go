package main

import (
	"image"
	"image/color"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/loop"
)

// lasts are sensors' last readings.
type lasts map[string]any

func (l lasts) Last(sensor string) any { return l[sensor] }

// TestAReferencePhotoIsTakenWithACartsCamera: what is kept is the frame that
// was shown, though the camera has gone on, or the asked part of it.
func TestAReferencePhotoIsTakenWithACartsCamera(t *testing.T) {
	s := newSite(t)
	seen := image.NewRGBA(image.Rect(10, 20, 110, 80)) // a picture need not begin at 0, 0
	for y := 20; y < 80; y++ {
		for x := 10; x < 110; x++ {
			seen.SetRGBA(x, y, color.RGBA{uint8(2 * x), uint8(3 * y), 90, 255})
		}
	}
	sensors := []loop.Sensor{{Kind: "scale", Name: "scale"}, {Kind: "camera", Name: "dark"}, {Kind: "camera", Name: "top"}}
	camera := lasts{"top": evidence.Frame{Camera: "top", Image: seen}, "dark": evidence.Frame{Camera: "dark", Image: image.NewGray(image.Rectangle{})}, "scale": evidence.ScaleReading{}}
	s.app.eyes["cart-1"] = eyesOf(camera, sensors)
	delete(s.app.eyes, "cart-2") // as if on a machine of its own
	const page = "/admin/produce/4131"
	look := func() string {
		t.Helper()
		all := regexp.MustCompile(`name="shot" value="(\w+)"`).FindAllStringSubmatch(s.reads(account.Clerk, page+"?camera=cart-1", "camera “top”", "100 × 60"), -1)
		if len(all) != 1 {
			t.Fatalf("%d frames are shown", len(all))
		}
		return all[0][1]
	}
	for _, cart := range []string{"cart-2", "nothing"} {
		if body := s.reads(account.Clerk, page+"?camera="+cart, "No frame of this cart"); strings.Contains(body, `name="shot"`) {
			t.Error(cart, "shows a frame")
		}
	}
	if body := s.reads(account.Auditor, page+"?camera=cart-1"); strings.Contains(body, `data-test="shots"`) {
		t.Error("an auditor looks through a camera")
	}
	id := look()
	camera["top"] = evidence.Frame{Camera: "top", Image: image.NewGray(image.Rect(0, 0, 8, 8))}
	if w := s.ask(account.Clerk, "GET", "/admin/shots/"+id, nil); w.Code != 200 || w.Header().Get("Content-Type") != "image/jpeg" {
		t.Errorf("the frame shown: %d %s", w.Code, w.Header().Get("Content-Type"))
	}
	if w := s.ask(account.Auditor, "GET", "/admin/shots/"+id, nil); w.Code != 403 {
		t.Errorf("an auditor gets the frame: %d", w.Code)
	}
	before := s.app.side.catalogue.Head()
	for _, bad := range []url.Values{{"shot": {"gone"}}, {"shot": {id}, "x": {"1"}}, {"shot": {id}, "x": {"60"}, "y": {"0"}, "w": {"41"}, "h": {"5"}},
		{"shot": {id}, "x": {"-1"}, "y": {"0"}, "w": {"5"}, "h": {"5"}}, {"shot": {id}, "x": {"0"}, "y": {"0"}, "w": {"0"}, "h": {"5"}}, {"shot": {id}, "x": {"a"}, "y": {"0"}, "w": {"5"}, "h": {"5"}}} {
		if w := s.ask(account.Clerk, "POST", page+"/shot", bad); w.Code != 422 || !strings.Contains(w.Body.String(), "<main") {
			t.Errorf("%v: %d", bad, w.Code)
		}
	}
	if now := s.app.side.catalogue.Head(); now != before {
		t.Fatalf("what was refused made %d revisions", now-before)
	}
	for i, c := range []struct {
		form url.Values
		size image.Point
		at   image.Point // of seen, at the kept picture's corner
	}{
		{url.Values{"shot": {id}}, image.Pt(100, 60), image.Pt(10, 20)},
		{url.Values{"shot": {id}, "x": {"30"}, "y": {"10"}, "w": {"40"}, "h": {"25"}}, image.Pt(40, 25), image.Pt(40, 30)},
	} {
		if w := s.ask(account.Clerk, "POST", page+"/shot", c.form); w.Code != 303 {
			t.Fatalf("%v: %d %s", c.form, w.Code, within(w.Body.String()))
		}
		kept := s.photos("produce", "4131")
		if len(kept) != i+1 {
			t.Fatalf("kept %q", kept)
		}
		im := drawPicture(s.app.side.picture(kept[i]))
		if im == nil || im.Bounds().Size() != c.size {
			t.Fatalf("%v: kept %v", c.form, im)
		}
		r, g, _, _ := im.At(4, 4).RGBA()
		want := seen.RGBAAt(c.at.X+4, c.at.Y+4)
		if dr, dg := int(r>>8)-int(want.R), int(g>>8)-int(want.G); dr*dr+dg*dg > 400 {
			t.Errorf("%v: %d, %d where the camera saw %v", c.form, r>>8, g>>8, want)
		}
	}
}
