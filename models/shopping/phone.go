package shopping

import (
	"context"

	"github.com/dashcart/dashcart/models/trip"
)

// phoneCode links the phone whose code the scanner or the camera read. The same
// code read again, while the phone is still held up, is nothing new.
func (c *Cart) phoneCode(ctx context.Context, key, text string) error {
	c.mu.Lock()
	free, again := c.state.Cart == trip.CartIdle, c.phone == text
	c.mu.Unlock()
	if !free {
		if again {
			return nil
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.refused(refuse(CodeTaken, "another phone's code was shown to this cart"))
	}
	who, ok := c.cfg.Phones.RedeemPhoneCode(ctx, text) // may take a while: the cart goes on meanwhile
	c.mu.Lock()
	defer c.mu.Unlock()
	if !ok {
		if c.phone == text && c.state.Cart != trip.CartIdle {
			return nil // it linked the phone in the meantime
		}
		return c.refused(refuse(CodePhoneCode, "the phone's code is unknown, old or used"))
	}
	if err := c.mayStart(); err != nil {
		return c.refused(err)
	}
	c.phone = text
	return c.do(ctx, key, trip.Actor{Kind: trip.ByPhone, ID: who.ID, Name: who.Name}, trip.Link{Trip: tripID(), Shopper: who, Currency: c.currency(), Prefs: trip.Preferences{Language: who.Language}})
}
