// Package catalog is what a store sells: packaged products, produce by code,
// offers and store coupons, found by code or by words. A Catalogue is a value
// that nobody changes; a change makes another with another revision.
//
// Masses are float64 grams, lengths whole millimetres, prices whole minor units.
package catalog
