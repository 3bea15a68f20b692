package cli

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/store"
)

const sampleStore = "../../store.yaml"

func TestCheckTheSampleStore(t *testing.T) {
	var out bytes.Buffer
	code, err := Check(&out, sampleStore, nil, false)
	if code != 0 || err != nil || !strings.Contains(out.String(), "Corner Market, 3 carts, 5 lanes, 192 products, 1507 produce codes") {
		t.Errorf("%d %v %s", code, err, out.String())
	}
}

// TestCheckNotesGoodsUnderAPattern: goods of the catalogue whose number a label
// could have are told, and the store is right all the same.
func TestCheckNotesGoodsUnderAPattern(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"store.yaml", "catalog/departments.yaml", "catalog/produce.csv", "catalog/offers.yaml", "catalog/coupons.yaml", "catalog/master-offers.csv"} {
		copied(t, filepath.Join(filepath.Dir(sampleStore), name), filepath.Join(dir, name), "")
	}
	if err := os.CopyFS(filepath.Join(dir, "catalog/pictures"), os.DirFS("../../catalog/pictures")); err != nil {
		t.Fatal(err)
	}
	const goods = "0201101928754,,Gift box,,,deli,2875,300,3,each,,,,food,,,deli,deli-1,,,,,,\n"
	copied(t, "../../catalog/products.csv", filepath.Join(dir, "catalog/products.csv"), goods)
	for _, asJSON := range []bool{false, true} {
		var out bytes.Buffer
		code, err := Check(&out, filepath.Join(dir, "store.yaml"), nil, asJSON)
		if code != 0 || err != nil || !strings.Contains(out.String(), "for Sliced roast beef at 28.75 would be the same") {
			t.Errorf("%d %v %s", code, err, out.String())
		}
	}
}

// copied copies a file with more behind it.
func copied(t *testing.T, from, to, more string) {
	t.Helper()
	src, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, append(src, more...), 0o600); err != nil {
		t.Fatal(err)
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

// opened is the sample store's live catalogue on a file of its own.
func opened(t *testing.T) *hub.Catalogue {
	t.Helper()
	s, c, err := store.Load(sampleStore)
	if err != nil {
		t.Fatal(err)
	}
	db, err := journal.OpenStore(filepath.Join(t.TempDir(), "store.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	live, err := hub.OpenCatalogue(t.Context(), hub.CatalogueConfig{
		Format: catalog.Format{Currency: s.Currency, Location: s.Location}, Records: db, Clock: time.Now,
		Files: func() (catalog.Contents, error) { return c.Contents(), nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return live
}

func TestExportImportsToNothingChanged(t *testing.T) {
	live := opened(t)
	f := live.Format()
	for _, list := range []string{"", "products", "produce", "coupons", "offers", "departments"} {
		var file, out bytes.Buffer
		if code, err := Export(&file, live.Live(), f, list); code != 0 || err != nil {
			t.Fatal(code, err)
		}
		name := list + ".csv"
		if list == "" {
			name = "all.yaml"
		}
		code, err := Import{Part: catalog.Read(name, file.Bytes(), f), Into: live}.Run(t.Context(), &out)
		if code != 0 || err != nil || out.String() != "0 new, 0 changed, 0 problems; nothing was applied\n" {
			t.Errorf("%s: %d %v %s", name, code, err, out.String())
		}
	}
	if code, err := Export(&bytes.Buffer{}, live.Live(), f, "wishes"); code != 2 || err == nil {
		t.Error("a list that there is not was exported")
	}
}

func TestImport(t *testing.T) {
	const head = "gtin,name,price_cents,weight_g,weight_sd_g,sold_by,photos\n"
	const two = head + "7350001047294,Golden Delicious,749,331.7,39.8,each,Golden-Delicious\n9520101011138,Whole milk,429,3950,15.8,each,\n"
	for _, x := range []struct {
		name, src string
		dry, good bool
		code      int
		want      string
		products  int
	}{
		{"new and changed", two, false, false, 0,
			"new      products  7350001047294  Golden Delicious\nchanged  products  9520101011138  Whole milk: price_cents\n1 new, 1 changed, 0 problems; applied\n", 193},
		{"dry run", two, true, false, 0, "1 new, 1 changed, 0 problems; nothing was applied", 192},
		{"wrong", head + "7350001047295,A,749,331.7,39.8,each,\n", false, false, 1, "f.csv:2:1: products[0].gtin: the check digit", 192},
		{"twice", head + "7350001047294,A,1,0,0,each,\n7350001047294,A,1,0,0,each,\n", false, false, 1, "7350001047294 is there twice, first in f.csv:2", 192},
		{"dangling", "gtin,name,price_cents,sold_by,department\n7350001047294,A,1,each,toys\n", false, false, 1, `no department is called "toys"`, 192},
		{"good rows", two + "7350001047295,A,749,331.7,39.8,each,\n", false, true, 1, "1 new, 1 changed, 1 problems; applied\n", 193},
	} {
		var out bytes.Buffer
		live := opened(t)
		code, err := Import{Part: catalog.Read("f.csv", []byte(x.src), live.Format()), Into: live, DryRun: x.dry, Good: x.good}.Run(t.Context(), &out)
		if n := len(live.Current().Products()); code != x.code || err != nil || !strings.Contains(out.String(), x.want) || n != x.products {
			t.Errorf("%s: %d %v, %d products\n%s", x.name, code, err, n, out.String())
		}
	}
}
