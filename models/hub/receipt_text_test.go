package hub_test

import (
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/money"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/store"
)

// TestPaperSaysWhatLabelsSaidAndHowItWasPaid: mixed tenders by their names, a
// label's own price, a search that was cut short; nothing wider than the page.
func TestPaperSaysWhatLabelsSaidAndHowItWasPaid(t *testing.T) {
	usd := func(n int64) money.Amount { return money.New(n, "USD") }
	line := func(name string, flags ...string) pricing.ReceiptLine {
		return pricing.ReceiptLine{Line: pricing.Line{Name: name, Sold: pricing.SoldEach, Quantity: 1, UnitPrice: usd(500), Flags: flags}, Gross: usd(500), Net: usd(500)}
	}
	r := pricing.Receipt{Number: "000001", Greedy: true, Total: usd(1900), Savings: usd(100),
		Lines: []pricing.ReceiptLine{line("Beef", pricing.FlagPrinted), line("Pie", pricing.FlagPrinted, pricing.FlagMarkdown), line("Curd", pricing.FlagPastBest),
			{Line: pricing.Line{Name: "Milk", Sold: pricing.SoldEach, Quantity: 1}, Gross: usd(500), Net: usd(400), Discounts: []pricing.Discount{{Name: "Members' price", NameES: "Precio de socio", Amount: usd(100)}}}},
		Tenders: []pricing.Tender{{Kind: pricing.TenderSNAP, Amount: usd(900)}, {Kind: "card", Ref: "pi_1", Amount: usd(1000)}}}
	row := func(text, amount string) string {
		return text + strings.Repeat(" ", 59-len([]rune(text))-len(amount)) + amount + "\n"
	}
	for lang, want := range map[string][]string{
		"en": {"  (price on its label)\n", "  (marked down)\n", "  (past its best-before day)\n", row("  Members' price", "-$1.00"),
			row("Paid with SNAP benefits", "$9.00"), row("Paid by card", "$10.00"), "not every combination was tried"},
		"es": {"  (precio en su etiqueta)\n", "  (rebajado)\n", "  (pasó su fecha preferente)\n", row("  Precio de socio", "-$1.00"),
			row("Pagado con SNAP", "$9.00"), row("Pagado con tarjeta", "$10.00"), "no se probaron"},
	} {
		text := hub.ReceiptText(&store.Store{Name: "Shop", Location: time.UTC}, r, lang)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: %q is not in\n%s", lang, w, text)
			}
		}
		for l := range strings.Lines(text) {
			if len([]rune(strings.TrimRight(l, "\n"))) > 59 {
				t.Errorf("%q does not fit the page", l)
			}
		}
	}
}
