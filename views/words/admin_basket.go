package words

import "maps"

func init() { maps.Copy(sentences, adminBasket) }

// adminBasket are the sentences with which staff decide about a basket.
var adminBasket = map[string][2]string{
	"b-fine":    {"It is in order", "Está en orden"},
	"b-correct": {"Correct", "Corregir"},
	"b-empty":   {"Nothing is in the basket yet.", "Todavía no hay nada en la canasta."},
}
