package journal

import (
	"fmt"

	"gorm.io/gorm"
)

// Migration is one step of a file's form, run once, in order, each in a
// transaction with the note that it ran. A step that has shipped is never
// changed.
type Migration struct {
	Name string
	SQL  []string
}

func migrate(db *gorm.DB, steps []Migration) error {
	if err := db.Exec(`CREATE TABLE IF NOT EXISTS migrations (n INTEGER PRIMARY KEY, name TEXT NOT NULL)`).Error; err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	var done int64
	if err := db.Raw(`SELECT COALESCE(MAX(n), 0) FROM migrations`).Scan(&done).Error; err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if done > int64(len(steps)) {
		return older(db, len(steps))
	}
	for i := int(done); i < len(steps); i++ {
		err := db.Transaction(func(tx *gorm.DB) error {
			for _, s := range steps[i].SQL {
				if err := tx.Exec(s).Error; err != nil {
					return err
				}
			}
			return tx.Exec(`INSERT INTO migrations (n, name) VALUES (?, ?)`, i+1, steps[i].noted()).Error
		})
		if err != nil {
			return fmt.Errorf("migration %d (%s): %w", i+1, steps[i].Name, err)
		}
	}
	return nil
}
