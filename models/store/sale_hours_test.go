package store

import (
	"strings"
	"testing"
	"time"
)

func withSaleHours(rows ...string) string {
	return strings.Replace(small, "capacity:", "hours_of_sale:\n  - "+strings.Join(rows, "\n  - ")+"\ncapacity:", 1)
}

func TestHoursOfSale(t *testing.T) {
	s, _, err := Load(write(t, withSaleHours(
		`{age_limit: 21, days: [mon, tue, wed, thu, fri, sat], from: "08:00", until: "23:00"}`,
		`{age_limit: 21, days: [sun], from: "12:00", until: "23:00"}`,
	), goods))
	if err != nil {
		t.Fatal(err)
	}
	s.SaleHours = append(s.SaleHours, SaleHours{Departments: []string{"fireworks"}})
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 6, day, hour, minute, 0, 0, s.Location) } // June 1 is a Monday
	for _, c := range []struct {
		department string
		age        int
		at         time.Time
		open       bool
		next       time.Time
	}{
		{"food", 0, at(1, 3, 0), true, time.Time{}},
		{"drinks", 18, at(1, 3, 0), true, time.Time{}},
		{"drinks", 21, at(1, 7, 59), false, at(1, 8, 0)},
		{"drinks", 21, at(1, 8, 0), true, time.Time{}},
		{"drinks", 21, at(1, 8, 0).UTC(), true, time.Time{}},
		{"drinks", 21, at(1, 22, 59), true, time.Time{}},
		{"drinks", 21, at(1, 23, 0), false, at(2, 8, 0)},
		{"drinks", 21, at(6, 23, 30), false, at(7, 12, 0)},
		{"drinks", 21, at(7, 9, 0), false, at(7, 12, 0)},
		{"drinks", 25, at(7, 23, 0), false, at(8, 8, 0)},
		{"fireworks", 0, at(1, 12, 0), false, time.Time{}},
	} {
		open, next := s.SoldAt(c.department, c.age, c.at)
		if open != c.open || !next.Equal(c.next) {
			t.Errorf("%s, from %d years, on %s: %v, next %s", c.department, c.age, c.at, open, next)
		}
	}
}

func TestHoursOfSaleThatAreWrong(t *testing.T) {
	for _, c := range []struct{ name, row, want string }{
		{"backwards", `{age_limit: 21, days: [mon], from: "23:00", until: "08:00"}`, `hours_of_sale[0].until: is not after from`},
		{"of nothing", `{days: [mon], from: "08:00", until: "23:00"}`, `store.yaml:21:5: hours_of_sale[0]: names neither departments nor an age_limit`},
		{"never", `{age_limit: 21, days: [], from: "08:00", until: "23:00"}`, `hours_of_sale[0].days: holds nothing`},
		{"department", `{departments: [beer], days: [mon], from: "08:00", until: "23:00"}`, `store.yaml:21:20: hours_of_sale[0].departments[0]: no department is called "beer"`},
		{"age", `{age_limit: 121, days: [mon], from: "08:00", until: "23:00"}`, `hours_of_sale[0].age_limit: 121 is not 0 to 99`},
	} {
		_, _, err := Load(write(t, withSaleHours(c.row), goods))
		check(t, c.name, err, c.want)
	}
}
