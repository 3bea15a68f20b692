package bus_test

import "errors"

// beLoad is written below.
func beLoad(string) error { return errors.New("not yet") }
