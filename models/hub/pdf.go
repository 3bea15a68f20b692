package hub

import (
	"bytes"
	"fmt"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/store"
)

// ReceiptPDF is a receipt as a narrow page, as a till prints it.
func ReceiptPDF(st *store.Store, r pricing.Receipt, language string) ([]byte, error) {
	text := ReceiptText(st, r, language)
	lines := strings.Split(text, "\n")
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: 110, Ht: 30 + 4.2*float64(len(lines))}})
	pdf.SetMargins(8, 10, 8)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetTitle(st.Name+" "+r.Number, true)
	pdf.AddPage()
	latin := pdf.UnicodeTranslatorFromDescriptor("")
	for i, l := range lines {
		pdf.SetFont("Courier", "", 7.5)
		if i == 0 {
			pdf.SetFont("Helvetica", "B", 14)
		}
		pdf.CellFormat(0, 4.2, latin(l), "", 1, "L", false, 0, "")
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		return nil, fmt.Errorf("receipt %s: %w", r.Number, err)
	}
	return b.Bytes(), nil
}
