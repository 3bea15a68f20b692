// Package serial talks to devices on a serial line: it opens and sets up the
// port, asks where a device must be asked, passes on what it says, and notices
// silence, garbage and a pulled plug. What the bytes mean is the business of
// the drivers.
package serial

import (
	"errors"
	"fmt"
)

// Options of a port, as they stand among a driver's own options.
type Options struct {
	Port   string `yaml:"port"`             // a path such as /dev/ttyUSB0; one below /dev/serial/by-id survives replugging
	Baud   int    `yaml:"baud,omitempty"`   // bits a second, 9600 unless said otherwise
	Bits   int    `yaml:"bits,omitempty"`   // 7 or 8 (default)
	Parity string `yaml:"parity,omitempty"` // none (default), even or odd
	Stop   int    `yaml:"stop,omitempty"`   // stop bits, 1 (default) or 2
}

// Checked fills in what was left out, and says all that is wrong.
func (o Options) Checked() (Options, error) {
	if o.Baud == 0 {
		o.Baud = 9600
	}
	if o.Bits == 0 {
		o.Bits = 8
	}
	if o.Parity == "" {
		o.Parity = "none"
	}
	if o.Stop == 0 {
		o.Stop = 1
	}
	var all []error
	if o.Port == "" {
		all = append(all, errors.New("port: names no serial port"))
	}
	if _, ok := speeds[o.Baud]; !ok {
		all = append(all, fmt.Errorf("baud: %d is no usual speed of a serial line", o.Baud))
	}
	if o.Bits != 7 && o.Bits != 8 {
		all = append(all, fmt.Errorf("bits: %d is neither 7 nor 8", o.Bits))
	}
	if o.Parity != "none" && o.Parity != "even" && o.Parity != "odd" {
		all = append(all, fmt.Errorf("parity: %q is none of none, even, odd", o.Parity))
	}
	if o.Stop != 1 && o.Stop != 2 {
		all = append(all, fmt.Errorf("stop: %d is neither 1 nor 2", o.Stop))
	}
	return o, errors.Join(all...)
}
