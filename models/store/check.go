package store

import (
	"cmp"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"os"
	"slices"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/money"
)

// check reports what the types alone cannot tell.
func (l *loader) check() {
	f := &l.file
	if f.Currency != "" {
		if err := money.CheckCurrency(f.Currency); err != nil {
			l.add("currency", "%s", err)
		}
	}
	l.some("languages", len(f.Languages))
	for i, lang := range f.Languages {
		l.oneOf(fmt.Sprintf("languages[%d]", i), lang, "en", "es")
	}
	l.oneOf("weight_unit", f.WeightUnit, string(evidence.Pound), string(evidence.Ounce), string(evidence.Kilogram), string(evidence.Gram100))
	l.containers()
	for i, h := range f.Hours {
		l.some(fmt.Sprintf("hours[%d].days", i), len(h.Days))
		if h.Open >= h.Close {
			l.add(fmt.Sprintf("hours[%d].close", i), "is not after open")
		}
	}
	if o := f.SignIn.OpenID; o != (OpenID{}) {
		if u, err := url.Parse(o.Issuer); err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || u.Hostname() != "127.0.0.1") {
			l.add("sign_in.openid.issuer", "%.60q is not an address like https://id.example.com", o.Issuer)
		}
		if o.Client == "" {
			l.add("sign_in.openid.client_id", "the issuer's name for this store is missing")
		}
		if o.Name == "" {
			l.add("sign_in.openid.name", "what the button says is missing")
		}
	}
	if u, err := url.Parse(f.Records); f.Records != "" && (err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql") {
		l.add("records", "this is not an address like postgres://dashcart@db.example.com/dashcart")
	} else if _, has := u.User.Password(); has {
		l.add("records", "a password does not belong into this file; set PGPASSWORD, or PGPASSFILE for a file of it")
	}
	f.Events.check(l.add)
	if u, err := url.Parse(f.PublicURL); f.PublicURL != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		l.add("public_url", "%.60q is not an address like https://shop.example.com", f.PublicURL)
	}
	if _, _, err := net.SplitHostPort(f.Mail.Server); f.Mail.Server != "" && err != nil {
		l.add("mail.server", "%.60q is not host:port", f.Mail.Server)
	}
	if _, err := mail.ParseAddress(f.Mail.From); err != nil && (f.Mail.From != "" || f.Mail.Server != "") {
		l.add("mail.from", "%.60q is not a mail address", f.Mail.From)
	}
	if (f.Mail.User == "") != (f.Mail.PasswordFile == "") {
		l.add("mail.user", "user and password_file go together")
	}
	l.some("catalogue.files", len(f.Catalogue.Files))
	l.prices()
	for _, p := range f.Floor.Check() {
		l.add("floor."+p.Path, "%s", p.Reason)
	}
	l.limits()
	l.chain()
	l.lanes()
	l.carts()
}

func (l *loader) limits() {
	f := &l.file
	p := &f.Policies
	l.positive("policies.token_seconds", p.Token)
	l.positive("policies.reservation_seconds", p.Reservation)
	l.positive("policies.idle_warning_seconds", p.IdleWarning)
	l.positive("policies.idle_abandon_seconds", p.IdleAbandon)
	l.within("policies.battery.warn_percent", p.Battery.Warn, 0, 100)
	l.within("policies.battery.no_start_percent", p.Battery.NoStart, 0, 100)
	l.within("policies.battery.move_percent", p.Battery.Move, 0, 100)
	l.within("policies.hot_celsius", p.Hot, 0, 150)
	l.within("policies.max_trip_cents", float64(p.MaxTrip), 0, 1e12)
	l.within("capacity.bags", float64(f.Capacity.Bags), 1, 8)
	l.positive("capacity.litres", f.Capacity.Litres)
	l.positive("capacity.kilograms", f.Capacity.Kilograms)
	l.within("recorder.minutes", f.Recorder.Minutes, 0, 60)
	l.within("recorder.megabytes", f.Recorder.Megabytes, 0, 100_000)
	l.within("recorder.evidence_days", f.Recorder.EvidenceDays, 0, 3650)
	l.within("recognition.scan_wait_seconds", f.Recognition.ScanWait, 0.1, 60)
	gates := l.recognition()
	l.within("recognition.gates.accept", gates.Accept, 0.5, 0.9999)
	l.within("recognition.gates.ask", gates.Ask, 0.05, 0.99)
	l.within("recognition.gates.residual_sd", gates.Residual, 1, 100)
	if m := f.Recognition.Model; m.File == "" && m.Share != 0 {
		l.add("recognition.model.file", "is missing: whose share is it?")
	} else if m.File != "" {
		l.within("recognition.model.share", m.Share, 0, 1)
		if _, err := os.Stat(gates.Model.File); err != nil {
			l.add("recognition.model.file", "%s cannot be read: %s", m.File, reason(err))
		}
	}
}

