// Package rig is a simulated cart: one physical world, and ordinary drivers
// that sense it. A platform that rings, shakes and drifts carries what a hand
// puts in; a camera at the rim sees each product's own picture with its code
// pass by. The world knows nothing of how scale signals are read or decisions
// made, and shares no constant with what reads them.
//
// Time is the world's own: Advance moves it on. The drivers of a running cart
// advance it by the clock on the wall; tests and headless trips by hand. The
// same seed and the same calls give the same signals.
package rig
