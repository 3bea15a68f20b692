package words

import "maps"

func init() { maps.Copy(sentences, adminReports) }

// adminReports are the sentences of the staff's reports.
var adminReports = map[string][2]string{
	"r-title":   {"Reports", "Informes"},
	"r-show":    {"Show", "Mostrar"},
	"r-file":    {"%s as a CSV file", "%s como archivo CSV"},
	"r-unknown": {"There is no such report.", "No existe ese informe."},
	"r-empty":   {"Nothing in these days.", "Nada en estos días."},
	"r-none":    {"without", "sin"},
	"r-bar":     {"Bar", "Barra"},
	"r-count":   {"Number", "Número"},
	"r-value":   {"Value", "Valor"},
	"r-of":      {"%d of %d", "%d de %d"},
	"r-for":     {"taken for %s, was %s", "tomado por %s, era %s"},

	"r-all":    {"All", "Todos"},
	"r-all-of": {"All of: %s", "Todo: %s"},

	"r-known":        {"How well carts recognise it", "Qué bien lo reconocen los carritos"},
	"r-known-words":  {"Recognised at once %d of %d times, asked %d, corrected %d, over the last %d days.", "Reconocido enseguida %d de %d veces, preguntado %d, corregido %d, en los últimos %d días."},
	"r-known-none":   {"No cart met it in the last %d days.", "Ningún carrito lo vio en los últimos %d días."},
	"r-known-for":    {"Taken for", "Tomado por"},
	"r-known-taken":  {"Taken for it", "Tomados por él"},
	"r-known-code":   {"Code", "Código"},
	"r-known-once":   {"At once", "Enseguida"},
	"r-known-asked":  {"Asked", "Preguntado"},
	"r-known-missed": {"Corrected", "Corregido"},

	"r-hours":       {"Sales by hour: things and net", "Ventas por hora: artículos y neto"},
	"r-departments": {"Sales by department: things and net", "Ventas por departamento: artículos y neto"},
	"r-baskets":     {"Basket sizes: trips and mean total", "Tamaño de la compra: compras y total medio"},
	"r-ends":        {"How trips ended", "Cómo terminaron las compras"},
	"r-rates":       {"How often carts asked, were wrong or needed help", "Cuántas veces preguntaron, erraron o necesitaron ayuda"},
	"r-gates":       {"Why carts asked", "Por qué preguntaron los carritos"},
	"r-confused":    {"Taken for one another", "Confundidos entre sí"},
	"r-recognised":  {"Recognised at once, the worst first", "Reconocidos enseguida, los peores primero"},
	"r-helped":      {"Why shoppers called", "Por qué llamaron los clientes"},
	"r-coupons":     {"Coupons: times and worth", "Cupones: veces y valor"},
	"r-offers":      {"Offers: times and worth", "Ofertas: veces y valor"},
	"r-lanes":       {"Lanes: carts and mean time inside", "Carriles: carritos y tiempo medio"},
	"r-findings":    {"What lanes found", "Qué hallaron los carriles"},
	"r-loss":        {"Estimated loss", "Pérdida estimada"},
	"r-refunds":     {"Given back", "Devuelto"},

	"r-rate-asked":     {"asked, of changes of load", "preguntaron, de los cambios de carga"},
	"r-rate-corrected": {"corrected, of decisions", "corregidas, de las decisiones"},
	"r-rate-helped":    {"called for help, of trips", "pidieron ayuda, de las compras"},

	"r-basket-001": {"1 thing", "1 artículo"},
	"r-basket-005": {"2 to 5", "2 a 5"},
	"r-basket-010": {"6 to 10", "6 a 10"},
	"r-basket-020": {"11 to 20", "11 a 20"},
	"r-basket-040": {"21 to 40", "21 a 40"},
	"r-basket-999": {"more than 40", "más de 40"},

	"r-loss-unexplained": {"weight that no line explains", "peso que ninguna línea explica"},
	"r-refund":           {"refunds", "devoluciones"},
}
