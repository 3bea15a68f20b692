package account_test

import (
	"testing"

	"github.com/dashcart/dashcart/models/journal/postgrestest"
)

// TestOnPostgres runs this package's other tests with their records in
// PostgreSQL.
func TestOnPostgres(t *testing.T) { postgrestest.Again(t, `ACodeSigns|CodesExpire|APhones|Invitation`) }
