package admin

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/money"
	view "github.com/dashcart/dashcart/views/admin"
)

func (p *pages) coupons(c *gin.Context, m Member) {
	t := table(c, view.Option{Value: "", Label: "All"}, view.Option{Value: "good", Label: "Good today"})
	now := time.Now()
	list := slices.DeleteFunc(slices.Clone(p.Catalogue.Current().Coupons()), func(k catalog.StoreCoupon) bool {
		q := strings.ToLower(t.Query)
		return t.Filter == "good" && couponState(k, now) != "good" || !strings.Contains(strings.ToLower(k.Code+" "+k.Name), q)
	})
	order(t, list, map[string]func(a, b catalog.StoreCoupon) int{
		"code": func(a, b catalog.StoreCoupon) int { return strings.Compare(a.Code, b.Code) },
		"name": func(a, b catalog.StoreCoupon) int { return strings.Compare(a.Name, b.Name) },
	})
	var rows []view.CouponRow
	for _, k := range cut(&t, list) {
		r := view.CouponRow{Code: k.Code, Name: k.Name, Gives: gives(k), On: p.on(k), State: couponState(k, now), Once: k.Once}
		if !k.Minimum.IsZero() {
			r.Minimum = k.Minimum.Format("en-US")
		}
		r.Valid = p.valid(k)
		rows = append(rows, r)
	}
	p.show(c, http.StatusOK, view.Coupons(p.frame(c, m, "Coupons", "/admin/coupons"), t, rows))
}

func couponState(k catalog.StoreCoupon, now time.Time) string {
	switch {
	case k.Expired(now):
		return "expired"
	case k.NotYet(now):
		return "not yet"
	}
	return "good"
}

func gives(k catalog.StoreCoupon) string {
	if k.Kind == catalog.PercentOff {
		return k.Percent.String() + " off"
	}
	return k.Amount.Format("en-US") + " off"
}

func (p *pages) on(k catalog.StoreCoupon) string {
	switch k.Target {
	case catalog.OnBasket:
		return "the basket"
	case catalog.OnDepartment:
		var names []string
		for _, id := range k.Departments {
			if d, ok := p.Catalogue.Current().Department(id); ok {
				names = append(names, d.Name)
			} else {
				names = append(names, id)
			}
		}
		return strings.Join(names, ", ")
	}
	return codesOf(k)
}

func codesOf(k catalog.StoreCoupon) string {
	var codes []string
	for _, g := range k.GTINs {
		codes = append(codes, g.String())
	}
	for _, x := range k.PLUs {
		codes = append(codes, x.String())
	}
	return strings.Join(codes, ", ")
}

func (p *pages) valid(k catalog.StoreCoupon) string {
	var parts []string
	if !k.From.IsZero() {
		parts = append(parts, "from "+k.From.In(p.Zone).Format("2006-01-02"))
	}
	if !k.Until.IsZero() {
		parts = append(parts, "to "+k.Until.Add(-time.Nanosecond).In(p.Zone).Format("2006-01-02"))
	}
	return strings.Join(parts, " ")
}

// couponText is the coupon form as typed.
type couponText struct {
	code, name, nameES, kind, value, target, of, minimum, from, until, once string
}

func (p *pages) editCoupon(c *gin.Context, m Member) {
	code := c.Param("code")
	if code == "new" {
		p.showCoupon(c, m, http.StatusOK, true, couponText{kind: "amount", target: "basket"}, nil)
		return
	}
	k, ok := p.Catalogue.Current().Coupon(code)
	if !ok {
		p.show(c, http.StatusNotFound, view.Message(p.frame(c, m, "No such coupon", "/admin/coupons"), "There is no coupon "+code+".", "/admin/coupons"))
		return
	}
	t := couponText{code: k.Code, name: k.Name, nameES: k.NameES, kind: string(k.Kind), target: string(k.Target)}
	t.value = k.Amount.Number()
	if k.Kind == catalog.PercentOff {
		t.value = strings.TrimSuffix(k.Percent.String(), "%")
	}
	switch k.Target {
	case catalog.OnDepartment:
		t.of = strings.Join(k.Departments, ", ")
	case catalog.OnProduct:
		t.of = codesOf(k)
	}
	if !k.Minimum.IsZero() {
		t.minimum = k.Minimum.Number()
	}
	if !k.From.IsZero() {
		t.from = k.From.In(p.Zone).Format("2006-01-02")
	}
	if !k.Until.IsZero() {
		t.until = k.Until.Add(-time.Nanosecond).In(p.Zone).Format("2006-01-02")
	}
	if k.Once {
		t.once = "yes"
	}
	p.showCoupon(c, m, http.StatusOK, false, t, nil)
}

