package e2e

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// sets replaces what a field holds.
func (p *tab) sets(sel, text string) {
	p.Helper()
	p.run("set "+sel, chromedp.WaitVisible(sel, chromedp.ByQuery), chromedp.SetValue(sel, text, chromedp.ByQuery))
}

// says waits until an element's text holds want, through whatever pages come
// between.
func (p *tab) says(sel, want string) {
	p.Helper()
	var text string
	for began := time.Now(); time.Since(began) < step; {
		ctx, cancel := context.WithTimeout(p.ctx, step)
		err := chromedp.Run(ctx, chromedp.Evaluate(fmt.Sprintf(`document.querySelector(%q)?.innerText ?? ""`, sel), &text), chromedp.Sleep(50*time.Millisecond))
		cancel()
		if err == nil && strings.Contains(text, want) {
			return
		}
	}
	p.shot("failed")
	p.Fatalf("%s: %s says %q, not %q", p.name, sel, text, want)
}

// soon says how long what follows took: staff were promised that touchscreens
// show what they changed within a second, where nothing else runs.
func (p *tab) soon(what string, f func()) {
	p.Helper()
	began := time.Now()
	f()
	p.Logf("%s: after %v", what, time.Since(began))
}

// shots looks at a page at three widths, in light and in dark.
func (p *tab) shots(name string) {
	p.Helper()
	if os.Getenv("DASHCART_SHOTS") == "" {
		return
	}
	for _, w := range []int64{390, 820, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			p.run("as "+scheme, chromedp.EmulateViewport(w, 900), emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}), drawn())
			p.shot(fmt.Sprintf("%s-%d-%s", name, w, scheme))
		}
	}
	p.run("as before", chromedp.EmulateViewport(1280, 800), emulation.SetEmulatedMedia())
}

