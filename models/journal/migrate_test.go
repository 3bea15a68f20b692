package journal

import (
	"path/filepath"
	"strings"
	"testing"
)

// rowsAfter is data as each step's version of the program would have left it.
var rowsAfter = map[string]map[string]string{
	"cart": {
		"events":                `INSERT INTO events (seq, key, part, trip, at, actor, kind, data) VALUES (1, 'k', 0, 't', 1, '{}', 'ShoppingStarted', '{}')`,
		"copy of the catalogue": `INSERT INTO shelf_state (one, revision, single) VALUES (1, '7', '{}')`,
	},
	"store": {
		"requests, lanes, coupons":     `INSERT INTO lanes (id, open, paired) VALUES ('dash-1', 1, '[]')`,
		"ledger":                       `INSERT INTO ledger_holds (key, account, minor, state) VALUES ('h', 'shopper:s1', 500, 'held')`,
		"receipts":                     `INSERT INTO receipts (number, trip, shopper, at, data) VALUES (1, 't', 's1', 1, '{}')`,
		"people":                       `INSERT INTO shoppers (id, email, name, language) VALUES ('s1', 'a@example.org', 'Ana', 'es')`,
		"trips":                        `INSERT INTO trips (id, cart, shopper, status, started, total, number, questions) VALUES ('t', 'c', 'Ana', 'linked', 1, '', '', 0)`,
		"amendments":                   `INSERT INTO amendments (key, kind, data, who, at) VALUES ('4011', 'produce', '{}', 'Bo', 1)`,
		"staff":                        `INSERT INTO invitations (id, email, name, role, invited_by, until) VALUES ('h', 'b@example.org', 'Bo', 'clerk', 'Olivia', 1)`,
		"figures":                      `INSERT INTO figures (metric, quarter, key, n, minor) VALUES ('sales', 1, 'dairy', 2, 798)`,
		"audit":                        `INSERT INTO audit (seq, at, who, name, role, act, object, detail, outcome, prev, hash) VALUES (1, 1, 's', 'Bo', 'clerk', 'POST', '/', '', 'asked', '', 'h')`,
		"weighings":                    `INSERT INTO weighings (list, key, grams, at) VALUES ('products', '1', 500.5, 1)`,
		"clips":                        `INSERT INTO shoppers (id, email, name, language, clips) VALUES ('s1', 'a@example.org', 'Ana', 'es', '["A"]') ON CONFLICT (id) DO UPDATE SET clips = excluded.clips`,
		"lanes' attendants and checks": `INSERT INTO lanes (id, open, paired, attended, audit_rate) VALUES ('dash-1', 1, '[]', 1, 0.25) ON CONFLICT (id) DO UPDATE SET audit_rate = excluded.audit_rate`,
		"figures by key":               `INSERT INTO figures (metric, quarter, key, n, minor) VALUES ('sales', 1, 'dairy', 1, 100) ON CONFLICT (metric, quarter, key) DO UPDATE SET n = excluded.n`,
		"loyalty cards":                `INSERT INTO shoppers (id, email, name, language, loyalty) VALUES ('s1', 'a@example.org', 'Ana', 'es', '2600') ON CONFLICT (id) DO UPDATE SET loyalty = excluded.loyalty`,
		"identities":                   `INSERT INTO identities (issuer, subject, shopper, since) VALUES ('https://id.example', 'u1', 's1', 1)`,
		"refunds":                      `INSERT INTO refunds (key, trip, number, payment, shopper, who, name, reason, lines, minor, currency, at, state, ref, why) VALUES ('k', 't', '000001', 'p', 's1', 'm', 'Bo', 'sour', '[1]', 5, 'USD', 1, 'done', '', '')`,
		"passkeys":                     `INSERT INTO passkeys (credential, shopper, data, since, used) VALUES ('aa', 's1', '{}', 1, 1)`,
		"chain":                        `INSERT INTO chain_overrides (scope, list, key, field, value, who, at) VALUES ('store elm', 'products', '1', 'name', 'x', 'Bo', 1)`,
		"offers given":                 `INSERT INTO offers_given (offer, shopper, trips, minor) VALUES ('o', 's1', 1, 100)`,
		"learned weights":              `INSERT INTO learned_weights (key, grams, sd, voters) VALUES ('1', 500.5, 2, 3)`,
		"carts' keys":                  `INSERT INTO cart_keys (public, cart, code, since) VALUES ('U1', 'cart-1', 'h', 1)`,
		"card payments":                `INSERT INTO card_payments (key, shopper, currency, amount, intent, state, reason, captured, begun) VALUES ('k', 's1', 'usd', 5, 'pi_1', 'held', '', 0, 1)`,
		"catalogue":                    `INSERT INTO revisions (number, at, who, cause, note, changes) VALUES (1, 1, 'Bo', 'began', '', 0)`,
	},
}

// tableOf is the table that an INSERT fills.
func tableOf(insert string) string { return strings.Fields(insert)[2] }

// TestEveryMigrationKeepsTheData walks from nothing to the newest form, one
// step at a time, closing the file between, with rows of each step's form.
func TestEveryMigrationKeepsTheData(t *testing.T) {
	for name, steps := range map[string][]Migration{"cart": cartMigrations, "store": storeMigrations} {
		path := filepath.Join(t.TempDir(), name+".db")
		var filled []string
		for n := range steps {
			db, err := Open(path, steps[:n+1])
			if err != nil {
				t.Fatal(err)
			}
			row, ok := rowsAfter[name][steps[n].Name]
			if !ok {
				t.Fatalf("%s: no row for the step %q", name, steps[n].Name)
			}
			if err := db.write.Exec(row).Error; err != nil {
				t.Fatal(err)
			}
			filled = append(filled, tableOf(row))
			for _, table := range filled {
				var rows int64
				if err := db.read.Raw(`SELECT COUNT(*) FROM ` + table).Scan(&rows).Error; err != nil || rows != 1 {
					t.Errorf("%s after step %q: %d rows in %s, %v", name, steps[n].Name, rows, table, err)
				}
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestABrokenStepLeavesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	good := Migration{"one", []string{`CREATE TABLE a (x INTEGER)`}}
	bad := Migration{"two", []string{`CREATE TABLE b (x INTEGER)`, `nonsense`}}
	if _, err := Open(path, []Migration{good, bad}); err == nil || !strings.Contains(err.Error(), "migration 2 (two)") {
		t.Fatal(err)
	}
	db, err := Open(path, []Migration{good, {"two", []string{`CREATE TABLE b (x INTEGER)`}}})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
}
