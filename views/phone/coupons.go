package phone

// CouponState is how a coupon stands with a shopper.
type CouponState string

// States of a coupon.
const (
	CouponOffered CouponState = "offered" // to be clipped
	CouponClipped CouponState = "clipped" // goes into the next trip's basket
	CouponIn      CouponState = "in"      // in the basket now
	CouponUsed    CouponState = "used"    // good once, and that was it
)

// CouponRow is one coupon of the store. Saves is what it takes off the basket
// now, Note why it does not yet.
type CouponRow struct {
	Code, Name string
	Until      string // the last day, empty for none
	Once       bool
	State      CouponState
	Saves      string
	Note       string
	Receipt    string // where it was used last
}
