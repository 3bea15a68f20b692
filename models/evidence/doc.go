// Package evidence names what passes between a cart's senses and its trip:
// readings as drivers emit them, what the pipeline makes of them, and what
// flows back from the shopper. It holds values only, no behaviour.
//
// All instants are Millis on the clock of the loop (or of the recording), never
// wall-clock time, so that a decision is a function of recorded evidence alone.
// Masses are float64 grams, except Weight, which is what the scale indicates
// and the only mass that a price may use.
package evidence