func (l *loader) lanes() {
	l.some("lanes", len(l.file.Lanes))
	ids, codes := names{}, names{}
	for _, m := range l.file.Floor.Markers {
		codes[m.Code] = "a marker of the floor"
	}
	for i, x := range l.file.Lanes {
		path := fmt.Sprintf("lanes[%d]", i)
		l.once(ids, path, "id", x.ID)
		l.once(codes, path, "code", x.Code)
		l.oneOf(path+".kind", x.Kind, "dash", "staffed")
		l.within(path+".audit_rate", x.AuditRate, 0, 1)
		if l.file.Floor.Width > 0 && (x.At.X < 0 || x.At.Y < 0 || x.At.X > l.file.Floor.Width || x.At.Y > l.file.Floor.Height) {
			l.add(path+".at", "(%g, %g) is outside the floor", x.At.X, x.At.Y)
		}
		for k, c := range x.Carts {
			if !slices.ContainsFunc(l.file.Carts, func(f cartFile) bool { return f.ID == c }) {
				l.add(fmt.Sprintf("%s.carts[%d]", path, k), "no cart is called %q", c)
			}
		}
	}
}

func (l *loader) carts() {
	l.some("carts", len(l.file.Carts))
	ids, numbers := names{}, names{}
	for i, c := range l.file.Carts {
		path := fmt.Sprintf("carts[%d]", i)
		l.once(ids, path, "id", c.ID)
		l.once(numbers, path, "number", c.Number)
		if c.ID != "" && !plain(c.ID) {
			l.add(path+".id", "%.40q is more than letters, digits and dashes: it becomes part of addresses and file names", c.ID)
		}
		sensors, platforms := names{}, 0
		for j, s := range c.Sensors {
			at := fmt.Sprintf("%s.sensors[%d]", path, j)
			l.once(sensors, at, "name", s.Name)
			l.oneOf(at+".kind", s.Kind, KindScale, KindCamera, KindScanner, KindPosition, KindPower)
			if s.Role != "" && (s.Kind != KindScale || s.Role != "pan") {
				l.add(at+".role", "%q is not a role of a %s; a second scale may be pan", s.Role, s.Kind)
			}
			if s.Kind == KindScale && s.Role == "" {
				platforms++
			}
		}
		if platforms != 1 {
			l.add(path+".sensors", "holds %d scales under the basket, where one is wanted", platforms)
		}
	}
}

// names remembers what is taken, and by what.
type names map[string]string

func (l *loader) once(seen names, path, field, name string) {
	if name == "" {
		l.empty(path + "." + field)
		return
	}
	if first, again := seen[name]; again {
		l.add(path+"."+field, "%q is the %s of %s already", name, field, first)
		return
	}
	seen[name] = path
}

// empty reports text that is there but holds nothing; that it is not there at
// all was reported by the decoder.
func (l *loader) empty(path string) { l.add(path, "is empty") }

func (l *loader) some(path string, n int) {
	if n == 0 {
		l.add(path, "holds nothing")
	}
}

func (l *loader) oneOf(path, v string, of ...string) {
	if !slices.Contains(of, v) {
		l.add(path, "%.40q is none of %s", v, list(of))
	}
}

func (l *loader) positive(path string, v float64) {
	if !(v > 0) || v > 1e6 {
		l.add(path, "%g is not above zero (and at most a million)", v)
	}
}

func (l *loader) within(path string, v, lo, hi float64) {
	if !(v >= lo && v <= hi) {
		l.add(path, "%g is not %g to %g", v, lo, hi)
	}
}

func seconds(v float64) time.Duration { return time.Duration(v * float64(time.Second)) }

// hotUnlessSaid is where a fanless computer is near the 80 °C or so at which it
// slows itself down.
const hotUnlessSaid = 70

func (p policiesFile) policies(currency string) Policies {
	return Policies{
		TokenLife: seconds(p.Token), Reservation: seconds(p.Reservation),
		IdleWarning: seconds(p.IdleWarning), IdleAbandon: seconds(p.IdleAbandon),
		BatteryWarn: p.Battery.Warn, BatteryNoStart: p.Battery.NoStart, BatteryMove: p.Battery.Move,
		MaxTrip: money.New(p.MaxTrip, currency), Hot: cmp.Or(p.Hot, hotUnlessSaid),
	}
}
