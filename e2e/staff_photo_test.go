package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestAPhotoIsTakenThroughACartsCamera: the frame of a running cart is shown on
// a product's page, and a part of it becomes a reference photo.
func TestAPhotoIsTakenThroughACartsCamera(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	staff := d.staff(t, browser(t), "photo")
	staff.run("product", navigate(d.Admin+"/products/"+milk))
	staff.clicks(`[data-test="shots"] form[method="get"] button`)
	const keep = `[data-test="shots"] form[method="post"]`
	staff.sees(keep + " img")
	var wide int
	staff.run("the frame is a picture", chromedp.Poll(`document.querySelector('[data-test="shots"] form[method="post"] img').naturalWidth`, &wide))
	if wide < 100 {
		t.Errorf("the frame is %d pixels wide", wide)
	}
	for _, w := range []int64{390, 820, 1280} {
		staff.run("width", chromedp.EmulateViewport(w, 900))
		staff.fits("the camera's frame")
	}
	staff.checkAxe("the camera's frame")
	staff.shots("frame")
	for name, value := range map[string]string{"x": "10", "y": "10", "w": "60", "h": "50"} {
		staff.sets(keep+` input[name="`+name+`"]`, value)
	}
	staff.clicks(keep + " button")
	staff.sees(`[role="status"]`)
	staff.sees(`[data-test="photos"] li img`)
	var src string
	staff.run("the photo", chromedp.Evaluate(`document.querySelector('[data-test="photos"] li img').getAttribute('src')`, &src))
	if !strings.HasPrefix(src, "/pictures/staff-") {
		t.Errorf("the photo is %q", src)
	}
}
