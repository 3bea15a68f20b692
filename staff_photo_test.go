package main

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/trip"
	"github.com/dashcart/dashcart/sensors/recording"
	"github.com/dashcart/dashcart/sensors/vision"
)

// filmed keeps evidence of a decision of cart-1 as its recorder would.
func (s *site) filmed(id string, decision int, picture string, data []byte) {
	s.Helper()
	folder := filepath.Join(s.app.data, "evidence", "cart-1", "2026-11-20")
	if err := os.MkdirAll(folder, 0o750); err != nil {
		s.Fatal(err)
	}
	line, err := json.Marshal(recording.Kept{Trip: id, Decision: evidence.Decision{ID: decision}, Pictures: []string{picture}})
	if err != nil {
		s.Fatal(err)
	}
	f, err := os.OpenFile(filepath.Join(folder, id+".jsonl"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o640)
	if err != nil {
		s.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Write(append(line, '\n')); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, picture), data, 0o640); err != nil {
		s.Fatal(err)
	}
}

func (s *site) photos(list, key string) []string {
	s.Helper()
	x, ok, err := s.app.side.db.CatalogueItem(s.Context(), catalog.Ref{List: list, Key: key})
	if err != nil || !ok {
		s.Fatal(ok, err)
	}
	return catalog.StaffPhotos(x.Ref.Get(x.Entry, "photos"))
}

// plain is a JPEG of one colour.
func plain(t *testing.T, c color.Color, w, h int) []byte {
	t.Helper()
	im := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(im, im.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, im, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestAFrameOfATripBecomesAReferencePhoto of what the decision's line proved
// to be, or of another thing; like an upload it is one revision, and what is
// no picture is refused.
func TestAFrameOfATripBecomesAReferencePhoto(t *testing.T) {
	s := newSite(t)
	const frame, torn = "t1-7-front-5.jpg", "t1-8-front-6.jpg"
	s.filmed("t1", 7, frame, plain(t, color.RGBA{200, 30, 30, 255}, 64, 48))
	s.filmed("t1", 8, torn, []byte("half a frame"))
	line, other := apple(1, 120), apple(1, 120)
	line.Item, other.Item = evidence.Item{PLU: gs1.PLU(4011)}, evidence.Item{PLU: gs1.PLU(4131)}
	s.shopped("t1", time.Date(2026, 11, 20, 20, 0, 0, 0, time.UTC), trip.TripLinked{Shopper: trip.Shopper{Name: "Ana"}, Currency: "USD"},
		trip.LinePut{Line: line, Evidence: &evidence.Decision{ID: 7}}, trip.LineReplaced{Line: other, Kind: "corrected"},
		trip.QuestionAsked{Question: trip.Question{ID: 8}, Evidence: &evidence.Decision{ID: 8, Action: evidence.Ask}})
	const at = "/admin/trips/t1/pictures/"
	s.reads(account.Manager, "/admin/trips/t1", `action="`+at+frame+`/photo"`, `name="code" value="4131"`, `name="code" value=""`)
	if page := s.reads(account.Auditor, "/admin/trips/t1"); strings.Contains(page, "/photo\"") {
		t.Error("an auditor is offered a change")
	}
	before := s.app.side.catalogue.Head()
	for _, c := range []struct {
		by         account.Role
		name, code string
		want       int
	}{
		{account.Auditor, frame, "4131", 403},
		{account.Attendant, frame, "9520101011138", 403},
		{account.Clerk, frame, "4131", 403},
		{account.Manager, "other.jpg", "4131", 404},
		{account.Manager, frame, "", 422},
		{account.Manager, frame, "9999999999999999", 422},
		{account.Manager, torn, "4131", 422},
	} {
		if w := s.ask(c.by, "POST", at+c.name+"/photo", url.Values{"code": {c.code}}); w.Code != c.want {
			t.Errorf("%+v: %d %s", c, w.Code, within(w.Body.String()))
		}
	}
	if now := s.app.side.catalogue.Head(); now != before {
		t.Fatalf("what was refused made %d revisions", now-before)
	}
	for i, c := range []struct{ list, key, code string }{{"produce", "4131", "4131"}, {"products", "9520101011138", "9520101011138"}} {
		w := s.ask(account.Manager, "POST", at+frame+"/photo", url.Values{"code": {c.code}})
		if w.Code != 303 || !strings.HasPrefix(w.Header().Get("Location"), "/admin/"+c.list+"/"+c.key+"?") {
			t.Fatalf("%s: %d %s %s", c.code, w.Code, w.Header().Get("Location"), within(w.Body.String()))
		}
		kept := s.photos(c.list, c.key)
		if len(kept) != 1 || s.app.side.catalogue.Head() != before+int64(i)+1 {
			t.Fatalf("%s has %q at revision %d", c.code, kept, s.app.side.catalogue.Head()-before)
		}
		if im := drawPicture(s.app.side.picture(kept[0])); im == nil || im.Bounds().Dx() != 64 || im.Bounds().Dy() != 48 {
			t.Errorf("%s: the frame was not kept as it is", c.code)
		}
	}
}

// TestCartsLearnANewPhotoWithoutARestart: only what changed is learned again.
func TestCartsLearnANewPhotoWithoutARestart(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	const red, green, blue = "red.jpg", "green.jpg", catalog.StaffPicture + "blue.jpg"
	for name, c := range map[string]color.Color{red: color.RGBA{220, 20, 20, 255}, green: color.RGBA{20, 200, 20, 255}, blue: color.RGBA{20, 20, 220, 255}} {
		if err := os.WriteFile(filepath.Join(folder, name), plain(t, c, 64, 64), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	var opened []string
	p := newPictures(func(name string) string { opened = append(opened, name); return filepath.Join(folder, name) })
	l := &looks{geometry: vision.NewGeometry()}
	learns := func(goods ...catalog.Produce) []string {
		opened = nil
		l.enroll(t.Context(), p, catalog.New(catalog.Contents{Produce: goods}))
		return opened
	}
	one, other := catalog.Produce{PLU: gs1.PLU(4011), SoldBy: catalog.ByEach, Price: dollars(1), Picture: red}, catalog.Produce{PLU: gs1.PLU(4131), SoldBy: catalog.ByEach, Price: dollars(1), Picture: green}
	likeliest := func() gs1.PLU {
		if all := l.Look(drawPicture(filepath.Join(folder, blue))).Candidates; len(all) > 0 {
			return all[0].Item.PLU
		}
		return 0
	}
	if got := learns(one, other); !slices.Equal(got, []string{red, green}) {
		t.Errorf("first it read %q", got)
	}
	if got := learns(one, other); got != nil {
		t.Errorf("with nothing changed it read %q", got)
	}
	for _, c := range []struct{ red, green string }{{blue, ""}, {"", blue}} {
		one.Photos, other.Photos = c.red, c.green
		learns(one, other)
		if want := map[bool]gs1.PLU{true: one.PLU, false: other.PLU}[c.red != ""]; likeliest() != want {
			t.Errorf("with the photo at %v, %v is the likeliest", want, likeliest())
		}
	}
	one.Photos = ""
	if got := learns(one); got != nil || likeliest() != one.PLU {
		t.Errorf("with one not sold any more it read %q, and %v is the likeliest", got, likeliest())
	}
}
