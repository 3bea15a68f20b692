package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
)

// small is a whole store, as short as one can be.
const small = `name: Small
address: Here
time_zone: America/Chicago
currency: USD
languages: [en]
weight_unit: lb
payment: {provider: house}
catalogue: {files: [goods.csv]}
prices:
  # as the tax office wants it
  tax_rounding: half-up
  tax_by: invoice
  taxes: {food: []}
policies:
  token_seconds: 30
  reservation_seconds: 180
  idle_warning_seconds: 900
  idle_abandon_seconds: 300
  battery: {warn_percent: 20, no_start_percent: 15, move_percent: 8}
capacity: {bags: 2, litres: 30, kilograms: 12}
recognition: {scan_wait_seconds: 6}
lanes:
  - {id: d1, name: One, kind: dash, at: {x: 1, y: 1}, code: LANE1}
carts:
  - id: c1
    number: "7"
    sensors:
      - kind: scale
        name: platform
        type: serial
        options: {port: /dev/ttyUSB0, baud: 9600}
floor:
  width_m: 9
  height_m: 9
  entrance: {x: 1, y: 1}
  zones:
    - {id: a1, name: Aisle, kind: aisle, rect: {x: 0, y: 0, w: 2, h: 2}}
  nodes:
    - {id: n1, x: 0, y: 0}
    - {id: n2, x: 9, y: 0}
  ways:
    - {from: n1, to: n2}
`

const goods = "gtin,name,price_cents,sold_by,tax_class,aisle\n7350001047294,A,199,each,food,a1\n"

// write puts a store and its goods into a folder of its own.
func write(t *testing.T, storeFile, goodsFile string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"store.yaml": storeFile, "goods.csv": goodsFile} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "store.yaml")
}

func TestLoadSmall(t *testing.T) {
	s, c, err := Load(write(t, small, goods))
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "Small" || s.Location.String() != "America/Chicago" || s.Policies.Reservation != 3*time.Minute || !s.Lanes[0].Dash || len(c.Products()) != 1 {
		t.Errorf("%+v", s)
	}
	if _, ok := s.Prices.Taxes["food"]; !ok || s.Rules(time.Now()).Currency != "USD" {
		t.Error("the tax table is lost")
	}
	var options struct {
		Port string `yaml:"port"`
		Baud int    `yaml:"baud"`
	}
	sensor := s.Carts[0].Sensors[0]
	if err := yaml.UnmarshalWithOptions(sensor.Options, &options, yaml.Strict()); err != nil || options.Baud != 9600 || sensor.Line != 28 {
		t.Errorf("%v %+v line %d", err, options, sensor.Line)
	}
	if at, ok := s.Place("LANE1"); !ok || at.X != 1 {
		t.Errorf("the lane's marker is at %v", at)
	}
	if _, ok := s.LaneByCode("LANE2"); ok {
		t.Error("there is no lane 2")
	}
}

func TestLoadSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"unknown key", "currency: USD", "currency: USD\ncolour: red", "store.yaml:5:1: colour: is not a key that is known here"},
		{"missing name", "name: Small\n", "", "store.yaml:1:1: name: is missing"},
		{"number for name", "name: Small", "name: 12", `store.yaml:1:7: name: is a whole number, where text is wanted; put it in quotes: "12"`},
		{"time zone", "America/Chicago", "America/Springfield", `store.yaml:3:12: time_zone: "America/Springfield" is not a time zone`},
		{"currency", "currency: USD", "currency: DOLLAR", `store.yaml:4:1: currency: currency "DOLLAR" is not an ISO 4217 code`},
		{"language", "[en]", "[en, xx]", `store.yaml:5:17: languages[1]: "xx" is none of en, es`},
		{"weight unit", "weight_unit: lb", "weight_unit: stone", `store.yaml:6:1: weight_unit: "stone" is none of lb, oz, kg, 100g`},
		{"tare", "weight_unit: lb", "weight_unit: lb\ncontainers: [{id: a, name: A, tare_g: 5}, {id: a, name: B, tare_g: 5000}]", `store.yaml:7:44: containers[1].id: "a" is there twice` + "\n" + `containers[1].tare_g: 5000 is not 0.1 to 2000`},
		{"missing file", "[goods.csv]", "[goods.csv, gone.csv]", "store.yaml:8:32: catalogue.files[1]: gone.csv cannot be read: no such file or directory"},
		{"rounding", "tax_rounding: half-up", "tax_rounding: up-half", `store.yaml:11:17: prices.tax_rounding: rounding "up-half" is none of`},
		{"tax by", "tax_by: invoice", "tax_by: moon", `store.yaml:12:3: prices.tax_by: "moon" is none of line, invoice`},
		{"offers of no kind", "prices:", "manufacturers_coupons: {master_offers: store.yaml}\nprices:", `store.yaml:9:25: manufacturers_coupons.master_offers: store.yaml ends in neither .json nor .csv`},
		{"offers that are not", "prices:", "manufacturers_coupons: {master_offers: gone.csv}\nprices:", `store.yaml:9:25: manufacturers_coupons.master_offers: gone.csv cannot be read: no such file or directory`},
		{"offers that make no sense", "prices:", "manufacturers_coupons: {master_offers: goods.csv}\nprices:", `store.yaml:9:25: manufacturers_coupons.master_offers: goods.csv: master offer file, line 2: base_gs1 "" is not digits`},
		{"retailer", "prices:", "manufacturers_coupons: {retailer: us}\nprices:", `store.yaml:9:25: manufacturers_coupons.retailer: "us" is not a GS1 company prefix`},
		{"tax rate", "{food: []}", "{food: [{name: T, rate: x}]}", `store.yaml:13:34: prices.taxes.food[0].rate: rate "x" is not like`},
		{"seconds", "token_seconds: 30", "token_seconds: 0", "store.yaml:15:3: policies.token_seconds: 0 is not above zero"},
		{"seconds as text", "token_seconds: 30", `token_seconds: "30"`, `store.yaml:15:18: policies.token_seconds: is text ("30"), where a number is wanted`},
		{"percent", "warn_percent: 20", "warn_percent: 120", "store.yaml:19:13: policies.battery.warn_percent: 120 is not 0 to 100"},
		{"bags as a fraction", "bags: 2", "bags: 1.5", `store.yaml:20:18: capacity.bags: is a number ("1.5"), where a whole number is wanted`},
		{"lane kind", "kind: dash", "kind: fast", `store.yaml:23:25: lanes[0].kind: "fast" is none of dash, staffed`},
		{"lane outside", "at: {x: 1, y: 1}, code", "at: {x: 10, y: 1}, code", "store.yaml:23:37: lanes[0].at: (10, 1) is outside the floor"},
		{"lane of a cart that is not", "code: LANE1", "code: LANE1, carts: [c9]", `lanes[0].carts[0]: no cart is called "c9"`},
		{"cart id", "- id: c1", "- id: c/1", `store.yaml:25:5: carts[0].id: "c/1" is more than letters, digits and dashes`},
		{"cart number", `number: "7"`, "number: 7", `store.yaml:26:13: carts[0].number: is a whole number, where text is wanted`},
		{"sensor kind", "kind: scale", "kind: nose", `store.yaml:28:9: carts[0].sensors[0].kind: "nose" is none of scale, camera, scanner, position, power` + "\n" + `store.yaml:27:5: carts[0].sensors: holds 0 scales under the basket, where one is wanted`},
		{"two scales", "options: {port: /dev/ttyUSB0, baud: 9600}", "\n      - {kind: scale, name: platform, type: sim}", `carts[0].sensors[1].name: "platform" is the name of carts[0].sensors[0] already` + "\n" + "holds 2 scales"},
		{"zone kind", "kind: aisle", "kind: road", `store.yaml:37:29: floor.zones[0].kind: "road" is none of`},
		{"way", "to: n2", "to: n3", `store.yaml:42:18: floor.ways[0].to: no node is called "n3"` + "\n" + `floor.nodes[1]: no way leads from "n1" to "n2"`},
		{"floor missing", small[strings.Index(small, "floor:"):], "", "store.yaml:1:1: floor: is missing"},
		{"not YAML", "languages: [en]", "languages: [en", "store.yaml:"},
	} {
		_, _, err := Load(write(t, strings.Replace(small, c.old, c.new, 1), goods))
		check(t, c.name, err, c.want)
	}
}

