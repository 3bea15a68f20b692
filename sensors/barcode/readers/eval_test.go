package readers

import (
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/sensors/barcode"
	"github.com/dashcart/dashcart/sensors/barcode/soft"
	"github.com/dashcart/dashcart/sensors/eval"
)

// photo is one image of the shared data with the text that it should give.
type photo struct{ file, folder, want string }

// photos lists the images of the shared barcodes, sorted by file.
func photos(t testing.TB) []photo {
	t.Helper()
	data := os.Getenv("DASHCART_DATA")
	if data == "" {
		t.Skip("DASHCART_DATA does not name the shared data")
	}
	var all []photo
	for _, kind := range []string{"png", "jpg", "gif"} {
		files, err := filepath.Glob(filepath.Join(data, "barcodes", "*", "*."+kind))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			p := photo{file: f, folder: filepath.Base(filepath.Dir(f))}
			want, err := os.ReadFile(strings.TrimSuffix(f, filepath.Ext(f)) + ".txt")
			if err != nil && p.folder != "falsepositives" {
				t.Fatal(err)
			}
			p.want = string(want)
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b photo) int { return strings.Compare(a.file, b.file) })
	if len(all) == 0 {
		t.Fatalf("there are no images below %s", data)
	}
	return all
}

// retail says whether a folder holds EAN-13 and UPC-A.
func (p photo) retail() bool {
	return strings.HasPrefix(p.folder, "ean13") || strings.HasPrefix(p.folder, "upca")
}

// otherCode is the second code printed on the book of ean13-2: a right reading
// that no expected text there names.
func (p photo) otherCode(text string) bool {
	const isbn, price = "9784872348880", "1920081045006"
	return p.folder == "ean13-2" && (p.want == isbn && text == price || p.want == price && text == isbn)
}

// score is a line of the table.
type score struct {
	n, right int
	wrong    []string
	spent    []time.Duration
}

func (s *score) String() string {
	slices.Sort(s.spent)
	return fmt.Sprintf("%3d of %3d  wrong %d  CPU median %v, 95%% %v", s.right, s.n, len(s.wrong),
		s.spent[len(s.spent)/2].Round(time.Millisecond), s.spent[len(s.spent)*95/100].Round(time.Millisecond))
}

// evaluate reads photos and compares.
func evaluate(t testing.TB, r barcode.Reader, all []photo, change func(*image.Gray) *image.Gray) *score {
	t.Helper()
	s := &score{}
	for _, p := range all {
		img, err := barcode.Load(p.file)
		if err != nil {
			t.Fatal(err)
		}
		if change != nil {
			img = change(img)
		}
		began := processorTime()
		codes, err := r.Read(img)
		s.spent = append(s.spent, processorTime()-began)
		if err != nil {
			t.Errorf("%s: %v", p.file, err)
		}
		s.n++
		hit := false
		for _, c := range codes {
			switch {
			case c.Text == p.want:
				hit = true
			case !p.otherCode(c.Text):
				s.wrong = append(s.wrong, fmt.Sprintf("%s/%s: %s %.40q", p.folder, filepath.Base(p.file), c.Symbology, c.Text))
			}
		}
		if hit {
			s.right++
		}
	}
	return s
}

// processorTime is what this process has computed so far: other programs on the
// machine do not count.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func of(all []photo, in func(photo) bool) []photo {
	return slices.DeleteFunc(slices.Clone(all), func(p photo) bool { return !in(p) })
}

// TestOnPhotos reads a photo of each of some kinds: the whole set takes minutes.
func TestOnPhotos(t *testing.T) {
	all := photos(t)
	names := []string{"ean13-1/3.png", "upca-3/19.png", "ean13-4/02.png", "qrcode-1/2.png", "rssexpanded-1/2.png",
		"rssexpandedstacked-1/2.png", "rss14-1/2.png", "code128-1/2.png", "ean8-1/2.png", "datamatrix-1/C40.png"}
	some := of(all, func(p photo) bool { return slices.Contains(names, p.folder+"/"+filepath.Base(p.file)) })
	if len(some) != len(names) {
		t.Fatalf("%d of %d photos are there", len(some), len(names))
	}
	s := evaluate(t, NewStill(nil), some, nil)
	if len(s.wrong) > 0 || s.right != len(some) {
		t.Errorf("%d of %d photos are read, wrong: %v", s.right, len(some), s.wrong)
	}
}

