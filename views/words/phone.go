package words

func init() {
	for k, v := range phoneSentences {
		sentences[k] = v
	}
}

// phoneSentences are those of the phone pages and the lane's displays.
var phoneSentences = map[string][2]string{
	"p-sign-in":     {"Sign in", "Iniciar sesión"},
	"p-email":       {"Your e-mail", "Su correo"},
	"p-send-code":   {"Send me a code", "Enviarme un código"},
	"p-code":        {"Six-digit code", "Código de seis dígitos"},
	"p-code-sent":   {"We sent a code to %s", "Enviamos un código a %s"},
	"p-name":        {"Your first name", "Su nombre"},
	"p-go":          {"Go on", "Continuar"},
	"p-confirm":     {"Is this the number on your cart?", "¿Es este el número de su carrito?"},
	"p-yes":         {"Yes, link it", "Sí, enlazarlo"},
	"p-linked":      {"You are linked to cart %s", "Está enlazado con el carrito %s"},
	"p-no-cart":     {"Scan the code on a cart to begin", "Escanee el código de un carrito para empezar"},
	"p-show-code":   {"Or show this to the cart", "O muestre esto al carrito"},
	"p-basket":      {"Basket", "Compra"},
	"p-list":        {"List", "Lista"},
	"p-receipts":    {"Receipts", "Recibos"},
	"p-coupons":     {"Coupons", "Cupones"},
	"p-clip":        {"Clip", "Recortar"},
	"p-clip-how":    {"What you clip goes into your basket by itself", "Lo que recorte entra solo en su compra"},
	"p-clipped":     {"Clipped for your next trip", "Recortado para su próxima compra"},
	"p-saves":       {"In your basket: saves %s", "En su compra: ahorra %s"},
	"p-until":       {"Until %s", "Hasta el %s"},
	"p-once":        {"Good once", "Válido una vez"},
	"p-used":        {"Used", "Usado"},
	"p-used-on":     {"Used on receipt %s", "Usado en el recibo %s"},
	"p-no-coupons":  {"No coupons today", "Hoy no hay cupones"},
	"p-sign-out":    {"Sign out", "Cerrar sesión"},
	"p-no-receipts": {"Your receipts appear here", "Aquí aparecerán sus recibos"},
	"p-pdf":         {"As a PDF", "En PDF"},
	"p-bad-code":    {"That code does not fit. Look again, or ask for a new one.", "El código no coincide. Revise o pida otro."},
	"p-bad-email":   {"That is not an e-mail address.", "Eso no es un correo."},
	"p-too-many":    {"Too many tries. Wait a little and ask for a new code.", "Demasiados intentos. Espere y pida otro código."},
	"p-token":       {"That code is not from one of our carts.", "Ese código no es de nuestros carritos."},
	"p-token-old":   {"The cart's code has changed. Scan it again.", "El código del carrito cambió. Escanéelo otra vez."},
	"p-token-used":  {"Another phone used that code. Scan the cart again.", "Otro teléfono usó ese código. Escanee otra vez."},
	"p-token-other": {"That code is from another cart.", "Ese código es de otro carrito."},
	"p-taken":       {"That cart is not free. Please take another one.", "Ese carrito no está libre. Tome otro."},
	"p-expired":     {"You took a little long. Scan the cart's code again.", "Tardó un poco. Escanee el código otra vez."},
	"p-try-again":   {"Try again", "Intentar de nuevo"},
	"p-empty":       {"Nothing in the cart yet", "Aún no hay nada en el carrito"},
	"p-paid":        {"Paid", "Pagado"},
	"p-at-lane":     {"At the lane", "En el carril"},
	"p-ended":       {"This trip has ended", "Esta compra ha terminado"},
	"l-welcome":     {"Welcome", "Bienvenido"},
	"l-moment":      {"One moment", "Un momento"},
	"l-thanks":      {"Thank you", "Gracias"},
	"l-staff":       {"Please see our staff", "Vea a nuestro personal"},
	"l-closed":      {"Closed", "Cerrado"},
}
