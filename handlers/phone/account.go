package phone

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/handlers/web"
	"github.com/dashcart/dashcart/models/payment/house"
	view "github.com/dashcart/dashcart/views/phone"
)

// House is the store's own account, on which shoppers take their goods.
type House interface {
	Standing(ctx context.Context, shopper string) (house.Standing, error)
}

// account is a shopper's statement of the store's own account.
func (p *pages) account(c *gin.Context) {
	who, ok := p.who(c)
	if !ok {
		c.Redirect(http.StatusSeeOther, "/phone/signin?next=/phone/account")
		return
	}
	s, err := p.House.Standing(c.Request.Context(), who.ID)
	if err != nil {
		p.fail(c, err)
		return
	}
	v := view.Account{Page: p.page(c, "receipts"), Owes: s.Owes, Held: s.Held, Limit: s.Limit}
	for _, l := range s.Lines {
		key := "p-account-" + l.Kind
		v.Lines = append(v.Lines, view.AccountLine{At: l.At.In(p.Store().Location), Key: key, Memo: l.Memo, Amount: l.Amount, Balance: l.Balance})
	}
	web.Show(c, http.StatusOK, view.AccountPage(v))
}
