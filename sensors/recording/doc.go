// Package recording reads and writes recordings: folders that hold what the
// pipeline consumed, as the flight recorder kept it. Reading tolerates what a
// power cut leaves (a last line cut short is dropped and reported as a warning)
// and refuses the rest with file and line. A recording plays back as ordinary
// drivers, or all at once in order for a replay.
package recording
