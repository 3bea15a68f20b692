package coupon

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// 8110: company prefix 0614141 (length 6+1), offer 012345, save value 100 of
// three digits, one unit of family 110.
const (
	paper     = "8110" + "1" + "0614141" + "012345" + "3" + "100" + "1" + "1" + "0" + "110"
	untilJune = paper + "3" + "260630"
	fromJuly  = paper + "4" + "260701"
	withNo    = paper + "5" + "0" + "123456"
	elsewhere = paper + "6" + "1" + "9506000"
	location  = paper + "6" + "7" + "9506000134352"
	ofStore   = paper + "9" + "0" + "0" + "1" + "0"
	serial    = "8112" + "1" + "0" + "401230" + "000017" + "0" + "123456"
)

func TestScannedCoupons(t *testing.T) {
	master, err := ReadMasterJSON(strings.NewReader(`[{"base_gs1": "811210401230000017", "redemption_end_time": 1782864000,
		"purchase_requirement": {"primary_purchase_save_value": 75, "save_value_code": 0, "primary_purchase_requirements": 1, "primary_purchase_req_code": 0, "primary_purchase_gtins": ["9506000134352"]}}]`))
	if err != nil {
		t.Fatal(err)
	}
	b := Book{Master: master}
	june := time.Date(2026, 6, 30, 21, 0, 0, 0, time.FixedZone("CDT", -5*3600))
	for _, c := range []struct {
		name, text string
		book       Book
		now        time.Time
		is, once   bool
		reason     Reason
		save       int64
	}{
		{"paper", paper, b, june, true, false, "", 100},
		{"with its symbology", "]e0" + paper, b, june, true, false, "", 100},
		{"on its last evening", untilJune, b, june, true, false, "", 100},
		{"the day after", untilJune, b, june.Add(3 * time.Hour), true, false, Expired, 100},
		{"before its first day", fromJuly, b, june, true, false, NotYetValid, 100},
		{"on its first day", fromJuly, b, june.Add(3 * time.Hour), true, false, "", 100},
		{"of the store", ofStore, b, june, true, false, "", 100},
		{"with a serial number", withNo, b, june, true, true, "", 100},
		{"of another retailer", elsewhere, b, june, true, false, OtherStore, 100},
		{"of this retailer", elsewhere, Book{Retailer: "9506000"}, june, true, false, "", 100},
		{"of this retailer's company", elsewhere, Book{Retailer: "9506000134352"}, june, true, false, "", 100},
		{"of a location of this retailer", location, Book{Retailer: "9506000"}, june, true, false, "", 100},
		{"of a location of another", location, Book{Retailer: "9506001"}, june, true, false, OtherStore, 100},
		{"of a longer prefix", elsewhere, Book{Retailer: "95060001"}, june, true, false, OtherStore, 100},
		{"read by a person", strings.TrimSuffix(paper, "0110") + "9110", b, june, true, false, AskAttendant, 100},
		{"of the master file", serial, b, june.Add(-6 * time.Hour), true, true, "", 75},
		{"of the master file, late", serial, b, june, true, true, Expired, 0},
		{"not in the master file", serial, Book{}, june, true, true, Wrong, 0},
		{"goods", "4006381333931", b, june, false, false, "", 0},
		{"cut short", paper[:20], b, june, false, false, "", 0},
		{"a store's own", "WELCOME10", b, june, false, false, "", 0},
	} {
		s, is, err := c.book.Read(c.text, c.now)
		var no *Refused
		reason := Reason("")
		if errors.As(err, &no) {
			reason = no.Reason
		} else if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if is != c.is || s.Once != c.once || reason != c.reason || s.Terms.Save != c.save {
			t.Errorf("%s: is %v once %v %q saves %d", c.name, is, s.Once, reason, s.Terms.Save)
		}
		if s.Terms.OfStore != (c.text == ofStore) {
			t.Errorf("%s: of the store: %v", c.name, s.Terms.OfStore)
		}
		if is && s.Code != strings.TrimPrefix(c.text, "]e0") {
			t.Errorf("%s: code %s", c.name, s.Code)
		}
	}
}
