package phone

import (
	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/trip"
)

// Signed tells who is signed in on the phone that asks, for pages beside these.
func Signed(c *gin.Context, a Accounts) (trip.Shopper, bool) {
	return (&pages{Deps{Accounts: a}}).who(c)
}