// TestEvaluation prints the table of docs/READING.md and holds the project to
// its targets; it runs where DASHCART_EVAL is set.
func TestEvaluation(t *testing.T) {
	if os.Getenv("DASHCART_EVAL") == "" {
		t.Skip("set DASHCART_EVAL=1 for the whole evaluation")
	}
	all := photos(t)
	retail := of(all, photo.retail)
	free := of(all, func(p photo) bool { return p.want == "" })
	list, without := catalogueOf(retail)
	plain := soft.New()

	check := func(name string, least int, r barcode.Reader, some []photo, change func(*image.Gray) *image.Gray) {
		began := time.Now()
		s := evaluate(t, r, some, change)
		fmt.Printf("%-44s %v\n", name, s)
		seconds := time.Since(began).Seconds()
		if least > 0 {
			eval.Report(t, eval.Row{Name: "codes: " + name, Target: 100 * float64(least) / float64(len(some)), Hits: s.right, N: len(some), Seconds: seconds})
		}
		eval.Report(t, eval.Row{Name: "codes: " + name + ", wrong", AtMost: true, Hits: len(s.wrong), N: len(some), Seconds: seconds})
		if len(s.wrong) > 0 {
			t.Errorf("%s: wrong: %v", name, s.wrong)
		}
		if s.right < least {
			t.Errorf("%s: %d, the target is %d", name, s.right, least)
		}
	}
	still := NewStill(nil)
	targets := map[string]int{"qrcode": 94, "rssexpanded-": 35, "rssexpandedstacked": 65, "code128": 7, "ean8": 8, "rss14": 6, "datamatrix": 22, "upce": 11}
	for _, kind := range []string{"qrcode", "rssexpanded-", "rssexpandedstacked", "code128", "ean8", "rss14", "datamatrix", "upce"} {
		check("scan, "+kind, targets[kind], still, of(all, func(p photo) bool { return strings.HasPrefix(p.folder, kind) }), nil)
	}
	check("scan, EAN-13 and UPC-A", 152, still, retail, nil)
	check("scan, falsepositives", 0, still, free, nil)
	check("scan --catalogue, EAN-13 and UPC-A", 158, NewStill(list), retail, nil)
	known := plain.With(plain.Catalogue(list))
	check("soft, no catalogue", 152, plain, retail, nil)
	check("soft, 50,000 GTINs", 158, known, retail, nil)
	check("soft, 50,000 GTINs, falsepositives", 0, known, free, nil)
	check("soft, the true GTIN not listed", 0, plain.With(plain.Catalogue(without)), retail, nil)
	third := 0
	check("soft, 50,000 GTINs, every third at half size", 50, known, of(retail, func(photo) bool { third++; return third%3 == 1 }), barcode.Halved)
}

// catalogueOf makes 50,000 GTINs: those of the photos, ten siblings of each that
// differ by a digit or two, and others; and the same without those of the
// photos.
func catalogueOf(some []photo) (list, without []gs1.GTIN) {
	random := rand.New(rand.NewPCG(7, 7))
	truth := map[gs1.GTIN]bool{}
	for _, p := range some {
		truth[gs1.MustGTIN(p.want)] = true
	}
	add := func(body []byte) {
		if g, err := gs1.ParseGTIN(string(append(body, gs1.CheckDigit(string(body))))); err == nil && !truth[g] {
			list = append(list, g)
		}
	}
	for _, p := range some {
		padded := gs1.MustGTIN(p.want).Padded()[1:13]
		for range 10 {
			body := []byte(padded)
			for range 1 + random.IntN(2) {
				body[1+random.IntN(11)] = byte('0' + random.IntN(10))
			}
			add(body)
		}
	}
	for len(list) < 50_000-len(truth) {
		body := make([]byte, 12)
		for i := range body {
			body[i] = byte('0' + random.IntN(10))
		}
		add(body)
	}
	without = slices.Clone(list)
	for g := range truth {
		list = append(list, g)
	}
	return list, without
}
