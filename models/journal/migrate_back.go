package journal

import (
	"fmt"
	"regexp"
	"strings"

	"gorm.io/gorm"
)

// addsOnly marks, in the note that a step ran, one that a program which does
// not know it can live with: what that program reads and writes is as it was.
const addsOnly = " (adds only)"

// noted is the step's name as it is written down.
func (m Migration) noted() string {
	if m.adds() {
		return m.Name + addsOnly
	}
	return m.Name
}

var (
	makesTable  = regexp.MustCompile(`^CREATE (?:VIRTUAL )?TABLE (\w+)`)
	makesIndex  = regexp.MustCompile(`^CREATE (UNIQUE )?INDEX \w+ ON (\w+)`)
	makesColumn = regexp.MustCompile(`^ALTER TABLE (\w+) ADD COLUMN (.*)$`)
	fills       = regexp.MustCompile(`^INSERT INTO (\w+)`)
	watches     = regexp.MustCompile(`(?s)^CREATE TRIGGER \w+ .*? ON (\w+) `)
)

// adds reports whether a step makes only new tables, what belongs to those, plain
// indexes and columns that may be left out. Anything else may change what an
// older program finds, so that it must not open the file.
func (m Migration) adds() bool {
	made := map[string]bool{}
	for _, s := range m.SQL {
		s = strings.TrimSpace(s)
		if t := makesTable.FindStringSubmatch(s); t != nil {
			made[t[1]] = true
		} else if i := makesIndex.FindStringSubmatch(s); i != nil {
			if i[1] != "" && !made[i[2]] { // what was allowed before would not be
				return false
			}
		} else if c := makesColumn.FindStringSubmatch(s); c != nil {
			if !made[c[1]] && strings.Contains(c[2], "NOT NULL") && !strings.Contains(c[2], "DEFAULT") {
				return false
			}
		} else if f := fills.FindStringSubmatch(s); f != nil {
			if !made[f[1]] {
				return false
			}
		} else if w := watches.FindStringSubmatch(s); w != nil {
			if !made[w[1]] {
				return false
			}
		} else if !strings.HasPrefix(s, "CREATE FUNCTION ") { // of a trigger, in PostgreSQL
			return false
		}
	}
	return true
}

// older lets a program that knows fewer steps than ran go on with the file, if
// all that it does not know only adds; else the error names what does not.
func older(db *gorm.DB, known int) error {
	var names []string
	if err := db.Raw(`SELECT name FROM migrations WHERE n > ? ORDER BY n`, known).Scan(&names).Error; err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	for i, n := range names {
		if !strings.HasSuffix(n, addsOnly) {
			return fmt.Errorf("the file is of a newer version (step %d, this program knows %d), and what step %d (%s) changed is not for this program; use the newer one or restore a backup",
				known+len(names), known, known+i+1, n)
		}
	}
	return nil
}
