package words

import "maps"

func init() { maps.Copy(sentences, adminHelp) }

// adminHelp are the sentences of the page of calls for help.
var adminHelp = map[string][2]string{
	"h-ring":  {"Ring for a new call", "Avisar con sonido"},
	"h-place": {"Place", "Lugar"},
	"h-why":   {"Why", "Motivo"},
	"h-taken": {"On the way", "En camino"},
	"h-go":    {"I go", "Voy yo"},
	"h-done":  {"Done", "Listo"},
	"h-none":  {"Nobody has called for help.", "Nadie ha pedido ayuda."},
}
