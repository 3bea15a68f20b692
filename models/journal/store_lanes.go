package journal

// lanesStep lets staff say what the store file said alone before: who stands
// at a lane and how many of its carts are checked. NULL is what the file says.
var lanesStep = Migration{"lanes' attendants and checks", []string{
	`ALTER TABLE lanes ADD COLUMN attended INTEGER`,
	`ALTER TABLE lanes ADD COLUMN audit_rate REAL`,
}}
