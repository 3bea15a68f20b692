package words

import "maps"

func init() { maps.Copy(sentences, adminChain) }

// adminChain are the sentences of a head office's page.
var adminChain = map[string][2]string{
	"c-title":        {"Stores", "Tiendas"},
	"c-none":         {"This is one store; a chain's stores are shown where dashcart serves as a chain.", "Esta es una sola tienda; las de una cadena se ven donde dashcart sirve como cadena."},
	"c-stores":       {"Stores", "Tiendas"},
	"c-store":        {"Store", "Tienda"},
	"c-region-col":   {"Region", "Región"},
	"c-region":       {"Region %s", "Región %s"},
	"c-trips-today":  {"Trips today", "Compras hoy"},
	"c-today":        {"Sales today", "Ventas hoy"},
	"c-week":         {"Seven days", "Siete días"},
	"c-heard":        {"Last heard of", "Último contacto"},
	"c-never":        {"never", "nunca"},
	"c-catalogue":    {"Catalogue", "Catálogo"},
	"c-current":      {"as it is now", "el de ahora"},
	"c-behind":       {"an older one", "uno anterior"},
	"c-invite":       {"Make a code", "Crear código"},
	"c-invite-store": {"Make a code by which %s joins", "Crear un código para que %s se una"},
	"c-code-for":     {"%s joins with this code within the hour, once:", "%s se une con este código dentro de una hora, una vez:"},

	"c-different":      {"Different in some stores", "Distinto en algunas tiendas"},
	"c-different-text": {"A store's own word counts before its region's, and both before the chain's catalogue.", "Lo de una tienda vale antes que lo de su región, y ambos antes que el catálogo de la cadena."},
	"c-none-different": {"All stores have the chain's catalogue as it is.", "Todas las tiendas tienen el catálogo de la cadena tal cual."},
	"c-entry":          {"GTIN, produce code, offer or coupon", "GTIN, código de producto fresco, oferta o cupón"},
	"c-where":          {"Where", "Dónde"},
	"c-what":           {"What", "Qué"},
	"c-value":          {"There it is", "Allí es"},
	"c-set":            {"Set", "Fijar"},
	"c-end":            {"End", "Terminar"},
	"c-end-of":         {"End what is different for %s, %s", "Terminar lo distinto de %s, %s"},
	"c-not-sold":       {"not sold there", "no se vende allí"},
	"c-no-entry":       {"The chain's catalogue has nothing with the code %s.", "El catálogo de la cadena no tiene nada con el código %s."},
	"c-no-field":       {"That cannot be different for this entry or there.", "Eso no puede ser distinto para esta entrada o allí."},
}
