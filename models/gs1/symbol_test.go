package gs1

import "testing"

func text(m []bool) string {
	b := make([]byte, len(m))
	for i, bar := range m {
		b[i] = '0'
		if bar {
			b[i] = '1'
		}
	}
	return string(b)
}

// TestEAN13 draws the symbols that the standard's figures show: 4006381333931
// and, with a leading zero that chooses set A throughout, UPC-A 036000291452.
func TestEAN13(t *testing.T) {
	for digits, want := range map[string]string{
		"4006381333931": "101" + "0001101" + "0100111" + "0101111" + "0111101" + "0001001" + "0110011" + "01010" +
			"1000010" + "1000010" + "1000010" + "1110100" + "1000010" + "1100110" + "101",
		"0036000291452": "101" + "0001101" + "0111101" + "0101111" + "0001101" + "0001101" + "0001101" + "01010" +
			"1101100" + "1110100" + "1100110" + "1011100" + "1001110" + "1101100" + "101",
	} {
		if got := text(EAN13(digits)); got != want {
			t.Errorf("%s is drawn as\n%s, want\n%s", digits, got, want)
		}
	}
	for _, no := range []string{"", "123456789012", "40063813339311", "40063813339٣1", "400638133393x"} {
		if EAN13(no) != nil {
			t.Errorf("%q is drawn", no)
		}
	}
}
