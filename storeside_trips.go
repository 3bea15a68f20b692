package main

import (
	"github.com/dashcart/dashcart/models/journal"
)

// tripPages is what the staff's pages ask about trips.
type tripPages struct{ *journal.Store }
