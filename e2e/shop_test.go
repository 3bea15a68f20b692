package e2e

import (
	"bytes"
	"context"
	"image"
	"image/draw"
	_ "image/png"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/sensors/barcode"
	"github.com/dashcart/dashcart/sensors/barcode/zbar"
)

// storeFile writes a copy of the sample store with changes, its files named
// from anywhere. Checks at random are off: a test meets one by chance only.
func storeFile(t testing.TB, changes ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root(t), "store.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	r := strings.NewReplacer(append([]string{"audit_rate: 0.05", "audit_rate: 0", "audit_rate: 0.1", "audit_rate: 0"}, changes...)...)
	dir := t.TempDir()
	if err := os.Symlink(filepath.Join(root(t), "catalog"), filepath.Join(dir, "catalog")); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "store.yaml")
	if err := os.WriteFile(name, []byte(r.Replace(string(b))), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// hand does something at the bench of a cart.
func (d *demo) hand(t testing.TB, cart, action string, fields ...string) {
	t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	req, err := http.NewRequest(http.MethodPost, d.Base+"/bench/"+cart+"/"+action, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("HX-Request", "true")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusNoContent {
		b, _ := io.ReadAll(res.Body)
		t.Fatalf("%s %v: %s %s", action, fields, res.Status, b)
	}
}

// code reads the latest mailed code off the bench's outbox.
func (d *demo) code(t testing.TB, cart string) string {
	t.Helper()
	res, err := http.Get(d.Base + "/bench/" + cart)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`data-test="subject">(\d{6}) `).FindSubmatch(b)
	if m == nil {
		t.Fatal("the outbox shows no code")
	}
	return string(m[1])
}

// readCode reads a code of one kind off a screenshot, as the camera of a phone
// or the scanner of a till would.
func readCode(t testing.TB, png []byte, kind barcode.Symbology) string {
	t.Helper()
	im, _, err := image.Decode(bytes.NewReader(png))
	if err != nil {
		t.Fatal(err)
	}
	g := image.NewGray(im.Bounds())
	draw.Draw(g, g.Bounds(), im, im.Bounds().Min, draw.Src)
	codes, err := zbar.New().Read(g)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range codes {
		if c.Symbology == kind {
			return c.Text
		}
	}
	t.Fatalf("no %s can be read off the screenshot", kind)
	return ""
}

// staff signs the owner in, in a tab of its own.
func (d *demo) staff(t testing.TB, b context.Context, name string) *tab {
	t.Helper()
	p := open(t, b, name, d.Admin, 1280, 800)
	p.types(`input[name="email"]`, d.Owner.Email)
	p.types(`input[name="password"]`, d.Owner.Password)
	p.clicks(`main form button`)
	p.sees(`[aria-label="Floor plan"]`)
	return p
}

// linkPhone links a phone to a cart as a shopper does, from the QR code on the
// glass to the question about bags.
func (d *demo) linkPhone(t testing.TB, kiosk, phone *tab, cart, email, name, lang string) {
	t.Helper()
	kiosk.sees(`[data-phase="idle"] svg[role="img"]`)
	link := readCode(t, kiosk.screenshot("idle"), barcode.QR)
	phone.run("open the link", navigate(link+lang))
	phone.sees(`input[name="email"]`)
	kiosk.sees(`[data-phase="reserved"]`)
	phone.shot("signin")
	if d.axe {
		phone.checkAxe("signin")
		kiosk.checkAxe("reserved")
	}
	phone.types(`input[name="email"]`, email)
	phone.clicks(`main form button`)
	phone.sees(`input[name="code"]`)
	phone.types(`input[name="code"]`, d.code(t, cart))
	phone.types(`input[name="name"]`, name)
	phone.clicks(`main form button`)
	phone.sees(`[data-test="number"]`)
	if on, glass := phone.text(`[data-test="number"]`), kiosk.text(`[data-test="number"]`); on != glass {
		t.Fatalf("the phone confirms cart %s, the glass says %s", on, glass)
	}
	phone.shot("confirm")
	phone.clicks(`form[action="/phone/confirm"] button`)
	phone.sees(`[data-test="linked"]`)
	kiosk.sees(`[data-phase="linked"]`)
	kiosk.shot("bags")
	if d.axe {
		kiosk.checkAxe("bags")
	}
	kiosk.clicks(`form[action$="/do/bags"]:last-of-type button`)
	kiosk.sees(`[data-phase="shopping"]`)
}

const (
	milk    = "9520101011138"
	bananas = "4011"
)

func TestAWholeTripInTheBrowser(t *testing.T) {
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	d.axe = true
	b := browser(t)
	kiosk := open(t, b, "kiosk", d.Carts["cart-1"], 1280, 800)
	phone := open(t, b, "phone", "about:blank", 390, 844)
	exit := open(t, b, "exit", d.Lanes["dash-1"], 1280, 800)
	exit.sees(`[data-word="l-welcome"]`)
	exit.checkAxe("welcome")
	kiosk.checkAxe("idle")

	d.linkPhone(t, kiosk, phone, "cart-1", "ana@example.com", "Ana", "")
	kiosk.checkAxe("empty")

	d.hand(t, "cart-1", "put", "code", milk, "hand", "show")
	kiosk.reads(`[data-test="just"]`, "Whole milk")
	kiosk.reads(`[data-test="total"]`, "$3.99")
	phone.reads(`[data-test="total"]`, "$3.99")
	kiosk.shot("added")
	kiosk.checkAxe("added")
	phone.shot("basket")
	phone.checkAxe("basket")

	kiosk.clicks(`[data-test="tab-produce"]`)
	kiosk.sees(`[data-test="tiles"]`)
	kiosk.shot("produce")
	kiosk.checkAxe("produce")
	kiosk.types(`#code`, bananas)
	kiosk.clicks(`[data-test="search"]`)
	kiosk.clicks(`[data-test="tiles"][data-query="` + bananas + `"] form button`)
	kiosk.sees(`[data-test="announced"]`)
	kiosk.shot("weigh")
	kiosk.checkAxe("weigh")
	d.hand(t, "cart-1", "put", "code", bananas, "grams", "640")
	kiosk.reads(`[data-test="just"]`, "Banana")
	kiosk.shot("bananas")

	for _, name := range []string{"coupons", "list", "map", "help"} {
		kiosk.clicks(`[data-test="tab-` + name + `"]`)
		kiosk.sees(`#tab-` + name)
		kiosk.shot(name)
		kiosk.checkAxe(name)
	}
	d.hand(t, "cart-1", "scan", "text", "MILK1")
	kiosk.reads(`[data-test="saved"]`, "$1.00")

	kiosk.clicks(`[data-test="basket"]`)
	kiosk.clicks(`[data-test="check-out"]`)
	kiosk.sees(`#tab-pay`)
	kiosk.shot("pay")
	kiosk.checkAxe("pay")
	d.hand(t, "cart-1", "move", "code", "DASH-LANE-DASH-1")
	kiosk.sees(`[data-test="thanks"]`)
	exit.sees(`[data-word="l-thanks"]`)
	exit.shot("thanks")
	kiosk.shot("thanks")
	kiosk.checkAxe("thanks")
	paid := kiosk.text(`[data-test="paid"]`)
	if paid != "$3.82" { // 3.99 − 1.00 + 1.410 lb × 0.59
		t.Errorf("paid %s", paid)
	}
	phone.run("receipts", navigate(d.Base+"/phone/receipts"))
	phone.clicks(`main ul a`)
	phone.sees(`[data-test="receipt-total"]`)
	phone.reads(`[data-test="receipt-total"]`, paid)
	phone.shot("receipt")
	phone.checkAxe("receipt")
}

func TestADeclinedPaymentGoesToTheCashier(t *testing.T) {
	d := startDemo(t, "--no-looks", "--store", storeFile(t, "credit_limit_cents: 50000", "credit_limit_cents: 100"))
	b := browser(t)
	kiosk := open(t, b, "declined", d.Carts["cart-1"], 1280, 800)
	phone := open(t, b, "declined-phone", "about:blank", 390, 844)
	d.linkPhone(t, kiosk, phone, "cart-1", "bob@example.com", "Bob", "")
	d.hand(t, "cart-1", "put", "code", milk, "hand", "show")
	kiosk.reads(`[data-test="total"]`, "$3.99")
	d.hand(t, "cart-1", "move", "code", "DASH-LANE-DASH-2")
	kiosk.sees(`[data-test="declined"]`)
	kiosk.shot("declined")
	kiosk.checkAxe("declined")
	kiosk.clicks(`form[action$="/do/handover"] button`)
	kiosk.sees(`[data-test="handover"]`)
	kiosk.shot("handover")
	phone.reads(`[data-test="status"]`, "ended")
	till := d.staff(t, b, "till")
	till.run("the checkout", navigate(d.Base+"/lane/till-4/attendant"))
	till.types(`input[name="code"]`, kiosk.text(`[data-test="handover"]`)+"\n")
	till.sees(`[data-test="basket"]`)
	till.reads(`[data-test="total"]`, "$3.99")
	till.shot("basket")
	till.checkAxe("basket")
	if got := readCode(t, till.screenshot("basket"), barcode.EAN13); got != milk {
		t.Errorf("the till scans %s off the screen, want %s", got, milk)
	}
}

func TestATripInSpanish(t *testing.T) {
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	d.axe = true
	b := browser(t)
	kiosk := open(t, b, "es", d.Carts["cart-2"], 1280, 800)
	kiosk.run("español", navigate(d.Base+"/cart/cart-2?lang=es"))
	kiosk.sees(`h1`)
	kiosk.reads(`h1`, "Bienvenido")
	kiosk.checkAxe("idle-es")
	phone := open(t, b, "es-phone", "about:blank", 390, 844)
	d.linkPhone(t, kiosk, phone, "cart-2", "carmen@example.com", "Carmen", "&lang=es")
	d.hand(t, "cart-2", "put", "code", milk, "hand", "show")
	kiosk.reads(`[data-test="just"]`, "Leche entera")
	kiosk.reads(`[data-test="panel"]`, "RECIÉN AGREGADO")
	kiosk.shot("added")
	kiosk.checkAxe("added-es")
	exit := open(t, b, "es-exit", d.Lanes["dash-1"], 1280, 800)
	d.hand(t, "cart-2", "move", "code", "DASH-LANE-DASH-1")
	kiosk.reads(`[data-test="thanks"]`, "Gracias")
	kiosk.shot("thanks")
	exit.sees(`#exit [lang="es"]`)
	exit.checkAxe("paid-es")
	phone.reads(`[data-test="status"]`, "Pagado")
	phone.checkAxe("paid-es")
}

func TestStaffInTheBrowser(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	b := browser(t)
	staff := d.staff(t, b, "staff")
	staff.run("price", navigate(d.Admin+"/produce/4011"))
	price := `form input[name="price_cents"]`
	staff.run("clear", clear(price))
	staff.types(price, "0.79")
	staff.clicks(`button[name="save"]`)
	staff.sees(`[role="status"]`)
	staff.run("the list", navigate(d.Admin+"/produce?q=banana"))
	staff.sees(`table`)
	staff.reads(`table`, "$0.79")
	staff.run("bench", navigate(d.Bench))
	staff.sees(`[data-test="shelf"]`)
	staff.shot("bench")
	staff.checkAxe("bench")
}
