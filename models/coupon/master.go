package coupon

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/gs1"
)

// Master is the master offer file: the terms of coupons of AI (8112) by what
// names their offer, the coupon without its serial number.
type Master struct{ offers map[string]MasterOffer }

// MasterOffer is one offer of the file. From is the first instant it may be
// redeemed and Until the first it may not; zero leaves that end open.
type MasterOffer struct {
	Base        string
	Terms       Terms
	From, Until time.Time
}

// masterRecord is an offer as JSON and, by the same names, as a line of CSV.
type masterRecord struct {
	BaseGS1     string               `json:"base_gs1"`
	From        numeral              `json:"redemption_start_time"`
	Until       numeral              `json:"redemption_end_time"`
	Requirement *PurchaseRequirement `json:"purchase_requirement"`
}

// UnmarshalJSON reads the terms beside base_gs1 too, as the bureau's own files
// have them, where there is no purchase_requirement to hold them.
func (r *masterRecord) UnmarshalJSON(b []byte) error {
	type plain masterRecord
	if err := json.Unmarshal(b, (*plain)(r)); err != nil || r.Requirement != nil {
		return err
	}
	var flat PurchaseRequirement
	if err := json.Unmarshal(b, &flat); err != nil {
		return err
	}
	if flat.Primary.Code != "" || flat.Second.Code != "" {
		r.Requirement = &flat
	}
	return nil
}

// ReadMasterJSON reads a list of offers, each with base_gs1 and
// purchase_requirement, or what that would hold in its place;
// redemption_start_time and redemption_end_time are seconds or milliseconds
// since 1970.
func ReadMasterJSON(r io.Reader) (Master, error) {
	var records []masterRecord
	if err := json.NewDecoder(r).Decode(&records); err != nil {
		return Master{}, fmt.Errorf("master offer file: %w", err)
	}
	m := Master{offers: make(map[string]MasterOffer, len(records))}
	for i, rec := range records {
		if err := m.add(rec); err != nil {
			return Master{}, fmt.Errorf("master offer file, offer %d: %w", i+1, err)
		}
	}
	return m, nil
}

// ReadMasterCSV reads the same fields as columns, named in the first line. A
// cell that lists codes parts them by commas, blanks or semicolons. Columns
// that are not known are let pass.
func ReadMasterCSV(r io.Reader) (Master, error) {
	rows := csv.NewReader(r)
	rows.FieldsPerRecord = -1
	head, err := rows.Read()
	if err != nil {
		return Master{}, fmt.Errorf("master offer file: its first line: %w", err)
	}
	m := Master{offers: map[string]MasterOffer{}}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return m, nil
		}
		if err != nil {
			return Master{}, fmt.Errorf("master offer file: %w", err)
		}
		line, _ := rows.FieldPos(0)
		rec, err := csvRecord(head, row)
		if err == nil {
			err = m.add(rec)
		}
		if err != nil {
			return Master{}, fmt.Errorf("master offer file, line %d: %w", line, err)
		}
	}
}

// csvRecord turns a row into the JSON form and reads that, so that there is
// one meaning of a field.
func csvRecord(head, row []string) (masterRecord, error) {
	fields := map[string]any{}
	for i, name := range head {
		if i >= len(row) || strings.TrimSpace(row[i]) == "" {
			continue
		}
		cell := strings.TrimSpace(row[i])
		switch {
		case strings.HasSuffix(name, "_gtins"), strings.HasSuffix(name, "_eans"), strings.HasSuffix(name, "_prefixed_code"):
			fields[name] = strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",; []\"", r) })
		default:
			fields[name] = cell
		}
	}
	b, err := json.Marshal(fields)
	if err != nil {
		return masterRecord{}, err
	}
	var rec masterRecord
	if err := json.Unmarshal(b, &rec); err != nil {
		return masterRecord{}, err
	}
	rec.Requirement = new(PurchaseRequirement)
	return rec, json.Unmarshal(b, rec.Requirement)
}

// inMillis is from where on a time is milliseconds since 1970: as such it is in
// 1973, as seconds it would be in the year 5138.
const inMillis = 100_000_000_000

func (m Master) add(rec masterRecord) error {
	if !strings.HasPrefix(rec.BaseGS1, "8112") || !isDigits(rec.BaseGS1) {
		return fmt.Errorf("base_gs1 %.40q is not digits that begin with 8112", rec.BaseGS1)
	}
	if rec.Requirement == nil {
		return fmt.Errorf("offer %s has no purchase_requirement", rec.BaseGS1)
	}
	terms, err := rec.Requirement.terms()
	if err != nil {
		return fmt.Errorf("offer %s: %w", rec.BaseGS1, err)
	}
	o := MasterOffer{Base: rec.BaseGS1, Terms: *terms}
	for _, end := range []struct {
		seconds numeral
		at      *time.Time
	}{{rec.From, &o.From}, {rec.Until, &o.Until}} {
		if end.seconds == "" {
			continue
		}
		s, err := strconv.ParseInt(string(end.seconds), 10, 64)
		if err != nil || s < 0 || s >= 1000*inMillis {
			return fmt.Errorf("offer %s: redemption time %.40q is not seconds or milliseconds since 1970", rec.BaseGS1, end.seconds)
		}
		if *end.at = time.Unix(s, 0).UTC(); s >= inMillis {
			*end.at = time.UnixMilli(s).UTC()
		}
	}
	m.offers[o.Base] = o
	return nil
}

// Len is how many offers the file has.
func (m Master) Len() int { return len(m.offers) }

// Offer returns the terms of a coupon of AI (8112), or a *Refused where the
// file does not know it or it is not good at now.
func (m Master) Offer(k gs1.OfferCoupon, now time.Time) (Terms, error) {
	o, ok := m.offers[k.Base]
	switch {
	case !ok:
		return Terms{}, &Refused{Wrong, "We do not know this coupon's offer."}
	case !o.From.IsZero() && now.Before(o.From):
		return Terms{}, &Refused{NotYetValid, fmt.Sprintf("This coupon is good from %s.", o.From.In(now.Location()).Format("January 2"))}
	case !o.Until.IsZero() && !now.Before(o.Until):
		return Terms{}, &Refused{Expired, fmt.Sprintf("This coupon was good until %s.", o.Until.In(now.Location()).Format("January 2, 2006"))}
	}
	return o.Terms, nil
}