// redDot is a picture that a person might take of a product.
func redDot(t testing.TB) string {
	t.Helper()
	im := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for i := range 64 * 64 {
		im.Set(i%64, i/64, color.RGBA{200, 20, 20, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	return written(t, "dot.png", b.Bytes())
}

func written(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// chooses puts a file into a form's field.
func (p *tab) chooses(sel, path string) {
	p.Helper()
	p.run("choose "+filepath.Base(path), chromedp.SetUploadFiles(sel, []string{path}, chromedp.ByQuery))
}

// TestStaffChangeWhatIsSold goes through a product's page as a person does,
// with a touchscreen open beside it on which a trip is under way.
func TestStaffChangeWhatIsSold(t *testing.T) {
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	b := browser(t)
	kiosk := open(t, b, "goods-kiosk", d.Carts["cart-1"], 1280, 800)
	phone := open(t, b, "goods-phone", "about:blank", 390, 844)
	d.linkPhone(t, kiosk, phone, "cart-1", "eva@example.com", "Eva", "")
	d.hand(t, "cart-1", "put", "code", milk, "hand", "show")
	kiosk.says(`[data-test="total"]`, "$3.99")

	staff := d.staff(t, b, "goods")
	staff.run("search with a slip", navigate(d.Admin+"/products?q=whoel+mlik"))
	staff.says(`[data-key="`+milk+`"]`, "$3.99")
	staff.checkAxe("products")
	staff.run("all products", navigate(d.Admin+"/products"))
	staff.shots("products")

	// A drawer over the list; an error beside its field; then saved.
	staff.run("search", navigate(d.Admin+"/products?q=whole+milk&sort=-price"))
	staff.clicks(`[data-key="` + milk + `"] a`)
	staff.sees(`#drawer input[name="price_cents"]`)
	staff.shots("drawer")
	staff.checkAxe("drawer")
	staff.sets(`#drawer input[name="price_cents"]`, "four")
	staff.clicks(`button[name="save"]`)
	staff.sees(`label:has(input[name="price_cents"]) [role="alert"]`)
	staff.says(`label:has(input[name="price_cents"]) [role="alert"]`, "1.29")
	staff.shots("error")
	staff.checkAxe("error")
	staff.sets(`input[name="price_cents"]`, "4.29")
	staff.clicks(`button[name="save"]`)
	staff.sees(`[role="status"]`)
	kiosk.says(`[data-test="total"]`, "$3.99") // the promise is kept
	d.hand(t, "cart-1", "put", "code", milk, "hand", "show")
	kiosk.says(`[data-test="total"]`, "$8.28")

	// A picture: what is none is refused; a real one is on the glass at once.
	staff.chooses(`input[name="picture"]`, written(t, "evil.png", []byte("<svg onload=alert(1)>")))
	staff.clicks(`form[action$="/picture"] button`)
	staff.sees("main")
	staff.says("main", "no JPEG, PNG or GIF")
	staff.run("back", navigate(d.Admin+"/products/"+milk))
	staff.chooses(`input[name="picture"]`, redDot(t))
	staff.clicks(`form[action$="/picture"] button`)
	staff.sees(`[role="status"]`)
	staff.sees(`img[src^="/pictures/staff-"]`)
	staff.shots("product")

	// A price for now that lifts itself shows on the list.
	staff.sets(`form[action$="/plan"] input[name="price"]`, "2.99")
	staff.sets(`form[action$="/plan"] input[name="until"]`, time.Now().Add(48*time.Hour).Format("2006-01-02T15:04"))
	staff.clicks(`form[action$="/plan"] button`)
	staff.sees(`[data-test="planned"]`)
	staff.soon("a lower price", func() { kiosk.says(`[data-test="total"]`, "$5.98") })
	staff.clicks(`[data-test="planned"] button`)
	staff.soon("taken back", func() { kiosk.says(`[data-test="total"]`, "$8.28") })

	// A recall reaches the cart that holds it, which may not pay until it is out.
	staff.types(`form[action$="/stop"] input[name="reason"]`, `Glass <script>alert(1)</script> found`)
	staff.clicks(`button[value="recall"]`)
	staff.soon("a recall", func() { kiosk.says(`[data-test="stopped"]`, "Glass <script>alert(1)</script> found") })
	kiosk.shot("recall")
	kiosk.checkAxe("recall")
	staff.sees(`button[name="stop"][value=""]`)
	staff.shots("recalled")
	staff.clicks(`button[name="stop"][value=""]`)
	staff.sees(`button[value="recall"]`)
	kiosk.run("gone again", chromedp.WaitNotPresent(`[data-test="stopped"]`, chromedp.ByQuery))

	// Everything is in the history, and goes back.
	staff.run("revisions", navigate(d.Admin+"/revisions"))
	staff.shots("revisions")
	staff.checkAxe("revisions")
	staff.run("the first", navigate(d.Admin+"/revisions/1"))
	staff.clicks(`form[action$="/restore"] button`)
	staff.says("main", "restored to revision 1")
	staff.run("back", navigate(d.Admin+"/products?q="+milk))
	staff.says(`[data-key="`+milk+`"]`, "$3.99")
}

// TestTwoPeopleEditOneProductInTheBrowser has two tabs on the same form.
func TestTwoPeopleEditOneProductInTheBrowser(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	b := browser(t)
	one := d.staff(t, b, "one")
	page := d.Admin + "/products/" + milk
	one.run("open", navigate(page))
	two := open(t, b, "two", page, 820, 1180)
	two.sees(`input[name="name"]`)
	one.sets(`input[name="price_cents"]`, "4.29")
	one.clicks(`button[name="save"]`)
	one.sees(`[role="status"]`)
	two.sets(`input[name="name"]`, "Fresh whole milk")
	two.clicks(`button[name="save"]`)
	two.sees(`[role="status"]`)
	two.says(`[role="status"]`, "beside what Olivia Owner changed")
	if v := two.value(`input[name="price_cents"]`); v != "4.29" {
		t.Errorf("the price is %s", v)
	}
	one.sets(`input[name="name"]`, "Milk")
	one.clicks(`button[name="save"]`)
	one.sees(`label:has(input[name="name"]) [role="alert"]`)
	one.says(`label:has(input[name="name"]) [role="alert"]`, "Fresh whole milk")
	one.shots("stale")
	one.checkAxe("stale")
	one.clicks(`button[name="save"]`)
	one.sees(`[role="status"]`)
	one.says(`[role="status"]`, "Saved")
}

func (p *tab) value(sel string) string {
	p.Helper()
	var s string
	p.run("value of "+sel, chromedp.Value(sel, &s, chromedp.ByQuery))
	return s
}

// TestFilesComeInAndGoOut imports a file with a bad row, lets a file and staff
// disagree, settles it, and exports what imports again to nothing.
func TestFilesComeInAndGoOut(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	b := browser(t)
	staff := d.staff(t, b, "files")
	files := func() { staff.run("files", navigate(d.Admin+"/catalogue")) }
	upload := func(name, text string) {
		files()
		staff.chooses(`input[name="file"]`, written(t, name, []byte(text)))
		staff.clicks(`form[action="/admin/imports"] button`)
	}
	files()
	staff.shots("files")
	staff.checkAxe("files")

	const head = "gtin,name,price_cents,sold_by\n"
	upload("list.csv", head+milk+",Whole milk,459,each\n7350001047295,Wrong digit,1,each\n7350001047294,<script>document.title='x'</script>,199,each\n")
	staff.says(`[data-test="summary"]`, "1 new, 1 changed, 0 the same, 1 bad")
	staff.says(`[data-test="bad"]`, "3")
	staff.shots("preview")
	staff.checkAxe("preview")
	staff.clicks(`form[action^="/admin/imports/"] button`)
	staff.sees(`[data-state="done"]`)
	staff.run("the script is a name", navigate(d.Admin+"/products?q=7350001047294"))
	staff.says("table", "<script>")

	// Staff change the same price; the next list says otherwise.
	staff.run("product", navigate(d.Admin+"/products/"+milk))
	staff.sets(`input[name="price_cents"]`, "4.49")
	staff.clicks(`button[name="save"]`)
	staff.sees(`[role="status"]`)
	upload("list2.csv", head+milk+",Whole milk,489,each\n")
	staff.says("main", "staff changed the same")
	staff.clicks(`form[action^="/admin/imports/"] button`)
	staff.sees(`[data-state="done"]`)
	files()
	staff.says(`[data-test="conflict"]`, "4.89")
	staff.shots("conflict")
	staff.checkAxe("conflict")
	staff.clicks(`button[value="file"]`)
	staff.run("settled", chromedp.WaitNotPresent(`[data-test="conflict"]`, chromedp.ByQuery))
	staff.run("product", navigate(d.Admin+"/products/"+milk))
	if v := staff.value(`input[name="price_cents"]`); v != "4.89" {
		t.Errorf("the price is %s", v)
	}

	var cookie string
	staff.run("export", chromedp.ActionFunc(cookieOf(&cookie)))
	upload("all.yaml", fetch(t, d.Admin+"/export/catalogue.yaml", cookie))
	staff.says(`[data-test="summary"]`, "0 new, 0 changed")
	upload("products.csv", fetch(t, d.Admin+"/export/products.csv", cookie))
	staff.says(`[data-test="summary"]`, "0 new, 0 changed")
	upload("bomb.yaml", "a: &a [x,x,x,x,x,x,x,x,x]\n"+strings.Repeat("b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n", 1)+"products: *b\n")
	staff.says(`[data-test="summary"]`, "0 new, 0 changed")
	upload("list.exe", "MZ")
	staff.says("main", ".csv, .xlsx, .yaml")
}

func fetch(t testing.TB, url, cookie string) string {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Cookie", cookie)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v", url, res.Status, err)
	}
	return string(text)
}

// cookieOf reads the session that the browser holds, also while a page is on
// its way.
func cookieOf(into *string) func(context.Context) error {
	return func(ctx context.Context) error {
		all, err := storage.GetCookies().Do(ctx)
		if err != nil {
			return err
		}
		var parts []string
		for _, c := range all {
			parts = append(parts, c.Name+"="+c.Value)
		}
		*into = strings.Join(parts, "; ")
		return nil
	}
}

// TestOffersCouponsAndProduce makes a coupon that the cart takes at once, tries
// a basket with it, and changes a produce code, in Spanish.
func TestOffersCouponsAndProduce(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	b := browser(t)
	staff := d.staff(t, b, "offers")
	staff.run("new", navigate(d.Admin+"/coupons/new"))
	staff.sees(`input[name="code"]`)
	staff.types(`input[name="code"]`, "TEST5")
	staff.clicks(`button[name="save"]`)
	staff.sees(`label:has(input[name="name"]) [role="alert"]`)
	staff.says(`label:has(input[name="name"]) [role="alert"]`, "needed")
	staff.types(`input[name="name"]`, "Fifty cents off")
	staff.types(`input[name="amount_cents"]`, "0.50")
	staff.sets(`input[name="until"]`, time.Now().AddDate(0, 1, 0).Format(time.DateOnly))
	staff.clicks(`button[name="save"]`)
	staff.sees(`[role="status"]`)
	staff.says(`[role="status"]`, "Saved")
	staff.run("coupons", navigate(d.Admin+"/coupons"))
	staff.says(`[data-key="TEST5"]`, "$0.50 off")
	staff.shots("coupons")
	staff.checkAxe("coupons")
	staff.run("offers", navigate(d.Admin+"/offers"))
	staff.shots("offers")
	staff.checkAxe("offers")
	staff.run("try", navigate(d.Admin+"/try?basket=2+whole+milk%0A1.5+4011&coupons=TEST5"))
	staff.says(`[data-test="without"]`, "$8.87") // 2 x 3.99 and 1.5 lb at 0.59
	staff.says(`[data-test="with"]`, "$8.37")
	staff.shots("try")
	staff.checkAxe("try")

	staff.run("mi cuenta", navigate(d.Admin+"/me"))
	staff.clicks(`form[action="/admin/me/language"] button[value="es"]`)
	staff.sees(`html[lang="es"] main`)
	staff.run("frescos", navigate(d.Admin+"/produce"))
	staff.says("h1", "Códigos de frescos")
	staff.shots("frescos")
	staff.checkAxe("frescos")
	staff.run("plátano", navigate(d.Admin+"/produce/"+bananas))
	staff.sets(`input[name="aliases"]`, "cambur, guineo")
	staff.clicks(`button[name="save"]`)
	staff.sees(`[role="status"]`)
	staff.says(`[role="status"]`, "Guardado")
	staff.shots("fresco")
	staff.run("found by another word", navigate(d.Admin+"/produce?q=guineo"))
	staff.sees(`[data-key="` + bananas + `"]`)
}
