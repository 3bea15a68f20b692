package pricing

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/dashcart/dashcart/models/money"
)

// TestSharesAddUpToWhatWasPaid: whatever the lines and taxes, giving back each
// line gives back the nets and the exclusive taxes, to the last cent.
func TestSharesAddUpToWhatWasPaid(t *testing.T) {
	rate := func(s string) money.Rate {
		r, err := money.ParseRate(s)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	state, city := Tax{Name: "State", Rate: rate("5")}, Tax{Name: "City", Rate: rate("1.25")}
	taxes := map[string][]Tax{"food": {city}, "general": {state, city}, "none": nil}
	usd := func(n int64) money.Amount { return money.New(n, "USD") }
	rapid.Check(t, func(t *rapid.T) {
		r, nets, dues := Receipt{}, int64(0), int64(0)
		for range rapid.IntRange(1, 8).Draw(t, "lines") {
			class := rapid.SampledFrom([]string{"food", "general", "none", "gone"}).Draw(t, "class")
			net := rapid.Int64Range(0, 5000).Draw(t, "net")
			r.Lines = append(r.Lines, ReceiptLine{Line: Line{TaxClass: class}, Net: usd(net)})
			nets += net
		}
		for _, x := range []Tax{state, city} {
			due := rapid.Int64Range(0, 900).Draw(t, x.Name)
			r.Taxes = append(r.Taxes, TaxLine{Name: x.Name, Rate: x.Rate.String(), Amount: usd(due)})
			dues += due
		}
		shares, err := r.Shares(taxes)
		if err != nil {
			t.Fatal(err)
		}
		var got int64
		for i, s := range shares {
			if s.Minor() < r.Lines[i].Net.Minor() {
				t.Errorf("line %d gives back %s of %s", i, s, r.Lines[i].Net)
			}
			got += s.Minor()
		}
		want := nets + dues
		if nets == 0 {
			want = 0 // no line bears a tax
		}
		if got != want {
			t.Errorf("the shares are %d, paid was %d", got, want)
		}
	})
}
