package trip

import "strings"

// trainingPrefix begins the ID of who trains: the pages and the cart are the
// real ones, while no money moves, no coupon is used up, no receipt gets a
// number and no report counts the trip.
const trainingPrefix = "training:"

// Trainee is the shopper of a training trip by a person who works here.
func Trainee(id, name, language string) Shopper {
	return Shopper{ID: trainingPrefix + id, Name: name, Language: language}
}

// Training reports whether the trip is one for training.
func (s Shopper) Training() bool { return IsTraining(s.ID) }

// IsTraining reports it of a shopper's ID.
func IsTraining(shopper string) bool { return strings.HasPrefix(shopper, trainingPrefix) }
