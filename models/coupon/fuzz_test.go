package coupon

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
)

// sharedOffers is the offers of the shared use cases as a master offer file;
// empty where DASHCART_DATA is not set.
func sharedOffers(tb testing.TB) [][]byte {
	dir := os.Getenv("DASHCART_DATA")
	if dir == "" {
		return nil
	}
	b, err := os.ReadFile(filepath.Join(dir, "coupons", "basket-validation.jsonl"))
	if err != nil {
		tb.Fatal(err)
	}
	var out [][]byte
	for line := range bytes.Lines(b) {
		var c struct {
			Input struct {
				Coupons json.RawMessage `json:"coupons"`
			} `json:"input"`
		}
		if err := json.Unmarshal(line, &c); err != nil {
			tb.Fatal(err)
		}
		out = append(out, c.Input.Coupons)
	}
	return out
}

const oneOffer = `[{"base_gs1": "811210401230000017", "redemption_start_time": "1700000000", "purchase_requirement": {"primary_purchase_save_value": 75,
	"save_value_code": 5, "primary_purchase_requirements": 2, "primary_purchase_req_code": 0, "primary_purchase_gtins": ["9506000134352"],
	"second_purchase_requirements": 1, "second_purchase_req_code": 3, "second_purchase_prefixed_code": {"PLU": ["4000_4999"]}, "additional_purchase_rules_code": 1}}]`

// checkMaster applies each offer of a file to a basket: none takes off more
// than the basket costs, and what one takes is in it.
func checkMaster(t *testing.T, m Master, most int) {
	if m.Len() > most {
		t.Fatalf("%d offers in %d bytes", m.Len(), most)
	}
	basket := []Line{{Code: "9506000134352", Price: 199, Quantity: 3}, {Code: "4011", Kind: "PLU", Price: 78, Quantity: 1, Weight: 132, WeightCode: gs1.RequirePounds},
		{Code: "37000930396", Price: 129, Quantity: 2}, {Code: "12345678912", Price: 75, Quantity: 4}}
	var costs int64
	for _, l := range basket {
		costs += l.Price * int64(l.Quantity)
	}
	for _, o := range m.offers {
		if o.Base == "" || !strings.HasPrefix(o.Base, "8112") {
			t.Fatalf("offer %q", o.Base)
		}
		applied := Apply(basket, []Offer{{Terms: &o.Terms}})
		why := o.Terms.Why(basket)
		if (len(applied) == 0) != (why != "") {
			t.Fatalf("applied %+v, why not: %q", applied, why)
		}
		for _, a := range applied {
			if a.Save <= 0 || a.Save > costs {
				t.Fatalf("saves %d of %d", a.Save, costs)
			}
		}
		b, err := json.Marshal(o.Terms)
		if err != nil {
			t.Fatal(err)
		}
		var again Terms
		if err := json.Unmarshal(b, &again); err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		if got := Apply(basket, []Offer{{Terms: &again}}); fmt.Sprint(got) != fmt.Sprint(applied) {
			t.Fatalf("after the journal %v, before %v", got, applied)
		}
	}
}

func FuzzMasterJSON(f *testing.F) {
	f.Add([]byte(oneOffer))
	for _, b := range sharedOffers(f) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := ReadMasterJSON(bytes.NewReader(data)); err == nil {
			checkMaster(t, m, len(data))
		}
	})
}

func FuzzMasterCSV(f *testing.F) {
	f.Add([]byte("base_gs1,primary_purchase_save_value,save_value_code,primary_purchase_requirements,primary_purchase_req_code,primary_purchase_gtins\n811210401230000017,75,0,1,0,9506000134352 4006381333931\n"))
	f.Add([]byte("base_gs1,second_purchase_prefixed_code,primary_purchase_save_value\n8112,PLU:x:4000_4999;PLU:x:1-2,\"1\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := ReadMasterCSV(bytes.NewReader(data)); err == nil {
			checkMaster(t, m, len(data))
		}
	})
}

// FuzzScanned: whatever is scanned is no coupon, a coupon or a refusal that
// says why, and one paper has one code.
func FuzzScanned(f *testing.F) {
	for _, s := range []string{paper, untilJune, fromJuly, withNo, elsewhere, serial, "]e0" + paper, "(8110)" + paper[4:], "\x1d" + serial, "4006381333931"} {
		f.Add(s)
	}
	m, err := ReadMasterJSON(strings.NewReader(oneOffer))
	if err != nil {
		f.Fatal(err)
	}
	b, now := Book{Master: m}, time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		s, is, err := b.Read(text, now)
		if !is {
			if err != nil {
				t.Fatal(err)
			}
			return
		}
		var no *Refused
		if err != nil && (!errors.As(err, &no) || no.Text == "" || no.Reason == "") {
			t.Fatalf("%v", err)
		}
		again, isAgain, errAgain := b.Read("\x1d"+s.Code, now)
		if !isAgain || again.Code != s.Code || (err == nil) != (errAgain == nil) {
			t.Fatalf("%q is %q, read again %q %v", text, s.Code, again.Code, errAgain)
		}
	})
}

func BenchmarkReadMaster(b *testing.B) {
	one := strings.Trim(oneOffer, "[]")
	var all []string
	for i := range 1000 {
		all = append(all, strings.Replace(one, "000017", fmt.Sprintf("%06d", i), 1))
	}
	data := []byte("[" + strings.Join(all, ",") + "]")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if m, err := ReadMasterJSON(bytes.NewReader(data)); err != nil || m.Len() != 1000 {
			b.Fatal(m.Len(), err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	book, now := Book{}, time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		if _, is, err := book.Read(untilJune, now); !is || err != nil {
			b.Fatal(is, err)
		}
	}
}