func (p *pages) showCoupon(c *gin.Context, m Member, status int, fresh bool, t couponText, wrong map[string]string) {
	title, action := "Coupon "+t.code, "/admin/coupons/"+t.code
	code := view.Field{Label: "Code", Kind: "fixed", Value: t.code}
	if fresh {
		title, action = "New coupon", "/admin/coupons/new"
		code = view.Field{Name: "code", Label: "Code", Value: t.code, Error: wrong["code"], Hint: "As it will be printed: letters and digits."}
	}
	form := view.Form{Action: action, Submit: "Save", Back: "/admin/coupons", Fields: []view.Field{
		code,
		{Name: "name", Label: "Name, as on the receipt", Value: t.name, Error: wrong["name"]},
		{Name: "name_es", Label: "Spanish name", Value: t.nameES},
		{Name: "kind", Label: "Gives", Value: t.kind, Options: []view.Option{{Value: "amount", Label: "an amount off"}, {Value: "percent", Label: "percent off"}}},
		{Name: "value", Label: "How much", Value: t.value, Error: wrong["value"], Hint: "1.00 for an amount, 10 for ten percent."},
		{Name: "target", Label: "On", Value: t.target, Options: []view.Option{{Value: "basket", Label: "the basket"}, {Value: "department", Label: "a department"}, {Value: "product", Label: "a product"}}},
		{Name: "of", Label: "Which", Value: t.of, Error: wrong["of"], Hint: "The department's id, or the codes (GTIN or produce code), with commas. Empty for the basket."},
		{Name: "minimum", Label: "When this much is spent on it", Value: t.minimum, Error: wrong["minimum"]},
		{Name: "from", Label: "Good from", Kind: "date", Value: t.from, Error: wrong["from"]},
		{Name: "until", Label: "Good until, that day included", Kind: "date", Value: t.until, Error: wrong["until"]},
		{Name: "once", Label: "How often", Value: t.once, Options: []view.Option{{Value: "", Label: "in every trip"}, {Value: "yes", Label: "once, in one trip only"}}},
	}}
	p.show(c, status, view.EditForm(p.frame(c, m, title, "/admin/coupons"), form))
}

func (p *pages) saveCoupon(c *gin.Context, m Member) {
	f := func(name string) string { return strings.TrimSpace(c.PostForm(name)) }
	t := couponText{f("code"), f("name"), f("name_es"), f("kind"), f("value"), f("target"), f("of"), f("minimum"), f("from"), f("until"), f("once")}
	fresh := c.Param("code") == "new"
	if !fresh {
		t.code = c.Param("code")
	}
	k, wrong := p.readCoupon(t)
	if _, taken := p.Catalogue.Current().Coupon(t.code); fresh && taken {
		wrong["code"] = "There is a coupon of this code already."
	}
	if len(wrong) > 0 {
		p.showCoupon(c, m, http.StatusUnprocessableEntity, fresh, t, wrong)
		return
	}
	if err := p.Catalogue.SaveCoupon(c.Request.Context(), actor(m), k); err != nil {
		p.fail(c, m, err)
		return
	}
	c.Redirect(http.StatusSeeOther, "/admin/coupons")
}

// readCoupon turns the typed form into a coupon, or says what is wrong with
// which field.
func (p *pages) readCoupon(t couponText) (catalog.StoreCoupon, map[string]string) {
	cat := p.Catalogue.Current()
	wrong := map[string]string{}
	k := catalog.StoreCoupon{Code: strings.ToUpper(t.code), Name: t.name, NameES: t.nameES, Kind: catalog.Kind(t.kind), Target: catalog.Target(t.target), Once: t.once == "yes"}
	if k.Code == "" || len(k.Code) > 48 || strings.ContainsFunc(k.Code, func(r rune) bool {
		return !(r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-')
	}) {
		wrong["code"] = "A code is 1 to 48 letters, digits and dashes."
	}
	if k.Name == "" {
		wrong["name"] = "Say what the shopper gets."
	}
	var err error
	switch k.Kind {
	case catalog.PercentOff:
		if k.Percent, err = money.ParseRate(t.value + "%"); err != nil || k.Percent.IsZero() {
			wrong["value"] = "Write a percentage such as 10."
		}
	default:
		if k.Amount, err = money.Parse(t.value, cat.Currency()); err != nil || k.Amount.Sign() <= 0 {
			wrong["value"] = "Write an amount such as 1.00."
		}
	}
	p.readTarget(&k, t.of, wrong)
	if t.minimum != "" {
		if k.Minimum, err = money.Parse(t.minimum, cat.Currency()); err != nil || k.Minimum.Sign() < 0 {
			wrong["minimum"] = "Write an amount such as 20.00, or nothing."
		}
	}
	if t.from != "" {
		if k.From, err = time.ParseInLocation("2006-01-02", t.from, p.Zone); err != nil {
			wrong["from"] = "Write a day such as 2026-03-01."
		}
	}
	if t.until != "" {
		day, err := time.ParseInLocation("2006-01-02", t.until, p.Zone)
		if err != nil {
			wrong["until"] = "Write a day such as 2026-03-31."
		}
		k.Until = day.AddDate(0, 0, 1)
	}
	if !k.From.IsZero() && !k.Until.IsZero() && !k.Until.After(k.From) {
		wrong["until"] = "It ends before it begins."
	}
	return k, wrong
}

func (p *pages) readTarget(k *catalog.StoreCoupon, of string, wrong map[string]string) {
	cat := p.Catalogue.Current()
	names := strings.FieldsFunc(of, func(r rune) bool { return r == ',' || r == ' ' })
	if k.Target != catalog.OnBasket && len(names) == 0 {
		wrong["of"] = "Say which."
	}
	for _, n := range names {
		switch k.Target {
		case catalog.OnDepartment:
			if _, ok := cat.Department(n); !ok {
				wrong["of"] = fmt.Sprintf("There is no department %q.", n)
			}
			k.Departments = append(k.Departments, n)
		case catalog.OnProduct:
			if plu, err := gs1.ParsePLU(n); err == nil {
				k.PLUs = append(k.PLUs, plu)
				continue
			}
			g, err := gs1.ParseGTIN(n)
			if err != nil {
				wrong["of"] = err.Error()
				continue
			}
			if _, ok := cat.ByGTIN(g); !ok {
				wrong["of"] = fmt.Sprintf("The catalogue has no product %s.", n)
			}
			k.GTINs = append(k.GTINs, g)
		}
	}
}
