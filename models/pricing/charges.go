package pricing

import (
	"fmt"

	"github.com/dashcart/dashcart/models/money"
)

// Charge says what a line is for that is no goods.
type Charge string

// Charges. Nothing that the store or a manufacturer gives comes off them.
const (
	ChargeDeposit Charge = "deposit" // on a container, with the goods in it
	ChargeBag     Charge = "bag"
)

// Fee is a charge as the store declares it. Its own class says how it is
// taxed, whatever the goods' is; none is not at all.
type Fee struct {
	Name, NameES string
	Amount       money.Amount // for one
	TaxClass     string
	// Voluntary says that no law asks for the deposit, so that SNAP benefits do
	// not pay it even with goods that they pay.
	Voluntary bool
}

// addCharges puts the deposit of each line below it, and the bags last. They
// take numbers after those of the goods, so that a refund can name them; only
// those of a finished receipt stay.
func addCharges(out *Receipt, bags int, r Rules) error {
	last := 0
	for _, l := range out.Lines {
		last = max(last, l.ID)
	}
	var lines []ReceiptLine
	add := func(c Charge, f Fee, n, of int, snap bool) error {
		gross, err := f.Amount.Mul(int64(n))
		if err != nil {
			return fmt.Errorf("%s %s: %w", c, f.Name, err)
		}
		last++
		lines = append(lines, ReceiptLine{Charge: c, Of: of, Gross: gross, Net: gross,
			Line: Line{ID: last, Name: f.Name, NameES: f.NameES, TaxClass: f.TaxClass, SNAP: snap, Sold: SoldEach, Quantity: n, UnitPrice: f.Amount}})
		return nil
	}
	for _, l := range out.Lines {
		lines = append(lines, l)
		if f := r.Deposits[l.Deposit]; f.Amount.Sign() > 0 && l.Sold != SoldUnpriced {
			if err := add(ChargeDeposit, f, l.Quantity, l.ID, l.SNAP && !f.Voluntary); err != nil {
				return err
			}
		}
	}
	if bags > 0 && r.BagFee.Amount.Sign() > 0 {
		if err := add(ChargeBag, r.BagFee, bags, 0, false); err != nil {
			return err
		}
	}
	out.Lines = lines
	return nil
}

// Goods are the lines without charges.
func (r Receipt) Goods() []ReceiptLine {
	var out []ReceiptLine
	for _, l := range r.Lines {
		if l.Charge == "" {
			out = append(out, l)
		}
	}
	return out
}

// Deposit is what is charged for the containers of a line, false for none.
func (r Receipt) Deposit(line int) (ReceiptLine, bool) {
	for _, l := range r.Lines {
		if l.Charge == ChargeDeposit && l.Of == line {
			return l, true
		}
	}
	return ReceiptLine{}, false
}
