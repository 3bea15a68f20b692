package words

import "maps"

func init() { maps.Copy(sentences, cartStaff) }

// cartStaff are the sentences of what staff do at a cart, and of a trip that
// moves to another one.
var cartStaff = map[string][2]string{
	"s-pin":          {"Your PIN", "Su PIN"},
	"s-pin-2":        {"Then you act at this cart in your own name", "Así actúa en este carrito en su nombre"},
	"s-sign-on":      {"Sign on", "Entrar"},
	"s-here":         {"Staff: %s", "Personal: %s"},
	"s-off":          {"Done", "Listo"},
	"s-off-2":        {"Leaves by itself after a minute", "Sale solo después de un minuto"},
	"s-change":       {"Change", "Cambiar"},
	"s-how-many":     {"How many are there?", "¿Cuántos hay?"},
	"s-why":          {"Touch the reason", "Toque el motivo"},
	"s-miscounted":   {"Miscounted", "Mal contado"},
	"s-not-there":    {"Not in the cart", "No está en el carrito"},
	"s-damaged":      {"Damaged", "Dañado"},
	"s-price-it":     {"Price of one", "Precio de uno"},
	"s-set-price":    {"Set the price", "Poner el precio"},
	"s-name-it":      {"What is it?", "¿Qué es?"},
	"s-age":          {"Proof of age seen: %d or older", "Edad comprobada: %d o más"},
	"s-age-done":     {"Proof of age seen by %s", "Edad comprobada por %s"},
	"s-looked":       {"Looked at, all right", "Revisado, está bien"},
	"s-move":         {"Move the trip to another cart", "Pasar la compra a otro carrito"},
	"s-move-none":    {"No other cart is free", "No hay otro carrito libre"},
	"s-hold":         {"Hold the trip", "Detener la compra"},
	"s-lift":         {"Let the trip go on", "Dejar seguir la compra"},
	"s-lock":         {"Lock the cart", "Bloquear el carrito"},
	"s-unlock":       {"Unlock the cart", "Desbloquear el carrito"},
	"s-train":        {"Training trip", "Compra de práctica"},
	"s-training":     {"TRAINING – nothing is charged", "PRÁCTICA – no se cobra nada"},
	"s-out":          {"Out of service", "Fuera de servicio"},
	"s-back":         {"Back into service", "Volver al servicio"},
	"s-helped":       {"Help was given", "Ayuda dada"},
	"s-read-only":    {"Your role only looks on here", "Su función aquí solo permite mirar"},
	"move-in":        {"Put everything over into this cart", "Pase todo a este carrito"},
	"move-in-2":      {"Nothing is counted twice. Touch the button when all of it is here.", "Nada se cuenta dos veces. Toque el botón cuando esté todo aquí."},
	"move-anyway":    {"That is all of it", "Eso es todo"},
	"no-not-all":     {"The scale does not show all of it yet.", "La báscula aún no muestra todo."},
	"move-done":      {"Everything is here", "Ya está todo aquí"},
	"no-no-badge":    {"Please show your badge to the cart again.", "Muestre su credencial al carrito otra vez."},
	"no-bad-code":    {"That badge and PIN do not go together.", "Esa credencial y ese PIN no coinciden."},
	"no-too-many":    {"Too many tries. Please wait ten minutes.", "Demasiados intentos. Espere diez minutos."},
	"no-busy-cart":   {"That cart is no longer free.", "Ese carrito ya no está libre."},
	"no-not-allowed": {"Your role may not do that.", "Su función no permite eso."},
}
