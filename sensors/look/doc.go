// Package look says how likely each product is from a picture of it, with
// nothing but what was learned from photos of goods.
//
// A picture becomes dense descriptors of colour (mean and deviation of Lab in
// a grid of cells) and of edges (RootSIFT: Lowe 2004, Arandjelović and
// Zisserman 2012) at four scales; these become Fisher vectors over Gaussian
// mixtures (Perronnin, Sánchez and Mensink 2010), joined, projected to the signs
// of their principal axes, and whitened within classes (WCCN, Hatch and others
// 2006). A product is the mean of its references in that
// space, a match the cosine to it, and a probability the softmax of cosines at
// a temperature found by cross-validation.
//
// The learned numbers are a Projections; Default returns those that come with
// the program, Learn makes others from a store's own photos.
//
// Its arithmetic on numbers that its caller alone holds is marked go:norace, as
// in package soft and for the same reason.
package look
