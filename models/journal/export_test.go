package journal

// OpenCartAt opens a cart's file as a program that knows only the first steps.
func OpenCartAt(path string, steps int) (*Cart, error) {
	db, err := Open(path, cartMigrations[:steps])
	return &Cart{db}, err
}
