package coupon

import (
	"fmt"
	"time"

	"github.com/dashcart/dashcart/models/money"
)

// Store is a coupon that the store itself gives.
type Store struct {
	Code string `json:"code"`
	Name string `json:"name"`
	// Exactly one of Amount and Percent is more than zero.
	Amount  money.Amount `json:"amount,omitzero"`
	Percent money.Rate   `json:"percent,omitzero"`
	Target  Target       `json:"target"`
	// Of names the item (its GTIN or PLU as text) or the department that the
	// coupon is for; empty for the basket.
	Of string `json:"of,omitempty"`
	// From is the first instant it is good and Until the first it is not; zero
	// leaves that end open.
	From  time.Time `json:"from,omitzero"`
	Until time.Time `json:"until,omitzero"`
	// Minimum is what must be bought of the goods it is for, before any
	// discount.
	Minimum money.Amount `json:"minimum,omitzero"`
	Once    bool         `json:"once,omitempty"` // good for one trip ever
}

// Target says what a store coupon is off.
type Target string

// Targets of a store coupon.
const (
	OffProduct    Target = "product"
	OffDepartment Target = "department"
	OffBasket     Target = "basket"
)

// Reason names why a coupon gives nothing.
type Reason string

// Reasons of a Refused.
const (
	Wrong             Reason = "wrong" // no coupon of the store has this code, or its record makes no sense
	Expired           Reason = "expired"
	NotYetValid       Reason = "not_yet_valid"
	AlreadyUsed       Reason = "already_used"
	NothingQualifies  Reason = "nothing_qualifies"
	MinimumNotReached Reason = "minimum_not_reached"
)

// Refused is a coupon that gives nothing: Reason for the log, the sentence for
// the shopper.
type Refused struct {
	Reason Reason
	Text   string
}

func (r *Refused) Error() string { return r.Text }

// Unknown is the refusal of a code that no coupon of the store has.
func Unknown(code string) *Refused {
	return &Refused{Wrong, fmt.Sprintf("We have no coupon with the code %.40s.", code)}
}

// StoreLine is a line of a basket as store coupons see it.
type StoreLine struct {
	Item       string // GTIN or PLU as text
	Department string
	Gross      money.Amount // before discounts
	Net        money.Amount // after those taken so far
}

// Check refuses a coupon that is not good at now, whatever is in the basket.
// Used says that a coupon good for one trip was used in another.
func (c Store) Check(now time.Time, used bool) error {
	switch {
	case (c.Amount.Sign() > 0) == !c.Percent.IsZero(), c.Amount.Sign() < 0:
		return &Refused{Wrong, fmt.Sprintf("The coupon %s is not set up right. Please ask us.", c.Name)}
	case !c.From.IsZero() && now.Before(c.From):
		return &Refused{NotYetValid, fmt.Sprintf("The coupon %s is good from %s.", c.Name, c.From.Format("January 2"))}
	case !c.Until.IsZero() && !now.Before(c.Until):
		last := c.Until.Add(-time.Nanosecond)
		return &Refused{Expired, fmt.Sprintf("The coupon %s was good until %s.", c.Name, last.Format("January 2, 2006"))}
	case c.Once && used:
		return &Refused{AlreadyUsed, fmt.Sprintf("The coupon %s was used already. It is good once.", c.Name)}
	}
	return nil
}

// Off returns how much the coupon takes off each line, never more than the
// line's Net; a coupon worth more than its goods is capped. What it takes is
// split among the lines in proportion to Net, to the last minor unit. A coupon
// that gives nothing is a *Refused.
func (c Store) Off(lines []StoreLine) ([]money.Amount, error) {
	weights := make([]int64, len(lines))
	var gross, net money.Amount
	var err error
	for i, l := range lines {
		if !c.holds(l) || l.Net.Sign() <= 0 {
			continue
		}
		weights[i] = l.Net.Minor()
		if gross, err = gross.Add(l.Gross); err != nil {
			return nil, fmt.Errorf("coupon %s: %w", c.Code, err)
		}
		if net, err = net.Add(l.Net); err != nil {
			return nil, fmt.Errorf("coupon %s: %w", c.Code, err)
		}
	}
	if net.Sign() <= 0 {
		return nil, &Refused{NothingQualifies, fmt.Sprintf("Nothing in the cart goes with the coupon %s.", c.Name)}
	}
	if lack, err := c.lack(gross); err != nil {
		return nil, err
	} else if lack.Sign() > 0 {
		return nil, &Refused{MinimumNotReached, fmt.Sprintf("The coupon %s needs %s more.", c.Name, lack.Format("en-US"))}
	}
	off := c.Amount
	if !c.Percent.IsZero() {
		if off, err = net.MulRate(c.Percent, money.HalfUp); err != nil {
			return nil, fmt.Errorf("coupon %s: %w", c.Code, err)
		}
	}
	switch more, err := off.Cmp(net); {
	case err != nil:
		return nil, fmt.Errorf("coupon %s: %w", c.Code, err)
	case more > 0:
		off = net
	}
	return off.Split(weights)
}

// lack returns how much of the goods is missing to the minimum.
func (c Store) lack(gross money.Amount) (money.Amount, error) {
	if c.Minimum.IsZero() {
		return money.Amount{}, nil
	}
	lack, err := c.Minimum.Sub(gross)
	if err != nil {
		return money.Amount{}, fmt.Errorf("coupon %s: its minimum: %w", c.Code, err)
	}
	return lack, nil
}

func (c Store) holds(l StoreLine) bool {
	switch c.Target {
	case OffProduct:
		return c.Of != "" && l.Item == c.Of
	case OffDepartment:
		return c.Of != "" && l.Department == c.Of
	case OffBasket:
		return true
	}
	return false
}
