package words

import "maps"

func init() { maps.Copy(sentences, adminBasket) }

// adminBasket are the sentences with which staff decide about a basket.
var adminBasket = map[string][2]string{
	"b-fine":        {"It is in order", "Está en orden"},
	"b-correct":     {"Correct", "Corregir"},
	"q-in":          {"The cart asks: what came in? %.0f g", "El carrito pregunta: ¿qué entró? %.0f g"},
	"q-out":         {"The cart asks: what was taken out? %.0f g", "El carrito pregunta: ¿qué salió? %.0f g"},
	"q-own":         {"The shopper's own", "Es del cliente"},
	"q-unknown":     {"To be priced", "Sin precio todavía"},
	"q-code":        {"Or its barcode or produce code", "O su código de barras o de fresco"},
	"q-answer":      {"Answer", "Responder"},
	"a-answer-what": {"No choice was made, and no barcode or produce code reads like that.", "No se eligió nada, y ningún código de barras o de fresco se escribe así."},
	"b-empty":       {"Nothing is in the basket yet.", "Todavía no hay nada en la canasta."},
}
