package fusion

import "github.com/dashcart/dashcart/models/evidence"

// Names of gates: why a decision was taken.
const (
	GateCode      = "code"      // a code was seen and the weight is plausible
	GateGeometry  = "geometry"  // the picture's geometry matches one product, and the weight is plausible
	GatePosterior = "posterior" // looks and weight together leave no doubt, for goods without confusable siblings
	GateSiblings  = "siblings"  // one of some goods of one price, which the store lets stand for one another
	GateInside    = "inside"    // the mass taken out is that of one thing which lies inside
	GateProduce   = "produce"   // its produce code was announced
	GateContainer = "container" // the empty container of announced produce, put in or taken out to be filled
	GateAnswer    = "answer"    // the shopper said so
	GateUnknown   = "unknown"   // the shopper said that it is none of those: to be priced
	GateWithdrawn = "withdrawn" // the load went back: nothing was put or taken
	GateAsk       = "ask"       // the shopper is asked which of three
	GateShow      = "show"      // the shopper is asked to show it again
	GateMismatch  = "mismatch"  // asked, because the code's weight is another
	GatePair      = "pair"      // two things in one step, each with its code
)

const (
	plausible      = 3.0 // deviations of the weight
	tight          = 2.5
	leastInliers   = 15
	inlierRatio    = 1.5
	codePosterior  = 0.85
	insideZ        = 3.0
	lookContradict = 0.02 // a look that gives the code's item less, and another nearly all, contradicts it
)

// situation is all that a gate may look at.
type situation struct {
	step   evidence.Step
	hs     []hypothesis
	looks  looked
	good   Good
	motion evidence.Direction
	seen   bool
	min    float64
	barred bool // whatever it is, it must not be sold
	kin    kin
}

// gate decides for the best hypothesis or does not.
type gate struct {
	name  string
	looks bool // it rests on looks
	open  func(s situation) bool
}

// gates in the order they are tried.
var gates = [...]gate{
	{GateCode, false, codeGate},
	{GateInside, false, insideGate},
	{GateGeometry, true, geometryGate},
	{GatePosterior, true, posteriorGate},
	{GateSiblings, true, siblingsGate},
}

// codeGate: a code was seen, the weight fits it, and looks do not shout another name. Of
// several of a product, no look may surely name another: it may be that and one more.
func codeGate(s situation) bool {
	h := s.hs[0]
	if _, contra := s.looks.votes(h.item); h.quantity > 1 && contra > 0 {
		return false
	}
	return h.code != nil && h.z <= plausible && h.p >= codePosterior && !contradicted(s)
}

// insideGate: what was taken weighs what one kind of thing inside weighs, and nothing
// else inside does.
func insideGate(s situation) bool {
	h := s.hs[0]
	return s.step.Grams < 0 && h.item != (evidence.Item{}) && h.z <= insideZ && h.p >= s.min && s.motion != evidence.DirectionIn
}

// geometryGate: features of the picture lie on the product's own picture.
func geometryGate(s situation) bool {
	h := s.hs[0]
	return h.item == s.looks.best && s.looks.matched() && h.z <= plausible && h.p >= s.min-0.1 && agrees(s)
}

// posteriorGate: only for goods that looks are known to name rightly, when one look at
// least names them and none names another.
func posteriorGate(s situation) bool {
	h := s.hs[0]
	if pro, contra := s.looks.votes(h.item); pro == 0 || contra > 0 {
		return false
	}
	return s.looks.any && s.good.Precise && s.good.Family == "" && h.p >= s.min && h.z <= tight && agrees(s) && h.quantity == 1
}

// agrees reports whether cameras did not see the thing go the other way.
func agrees(s situation) bool {
	if s.step.Grams >= 0 {
		return s.motion != evidence.DirectionOut
	}
	return s.motion != evidence.DirectionIn
}

// contradicted reports that every look gives the best hypothesis next to nothing
// and one other thing nearly all: a code of one thing on another.
func contradicted(s situation) bool {
	if !s.looks.any || s.good.Grams <= 0 {
		return false
	}
	for _, l := range s.looks.seen {
		if len(l.Candidates) == 0 || probability(l, s.hs[0].item) >= lookContradict || l.Candidates[0].P < 0.9 {
			return false
		}
	}
	return true
}
