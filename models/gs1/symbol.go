package gs1

// ParseSymbol reads the text of a code whose symbology the reader names, as
// `dashcart scan` does: ean13, ean8, upca, upce, itf, databar, databar-expanded,
// code128, datamatrix or qr. It tells a UPC-E from an EAN-8, which their digits
// alone cannot; otherwise it reads as Parse does.
func ParseSymbol(symbology, text string) (Message, error) {
	var g GTIN
	var err error
	switch symbology {
	case "upce":
		g, err = ExpandUPCE(text)
	case "ean13", "ean8", "upca", "itf", "databar":
		g, err = ParseGTIN(text)
	default:
		return Parse(text)
	}
	if err != nil {
		return Message{}, err
	}
	return Message{[]Element{{"01", g.Padded()}}}, nil
}
