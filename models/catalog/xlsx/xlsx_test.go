package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// workbook packs a sheet's rows and shared strings as Excel does.
func workbook(t testing.TB, rows string, shared ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name, text string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	add("xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="Prices" sheetId="7" r:id="rId2"/><sheet name="Other" sheetId="1" r:id="rId1"/></sheets></workbook>`)
	add("xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>`)
	add("xl/worksheets/sheet1.xml", `<worksheet/>`)
	add("xl/worksheets/sheet2.xml", `<worksheet><sheetData>`+rows+`</sheetData></worksheet>`)
	if len(shared) > 0 {
		add("xl/sharedStrings.xml", "<sst>"+strings.Join(shared, "")+"</sst>")
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const table = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>name</t></is></c><c r="D1" t="str"><v>price_cents</v></c></row>` +
	`<row r="4"><c r="A4"><v>9.520101011138E12</v></c><c r="B4" t="s"><v>1</v></c><c r="D4"><v>399</v></c></row>` +
	`<row r="5"><c r="A5"><v>1</v></c><c r="C5" t="b"><v>1</v></c></row><row r="6"><c r="A6"/></row>`

func TestTheFirstSheetIsReadByRowsAndColumns(t *testing.T) {
	got, err := CSV(workbook(t, table, "<si><t>gtin</t></si>", "<si><r><t>Whole </t></r><r><t>milk, \n1 gal</t></r></si>"), Usual)
	want := "gtin,name,,price_cents\n\n\n9520101011138,\"Whole milk, 1 gal\",,399\n1,,true,\n"
	if err != nil || string(got) != want {
		t.Errorf("%q %v, want %q", got, err, want)
	}
}

func TestNumbersAreAsTheyWereTyped(t *testing.T) {
	for in, want := range map[string]string{"3.9900000000000002": "3.99", "4.0110000000000001E3": "4011", "0.1": "0.1", "1E-2": "0.01", "x": "x"} {
		if got := number(in); got != want {
			t.Errorf("%s became %s, want %s", in, got, want)
		}
	}
}

func TestWhatIsNoTableIsRefused(t *testing.T) {
	small := Limits{Unpacked: 1 << 16, Rows: 100, Columns: 20, Parts: 10}
	for name, c := range map[string]struct {
		src  []byte
		want string
	}{
		"not a zip":      {[]byte("gtin,name\n"), "no XLSX file"},
		"no string":      {workbook(t, `<row r="1"><c r="A1" t="s"><v>9</v></c></row>`), "no string"},
		"backwards":      {workbook(t, `<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>`), "out of order"},
		"error":          {workbook(t, `<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>`), "#REF!"},
		"torn":           {workbook(t, `<row r="1"><c r="A1">`), "sheet2.xml"},
		"far column":     {workbook(t, `<row r="1"><c r="ZZZZZZZZZZ1"><v>1</v></c></row>`), "not the place"},
		"wide":           {workbook(t, `<row r="1"><c r="XFD1"><v>1</v></c></row>`), ErrTooLarge.Error()},
		"far row":        {workbook(t, `<row r="1000000000"><c><v>1</v></c></row>`), ErrTooLarge.Error()},
		"bomb":           {workbook(t, strings.Repeat(`<row><c><v>1111111111</v></c></row>`, 10_000)), ErrTooLarge.Error()},
		"bomb in a cell": {workbook(t, `<row r="1"><c t="str"><v>`+strings.Repeat("a", 1<<20)+`</v></c></row>`), ErrTooLarge.Error()},
	} {
		if _, err := CSV(c.src, small); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	// What no limit of the whole stops: one piece that a reader must hold.
	for name, sheet := range map[string]string{"spaces": strings.Repeat(" ", 2<<20), "a text": "<![CDATA[" + strings.Repeat("<>", 1<<20) + "]]>", "an attribute": `<row x="` + strings.Repeat("a", 2<<20) + `"/>`, "a remark": "<!--" + strings.Repeat("a", 2<<20) + "-->"} {
		if _, err := CSV(workbook(t, sheet), Usual); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var many bytes.Buffer
	z := zip.NewWriter(&many)
	for i := range 20 {
		if _, err := z.Create(fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	z.Close()
	if _, err := CSV(many.Bytes(), small); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}

func FuzzCSV(f *testing.F) {
	f.Add(workbook(f, table, "<si><t>gtin</t></si>", "<si><t>x</t></si>"))
	f.Add([]byte("PK\x03\x04"))
	small := Limits{Unpacked: 1 << 16, Rows: 100, Columns: 20, Parts: 10}
	f.Fuzz(func(t *testing.T, src []byte) {
		out, err := CSV(src, small)
		if err == nil && bytes.Count(out, []byte("\n")) > small.Rows {
			t.Errorf("%d lines", bytes.Count(out, []byte("\n")))
		}
	})
}
