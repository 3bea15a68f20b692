package shopping

import "github.com/dashcart/dashcart/models/trip"

// Training is the command that begins a training trip of a person who works
// here: at a cart that is free, whatever the hour. The store knows it by its
// shopper and moves no money for it.
func Training(by trip.Actor, language, currency string) trip.Link {
	return trip.Link{Trip: tripID(), Currency: currency, Shopper: trip.Trainee(by.ID, by.Name, language), Prefs: trip.Preferences{Language: language}}
}
