package words

func init() {
	for k, v := range stopSentences {
		sentences[k] = v
	}
}

// stopSentences tell a shopper that something may not be sold any more.
var stopSentences = map[string][2]string{
	"stop-take-out": {"Please take out: %s", "Por favor saque: %s"},
	"stop-recall":   {"It has been recalled. Staff will take it; you do not pay for it.", "Se retiró del mercado. El personal lo recibe; usted no lo paga."},
	"stop-sale":     {"It may not be sold now. Staff will take it; you do not pay for it.", "Ahora no se puede vender. El personal lo recibe; usted no lo paga."},
	"no-stopped":    {"Something in your cart may not be sold. Please take it out first.", "Algo en su carrito no se puede vender. Sáquelo primero, por favor."},
}
