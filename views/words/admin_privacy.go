package words

import "maps"

func init() { maps.Copy(sentences, adminPrivacy) }

// adminPrivacy are the sentences of the page about shoppers' data.
var adminPrivacy = map[string][2]string{
	"v-title":     {"Shoppers' data", "Datos de clientes"},
	"v-text":      {"Who asks what the store knows of them gets a file of it; who asks to be forgotten is erased. What was sold and taxed stays in the books without them.", "Quien pregunte qué sabe la tienda recibe un archivo; quien pida el olvido se borra. Lo vendido y los impuestos quedan en los libros sin la persona."},
	"v-holds":     {"Trips: %d. Receipts: %d.", "Compras: %d. Recibos: %d."},
	"v-owes":      {"The account stands at %s. Settle it first: after erasing, nobody knows whose it is.", "La cuenta está en %s. Líquidela antes: después nadie sabrá de quién es."},
	"v-export":    {"All of it as a ZIP file", "Todo en un archivo ZIP"},
	"v-erase":     {"Erase this shopper", "Borrar a este cliente"},
	"v-sure":      {"They asked for it, and I know that it cannot be undone.", "Lo pidió y sé que no se puede deshacer."},
	"v-not-sure":  {"Tick the box first. Nothing was erased.", "Marque la casilla antes. No se borró nada."},
	"v-none":      {"The store knows nobody by that.", "La tienda no conoce a nadie así."},
	"v-under-way": {"A trip of this shopper is under way. Erase them when it has ended.", "Una compra de este cliente está en curso. Bórrelo cuando termine."},
	"v-erased":    {"The shopper was erased.", "Se borró al cliente."},
}