func TestLoadSaysWhatIsWrongWithTheGoods(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"check digit", "7350001047294", "7350001047295", "goods.csv:2:1: products[0].gtin: the check digit"},
		{"tax class", "food", "luxury", `goods.csv:2:26: products[0].tax_class: the store's tax table has no class "luxury"`},
		{"aisle", "a1", "a2", `goods.csv:2:31: products[0].aisle: the floor plan has no zone "a2"`},
		{"empty", goods, "", "goods.csv:1:1: the file is empty"},
	} {
		_, _, err := Load(write(t, small, strings.Replace(goods, c.old, c.new, 1)))
		check(t, c.name, err, c.want)
	}
}

// check compares all problems with lines that each begin one of them.
func check(t *testing.T, name string, err error, want string) {
	t.Helper()
	var got Errors
	if !errors.As(err, &got) {
		t.Errorf("%s: %v", name, err)
		return
	}
	lines := strings.Split(want, "\n")
	all := got.Error()
	for _, l := range lines {
		if !strings.Contains(all, l) {
			t.Errorf("%s: not said: %s\nbut\n%s", name, l, all)
		}
	}
	if name != "not YAML" && len(got) != len(lines) {
		t.Errorf("%s: %d problems, want %d:\n%s", name, len(got), len(lines), all)
	}
}

func TestAllIsSaidAtOnceInOrder(t *testing.T) {
	text := strings.Replace(small, "currency: USD", "currency: 5\ncolour: red", 1)
	text = strings.Replace(text, "kind: dash", "knid: dash", 1)
	_, _, err := Load(write(t, text, goods+"x,B,1,each,food,a1\n"))
	var got Errors
	if !errors.As(err, &got) {
		t.Fatal(err)
	}
	var at []string
	for _, p := range got {
		at = append(at, filepath.Base(p.File)+" "+p.Path)
	}
	want := "store.yaml currency, store.yaml colour, store.yaml lanes[0].kind, store.yaml lanes[0].knid, goods.csv products[1].gtin"
	if s := strings.Join(at, ", "); s != want {
		t.Errorf("got  %s\nwant %s\n%v", s, want, err)
	}
}

func TestOpeningHours(t *testing.T) {
	s, _, err := Load(write(t, strings.Replace(small, "payment:", `hours:
  - {days: [mon, tue], open: "07:00", close: "22:00"}
  - {days: [sun], open: "09:30", close: "24:00"}
payment:`, 1), goods))
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 6, day, hour, minute, 0, 0, s.Location) } // June 1 is a Monday
	for _, c := range []struct {
		at   time.Time
		open bool
	}{{at(1, 6, 59), false}, {at(1, 7, 0), true}, {at(1, 21, 59), true}, {at(1, 22, 0), false}, {at(3, 12, 0), false}, {at(7, 23, 59), true}, {at(8, 0, 0), false},
		{at(1, 7, 0).UTC(), true}} {
		if s.OpenAt(c.at) != c.open {
			t.Errorf("%s: open is not %v", c.at, c.open)
		}
	}
	for _, c := range [][2]time.Time{{at(1, 0, 0), at(1, 7, 0)}, {at(1, 7, 0), at(2, 7, 0)}, {at(2, 23, 0), at(7, 9, 30)}, {at(7, 10, 0), at(8, 7, 0)}} {
		if next, ok := s.NextOpening(c[0]); !ok || !next.Equal(c[1]) {
			t.Errorf("after %s it opens %s, want %s", c[0], next, c[1])
		}
	}
	if next, ok := (&Store{Location: time.UTC}).NextOpening(at(1, 0, 0)); ok {
		t.Errorf("a store that never closes opens %s", next)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(small)
	f.Add("carts: [*a]")
	f.Add(withCodes(`{name: Price, pattern: 2IIIIIVPPPPC, decimals: 2}`))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(dir, "store.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s, _, err := Load(path)
		var problems Errors
		if (s == nil) != (err != nil) || err != nil && (!errors.As(err, &problems) || len(problems) == 0) {
			t.Fatalf("%v %v", s, err)
		}
	})
}
