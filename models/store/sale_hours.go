package store

import (
	"fmt"
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/catalog"
)

// SaleHours are the days of the week and the minutes after midnight in which
// goods of some departments, or for an age and above, may be sold.
type SaleHours struct {
	Departments []string
	Age         int // goods with an age limit of so many years or more; zero for none
	Days        []time.Weekday
	From, Until int
}

func (h SaleHours) covers(department string, ageLimit int) bool {
	return h.Age > 0 && ageLimit >= h.Age || slices.Contains(h.Departments, department)
}

// SoldAt reports whether goods may be sold at t. Goods that no hours name may
// be sold always; else one of those that name them must be open. When they are
// all shut, next is when the first opens, zero where none ever does.
func (s *Store) SoldAt(department string, ageLimit int, t time.Time) (open bool, next time.Time) {
	local, named := t.In(s.Location), false
	for _, h := range s.SaleHours {
		if !h.covers(department, ageLimit) {
			continue
		}
		named = true
		minute := local.Hour()*60 + local.Minute()
		if slices.Contains(h.Days, local.Weekday()) && minute >= h.From && minute < h.Until {
			return true, time.Time{}
		}
		for day := range 8 {
			at := time.Date(local.Year(), local.Month(), local.Day()+day, h.From/60, h.From%60, 0, 0, s.Location)
			if slices.Contains(h.Days, at.Weekday()) && at.After(t) {
				if next.IsZero() || at.Before(next) {
					next = at
				}
				break
			}
		}
	}
	return !named, next
}

// saleHoursFile is one of the hours of sale as written.
type saleHoursFile struct {
	Departments []string  `yaml:"departments"`
	Age         int       `yaml:"age_limit"`
	Days        []weekday `yaml:"days" strict:"required"`
	From        clock     `yaml:"from" strict:"required"`
	Until       clock     `yaml:"until" strict:"required"`
}

// saleHours checks the hours of sale; which departments there are is known
// once the catalogue is read.
func (l *loader) saleHours(departments []catalog.Department) (out []SaleHours) {
	for i, f := range l.file.SaleHours {
		path := fmt.Sprintf("hours_of_sale[%d]", i)
		l.some(path+".days", len(f.Days))
		if f.From >= f.Until {
			l.add(path+".until", "is not after from; hours past midnight are two entries")
		}
		if len(f.Departments) == 0 && f.Age == 0 {
			l.add(path, "names neither departments nor an age_limit")
		}
		l.within(path+".age_limit", float64(f.Age), 0, 99)
		for j, d := range f.Departments {
			if !slices.ContainsFunc(departments, func(x catalog.Department) bool { return x.ID == d }) {
				l.add(fmt.Sprintf("%s.departments[%d]", path, j), "no department is called %q", d)
			}
		}
		h := SaleHours{Departments: f.Departments, Age: f.Age, From: int(f.From), Until: int(f.Until)}
		for _, d := range f.Days {
			h.Days = append(h.Days, time.Weekday(d))
		}
		out = append(out, h)
	}
	return out
}
