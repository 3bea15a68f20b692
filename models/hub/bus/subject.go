// Package bus carries shopping.Hub between machines over NATS: the store's hub
// runs the server, each cart is a client with a key of its own. Requests are
// questions with a deadline; events wait in a JetStream stream until the hub's
// records hold them; catalogues arrive as a snapshot and then changes. It is
// the only importer of the message bus.
package bus

import (
	"errors"
	"strings"

	"github.com/dashcart/dashcart/models/trip"
)

// Subjects. A cart may publish below its own name only, so that the subject
// alone says who speaks.
//
//	dash.ask.CART.METHOD   a cart asks the hub; replies go to _INBOX.CART
//	dash.event.CART        one event of the cart's journal, kept by the stream
//	dash.kept.CART         the hub's records hold the cart's events up to a number
//	dash.live.CART         the cart as pages show it, after each change
//	dash.do.CART.METHOD    the hub asks a cart: what phone and staff do
//	dash.goods             the catalogue changed
//	dash.lanes             staff changed a lane
//	dash.show              the hub is new here: every cart says how it stands
//	dash.join              a machine without a key asks to become a cart, or a store
//	chain.ask.STORE.METHOD a store asks its chain; replies go to _CHAIN.STORE
//	chain.goods.STORE      the chain has another catalogue for the store
const (
	subjectAsk   = "dash.ask."
	subjectEvent = "dash.event."
	subjectKept  = "dash.kept."
	subjectLive  = "dash.live."
	subjectDo    = "dash.do."
	subjectGoods = "dash.goods"
	subjectLanes = "dash.lanes"
	subjectShow  = "dash.show"
	subjectJoin  = "dash.join"

	subjectChainAsk   = "chain.ask."
	subjectChainGoods = "chain.goods."
)

// Headers of a question.
const (
	headerWithin = "Dash-Within" // milliseconds until the asker stops waiting
	headerError  = "Dash-Error"  // the question had no answer: why
	headerCode   = "Dash-Refused"
)

// inbox is where a cart hears its answers.
func inbox(cart string) string { return "_INBOX." + cart }

// branchInbox is where a store hears its chain's answers.
func branchInbox(store string) string { return "_CHAIN." + store }

// errSubject says that a name would not be one word of a subject.
var errSubject = errors.New("a cart's name must be one word of letters, digits and dashes")

func checkName(cart string) error {
	if cart == "" || strings.ContainsAny(cart, ".*> \t\r\n") {
		return errSubject
	}
	return nil
}

// whoAsks takes the cart and the method from a subject like dash.ask.CART.METHOD.
func whoAsks(subject string) (cart, method string, ok bool) {
	parts := strings.Split(subject, ".")
	if len(parts) != 4 {
		return "", "", false
	}
	return parts[2], parts[3], true
}

// refusal turns the headers of an answer into the error that they stand for.
func refusal(code, text string) error {
	if code != "" {
		return &trip.Refused{Code: code, Text: text}
	}
	return errors.New("the hub could not: " + text)
}
