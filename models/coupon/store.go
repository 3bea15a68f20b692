package coupon

import (
	"fmt"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
)

// Store is a coupon that the store itself gives, with what it may do.
type Store catalog.StoreCoupon

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
	WorthMore         Reason = "worth_more" // than what it applies to, and its kind is never given in part
	GoodsUsed         Reason = "goods_used" // what it needs went into another coupon
	AskAttendant      Reason = "ask"        // its terms are printed for a cashier to read
	OtherStore        Reason = "other_store"
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
	GTIN       gs1.GTIN
	PLU        gs1.PLU
	Department string
	Units      int          // of goods sold by each; 1 for a line by weight
	Gross      money.Amount // before discounts
	Net        money.Amount // after those taken so far
}

// Check refuses a coupon that is not good at now, whatever is in the basket.
// Used says that a coupon good for one trip was used in another.
func (c Store) Check(now time.Time, used bool) error {
	switch {
	case c.Kind == catalog.AmountOff && c.Amount.Sign() <= 0, c.Kind == catalog.PercentOff && c.Percent.IsZero(),
		c.Kind != catalog.AmountOff && c.Kind != catalog.PercentOff:
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
	left := c.Units // to reduce; counts only where the coupon names a number
	for i, l := range lines {
		if !catalog.StoreCoupon(c).Fits(l.GTIN, l.PLU, l.Department) || l.Net.Sign() <= 0 {
			continue
		}
		reach := l.Net
		var err error
		if c.Units > 0 {
			n := min(left, max(l.Units, 1))
			left -= n
			if reach, err = l.Net.MulFrac(int64(n), int64(max(l.Units, 1)), money.Down); err != nil {
				return nil, fmt.Errorf("coupon %s: %w", c.Code, err)
			}
		}
		weights[i] = reach.Minor()
		if gross, err = gross.Add(l.Gross); err != nil {
			return nil, fmt.Errorf("coupon %s: %w", c.Code, err)
		}
		if net, err = net.Add(reach); err != nil {
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
	if c.Kind == catalog.PercentOff {
		var err error
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
