// Package fusion concludes, from weight, codes, looks and motion in time, what
// was put into a cart and what was taken out. It is pure: what it says is a
// function of the events fed, their instants included; it reads no clock and
// counts work, not time.
//
// For every step of load it weighs hypotheses (one or several of a product, put
// or taken; two things at once; something the catalogue does not know; nothing
// that was goods) by Bayes' rule with independent evidence: the weight of the
// step against the product's unit weight and spread, codes, looks (tempered,
// since views of one thing are not independent), and the prior of what lies in
// the cart and what the shopper's list holds. A posterior alone never decides:
// a decision passes a gate that is named and tested by itself, or the shopper
// is asked.
package fusion
