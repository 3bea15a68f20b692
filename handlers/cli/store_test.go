package cli

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/store"
)

const sampleStore = "../../store.yaml"

func TestCheckTheSampleStore(t *testing.T) {
	var out bytes.Buffer
	code, err := Check(&out, sampleStore, nil, false)
	if code != 0 || err != nil || !strings.Contains(out.String(), "Corner Market, 3 carts, 5 lanes, 186 products, 1507 produce codes") {
		t.Errorf("%d %v %s", code, err, out.String())
	}
}

func TestCheckAsksTheDrivers(t *testing.T) {
	var out bytes.Buffer
	code, err := Check(&out, sampleStore, func(kind, typ string, options []byte) error {
		if kind == store.KindCamera {
			return errors.New("no such camera")
		}
		return nil
	}, false)
	if code != 1 || err != nil || strings.Count(out.String(), "carts[") != 3 || !strings.Contains(out.String(), "carts[1].sensors[1]: no such camera\n") || !strings.HasSuffix(out.String(), "3 problems\n") {
		t.Errorf("%d %v %s", code, err, out.String())
	}
}

func TestCheckSaysAllThatIsWrong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.yaml")
	if err := os.WriteFile(path, []byte("name: A\nadress: B\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if code, err := Check(&out, path, nil, false); code != 1 || err != nil || !strings.Contains(out.String(), `store.yaml:2:1: adress: is not a key that is known here; did you mean "address"?`) {
		t.Errorf("%d %v %s", code, err, out.String())
	}
	out.Reset()
	if code, err := Check(&out, path, nil, true); code != 1 || err != nil || !strings.Contains(out.String(), `"line":2,"column":1,"path":"adress"`) {
		t.Errorf("%d %v %s", code, err, out.String())
	}
	out.Reset()
	if code, err := Check(&out, path+".gone", nil, false); code != 1 || err != nil || !strings.Contains(out.String(), "cannot be read") {
		t.Errorf("%d %v %s", code, err, out.String())
	}
}

func TestExportImportsToNothingChanged(t *testing.T) {
	s, c, err := store.Load(sampleStore)
	if err != nil {
		t.Fatal(err)
	}
	f := catalog.Format{Currency: s.Currency, Location: s.Location}
	for _, list := range []string{"", "products", "produce", "coupons", "offers", "departments"} {
		var file, out bytes.Buffer
		if code, err := Export(&file, c, f, list); code != 0 || err != nil {
			t.Fatal(code, err)
		}
		name := list + ".csv"
		if list == "" {
			name = "all.yaml"
		}
		code, err := Import{File: name, Source: file.Bytes(), Format: f, Into: c, Apply: func(catalog.Contents, []catalog.Change) error {
			t.Errorf("%s: something was applied", name)
			return nil
		}}.Run(&out)
		if code != 0 || err != nil || out.String() != "0 new, 0 changed, 0 problems; nothing was applied\n" {
			t.Errorf("%s: %d %v %s", name, code, err, out.String())
		}
	}
	if code, err := Export(&bytes.Buffer{}, c, f, "wishes"); code != 2 || err == nil {
		t.Error("a list that there is not was exported")
	}
}

func TestImport(t *testing.T) {
	_, c, err := store.Load(sampleStore)
	if err != nil {
		t.Fatal(err)
	}
	const head = "gtin,name,price_cents,weight_g,weight_sd_g,sold_by,photos\n"
	for _, x := range []struct {
		name, src  string
		dry        bool
		code       int
		want       string
		wantApply  int
		applyFails error
	}{
		{"new and changed", head + "7350001047294,Golden Delicious,749,331.7,39.8,each,Golden-Delicious\n9520101011138,Whole milk,429,3950,15.8,each,\n", false, 0,
			"new      products  7350001047294  Golden Delicious\nchanged  products  9520101011138  Whole milk: price_cents\n1 new, 1 changed, 0 problems; applied\n", 187, nil},
		{"dry run", head + "7350001047294,Golden Delicious,749,331.7,39.8,each,\n", true, 0, "1 new, 0 changed, 0 problems; nothing was applied", 0, nil},
		{"wrong", head + "7350001047295,A,749,331.7,39.8,each,\n", false, 1, "f.csv:2:1: products[0].gtin: the check digit", 0, nil},
		{"twice", head + "7350001047294,A,1,0,0,each,\n7350001047294,A,1,0,0,each,\n", false, 1, "7350001047294 is there twice, first in f.csv:2", 0, nil},
		{"dangling", "gtin,name,price_cents,sold_by,department\n7350001047294,A,1,each,toys\n", false, 1, `no department is called "toys"`, 0, nil},
		{"disk full", head + "7350001047294,A,1,0,0,each,\n", false, 2, "", 187, errors.New("disk full")},
	} {
		var out bytes.Buffer
		applied := 0
		code, err := Import{File: "f.csv", Source: []byte(x.src), Format: catalog.Format{Currency: "USD"}, Into: c, DryRun: x.dry,
			Apply: func(all catalog.Contents, _ []catalog.Change) error { applied = len(all.Products); return x.applyFails }}.Run(&out)
		if code != x.code || (err != nil) != (x.applyFails != nil) || !strings.Contains(out.String(), x.want) || applied != x.wantApply {
			t.Errorf("%s: %d %v, %d applied\n%s", x.name, code, err, applied, out.String())
		}
	}
}
