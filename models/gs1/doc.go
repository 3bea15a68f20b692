// Package gs1 reads the codes printed on goods and coupons: GTINs, produce
// codes (PLU), codes of variable measure, element strings of application
// identifiers (AIs), Digital Link addresses, and North American coupon data
// (AI 8110 and AI 8112).
//
// The rules are those of the GS1 General Specifications and of the GS1 Barcode
// Syntax Dictionary with its linters; a refusal carries the name that GS1's own
// linters give it, so that a log can be compared with other implementations.
// Nothing here panics on, or allocates beyond the size of, what a scanner read.
package gs1
