package cart

import "github.com/dashcart/dashcart/views/words"

func refused(s Screen) string { return words.Refusal(s.Lang, s.Now.Refusal) }
