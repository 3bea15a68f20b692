package main

import (
	"archive/zip"
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/catalog"
)

// sends a file in a form as the owner.
func (s *site) sends(path, field, name string, data []byte) *httptest.ResponseRecorder {
	s.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile(field, name)
	if err == nil {
		_, err = part.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		s.Fatal(err)
	}
	req := httptest.NewRequestWithContext(s.Context(), http.MethodPost, path, &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.AddCookie(&http.Cookie{Name: "dashcart_staff", Value: s.session(account.Owner)})
	answer := httptest.NewRecorder()
	s.pages.ServeHTTP(answer, req)
	return answer
}

// within is what a page says in its middle.
func within(page string) string {
	_, page, _ = strings.Cut(page, "<main")
	return page[:min(len(page), 1500)]
}

// packed is a ZIP with these files.
func packed(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sheet is a workbook whose one sheet is this.
func sheet(t *testing.T, text string) []byte {
	t.Helper()
	return packed(t, map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   text,
	})
}

// TestHarmfulFilesAreAnsweredAndChangeNothing: each gets a page in words, none
// a crash, and the catalogue stays at its revision.
func TestHarmfulFilesAreAnsweredAndChangeNothing(t *testing.T) {
	s := newSite(t)
	var laughs strings.Builder
	laughs.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for _, i := range "12345678" {
		before := string(i - 1)
		laughs.WriteString("a" + string(i) + ": &a" + string(i) + " [" + strings.TrimSuffix(strings.Repeat("*a"+before+", ", 9), ", ") + "]\n")
	}
	const head = "gtin,name,price_cents,sold_by\n"
	for _, c := range []struct {
		name, file string
		data       []byte
		says       string
	}{
		{"aliases of aliases", "laughs.yaml", []byte(laughs.String() + "products: *a8\n"), "not a key"},
		{"deep YAML", "deep.yaml", []byte("products: " + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000)), "deep"},
		{"YAML that refers to itself", "self.yaml", []byte("products: &p [*p]\n"), "is a list"},
		{"YAML tags", "tags.yaml", []byte("products: !!python/object:os.system [x]\n"), ""},
		{"a sheet that unpacks to much more", "bomb.xlsx", sheet(t, "<worksheet><sheetData>"+strings.Repeat(" ", 30<<20)), "larger than a price list"},
		{"entities in a sheet", "entities.xlsx", sheet(t, `<!DOCTYPE w [<!ENTITY a "`+strings.Repeat("x", 1000)+`"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row r="1"><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`), "sheet1.xml"},
		{"a ZIP that climbs out", "climbs.xlsx", packed(t, map[string]string{"../../etc/passwd": "root"}), "workbook"},
		{"no ZIP at all", "no.xlsx", []byte("MZ\x90\x00"), "no XLSX file"},
		{"one endless line", "line.csv", []byte(head + strings.Repeat("9", 20<<20)), ""},
		{"an open quote", "quote.csv", []byte(head + `"` + strings.Repeat("a\n", 100_000)), ""},
		{"bytes that are no text", "bytes.csv", append([]byte(head), 0, 0xff, 0xfe, '\n', 0x80), ""},
		{"a price that is no number", "price.csv", []byte(head + "9520101011138,Whole milk,NaN,each\n9520101011138,Whole milk,1e400,each\n9520101011138,Whole milk,-99999999999999999999,each\n"), "price_cents"},
		{"nothing", "nothing.csv", nil, ""},
		{"a program", "list.exe", []byte("MZ"), ".csv, .xlsx, .yaml"},
		{"more than may come", "large.csv", make([]byte, 65<<20), "64 MB"},
		{"no file", "", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := s.app.side.catalogue.Head()
			w := s.sends("/admin/imports", "file", c.file, c.data)
			page := w.Body.String()
			if w.Code == http.StatusSeeOther { // read: the preview says what is wrong
				at := w.Header().Get("Location")
				page = s.ask(account.Owner, http.MethodGet, at, nil).Body.String()
				if !strings.Contains(page, "0 new, 0 changed") {
					t.Errorf("the preview would change something: %s", within(page))
				}
			} else if w.Code < 400 || w.Code >= 500 {
				t.Errorf("%d", w.Code)
			}
			if !strings.Contains(page, c.says) || !strings.Contains(page, "<main") {
				t.Errorf("%d does not say %q: %s", w.Code, c.says, within(page))
			}
			if now := s.app.side.catalogue.Head(); now != before {
				t.Errorf("revision %d became %d", before, now)
			}
		})
	}
}

