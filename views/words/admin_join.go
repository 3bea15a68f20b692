package words

import "maps"

func init() { maps.Copy(sentences, adminJoin) }

// adminJoin are the sentences with which a machine becomes a cart.
var adminJoin = map[string][2]string{
	"j-title":  {"Let a machine join as this cart", "Unir un equipo como este carrito"},
	"j-make":   {"Make a code for a new machine", "Crear código para un equipo nuevo"},
	"j-how":    {"The machine that sends this code within the hour becomes cart %s. The code is good once and is not shown again.", "El equipo que envíe este código dentro de una hora será el carrito %s. El código sirve una vez y no se vuelve a mostrar."},
	"j-hint":   {"A machine that was this cart before loses its place when the new one has joined.", "Un equipo que antes era este carrito pierde su lugar cuando se une el nuevo."},
	"j-no-hub": {"Carts run inside this program. Start it as a hub to let other machines join.", "Los carritos corren dentro de este programa. Inícielo como central para unir otros equipos."},
}
