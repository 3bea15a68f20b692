package eval

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

func flat(w, h int, c color.Color) image.Image {
	im := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(im, im.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	return im
}

// TestEveryCaseIsOnTheSheet finds each picture in its cell, whatever its shape,
// and ink below it.
func TestEveryCaseIsOnTheSheet(t *testing.T) {
	red := color.RGBA{200, 0, 0, 255}
	var cases []Case
	for _, size := range []image.Point{{640, 480}, {100, 900}, {900, 10}, {1, 1}, {0, 0}, {30, 40}} {
		cases = append(cases, Case{flat(size.X, size.Y, red), []string{"truth: brød", "said: 1 × øl, a line that is so long that it cannot but leave its cell to the right"}})
	}
	cases = append(cases, Case{Lines: []string{"no picture"}})
	im, err := Sheet("a title", cases)
	if err != nil {
		t.Fatal(err)
	}
	rows := image.Rect(0, 0, 1, (len(cases)+sheetColumns-1)/sheetColumns).Dy()
	if want := sheetMargin + sheetColumns*(cellWidth+sheetMargin); im.Bounds().Dx() != want {
		t.Errorf("the sheet is %d pixels wide, want %d", im.Bounds().Dx(), want)
	}
	depth := cellPicture + 2*lineHeight + sheetMargin
	if want := 2*sheetMargin + lineHeight + rows*depth; im.Bounds().Dy() != want {
		t.Errorf("the sheet is %d pixels high, want %d", im.Bounds().Dy(), want)
	}
	for i, c := range cases {
		x, y := sheetMargin+i%sheetColumns*(cellWidth+sheetMargin), 2*sheetMargin+lineHeight+i/sheetColumns*depth
		shown := im.At(x+cellWidth/2, y+cellPicture/2) == color.Color(red)
		if want := c.Picture != nil && !c.Picture.Bounds().Empty(); shown != want {
			t.Errorf("picture %d is on the sheet: %v", i, shown)
		}
		ink := 0
		for dy := range lineHeight {
			for dx := range cellWidth {
				if r, _, _, _ := im.At(x+dx, y+cellPicture+dy).RGBA(); r < 0x8000 {
					ink++
				}
			}
			if r, _, _, _ := im.At(x+cellWidth+sheetMargin/2, y+cellPicture+lineHeight+dy).RGBA(); r < 0x8000 {
				t.Fatalf("the words of picture %d leave their cell", i)
			}
		}
		if ink == 0 {
			t.Errorf("nothing is written below picture %d", i)
		}
	}
}