func TestHarmfulPicturesAreAnsweredAndChangeNothing(t *testing.T) {
	s := newSite(t)
	var small bytes.Buffer
	if err := png.Encode(&small, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	huge := bytes.Clone(small.Bytes())
	copy(huge[16:24], []byte{0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff}) // its header says 65535 by 65535
	for name, data := range map[string][]byte{
		"a script":     []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`),
		"a huge frame": huge,
		"torn":         small.Bytes()[:40],
		"nothing":      nil,
		"too much":     make([]byte, 13<<20),
	} {
		before := s.app.side.catalogue.Head()
		w := s.sends("/admin/products/9520101011138/picture", "picture", "p.png", data)
		if w.Code < 400 || w.Code >= 500 || !strings.Contains(w.Body.String(), "<main") {
			t.Errorf("%s: %d %.300s", name, w.Code, w.Body)
		}
		if now := s.app.side.catalogue.Head(); now != before {
			t.Errorf("%s: revision %d became %d", name, before, now)
		}
	}
}

// TestNamesAreNeverScripts puts markup where people type and looks for it in
// every page that shows it.
func TestNamesAreNeverScripts(t *testing.T) {
	s := newSite(t)
	const evil = `<script>alert("1")</script><img src=x onerror=alert(1)>`
	form := url.Values{"version": {"1"}, "name": {evil}, "brand": {`"><b>x`}, "price_cents": {"3.99"}, "sold_by": {"each"}, "department": {"dairy"}, "tax_class": {"food"}}
	w := s.ask(account.Owner, http.MethodPost, "/admin/products/9520101011138", form)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %.600s", w.Code, w.Body)
	}
	for _, at := range []string{"/admin/products?q=" + url.QueryEscape(evil), "/admin/products/9520101011138", "/admin/revisions", "/admin/revisions/2", "/admin/audit", "/admin/trips?q=" + url.QueryEscape(evil),
		"/admin/products?sort=" + url.QueryEscape(evil), "/admin/carts/" + url.PathEscape(evil), "/admin/try?basket=" + url.QueryEscape(evil)} {
		page := s.ask(account.Owner, http.MethodGet, at, nil).Body.String()
		if strings.Contains(page, "<script>alert") || strings.Contains(page, "<img src=x") || strings.Contains(page, `"><b>x`) {
			t.Errorf("%s lets markup through", at)
		}
	}
	if page := s.ask(account.Owner, http.MethodGet, "/admin/products/9520101011138", nil).Body.String(); !strings.Contains(page, "&lt;script&gt;") {
		t.Error("the name is not shown as it was typed")
	}
}

// TestReferencePhotosAreAddedAndTakenAway from a product's page; each is a
// revision like any other change.
func TestReferencePhotosAreAddedAndTakenAway(t *testing.T) {
	s := newSite(t)
	var dot bytes.Buffer
	if err := png.Encode(&dot, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	const page = "/admin/products/9520101011138"
	photos := func() []string {
		x, _, err := s.app.side.db.CatalogueItem(t.Context(), catalog.Ref{List: "products", Key: "9520101011138"})
		if err != nil {
			t.Fatal(err)
		}
		return catalog.StaffPhotos(x.Ref.Get(x.Entry, "photos"))
	}
	before := s.app.side.catalogue.Head()
	for range 2 { // the same photo twice is one
		if w := s.sends(page+"/photo", "picture", "dot.png", dot.Bytes()); w.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", w.Code, within(w.Body.String()))
		}
	}
	kept := photos()
	if len(kept) != 1 || !strings.Contains(s.ask(account.Owner, http.MethodGet, page, nil).Body.String(), "/pictures/"+kept[0]) {
		t.Fatalf("kept: %q", kept)
	}
	if w := s.ask(account.Owner, http.MethodPost, page+"/unphoto", url.Values{"photo": kept}); w.Code != http.StatusSeeOther || len(photos()) != 0 {
		t.Errorf("%d, and %q is left", w.Code, photos())
	}
	if now := s.app.side.catalogue.Head(); now != before+2 {
		t.Errorf("%d revisions, want 2", now-before)
	}
}
