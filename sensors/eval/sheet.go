package eval

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// Case is one thing that recognition met: what it saw, and what there is to
// say of it, a line each.
type Case struct {
	Picture image.Image
	Lines   []string
}

// The sheet's measures, in pixels.
const (
	sheetColumns = 4
	cellWidth    = 320
	cellPicture  = 240
	sheetMargin  = 12
	lineHeight   = 18
	letterSize   = 13
)

// Sheet draws cases side by side, each picture whole above its lines, as a
// photographer's contact sheet; what is wider than its cell is cut.
func Sheet(title string, cases []Case) (image.Image, error) {
	letters, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("sheet: %w", err)
	}
	face, err := opentype.NewFace(letters, &opentype.FaceOptions{Size: letterSize, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		return nil, fmt.Errorf("sheet: %w", err)
	}
	defer face.Close()
	lines := 0
	for _, c := range cases {
		lines = max(lines, len(c.Lines))
	}
	depth := cellPicture + lines*lineHeight + sheetMargin
	rows := (len(cases) + sheetColumns - 1) / sheetColumns
	out := image.NewRGBA(image.Rect(0, 0, sheetMargin+sheetColumns*(cellWidth+sheetMargin), 2*sheetMargin+lineHeight+rows*depth))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	write(out, face, image.Rect(sheetMargin, sheetMargin, out.Bounds().Max.X, sheetMargin+lineHeight), title)
	for i, c := range cases {
		at := image.Pt(sheetMargin+i%sheetColumns*(cellWidth+sheetMargin), 2*sheetMargin+lineHeight+i/sheetColumns*depth)
		frame := image.Rectangle{at, at.Add(image.Pt(cellWidth, cellPicture))}
		draw.Draw(out, frame, image.NewUniform(color.Gray{0xee}), image.Point{}, draw.Src)
		if c.Picture != nil && !c.Picture.Bounds().Empty() {
			xdraw.ApproxBiLinear.Scale(out, within(frame, c.Picture.Bounds()), c.Picture, c.Picture.Bounds(), draw.Over, nil)
		}
		for k, l := range c.Lines {
			y := frame.Max.Y + k*lineHeight
			write(out, face, image.Rect(at.X, y, at.X+cellWidth, y+lineHeight), l)
		}
	}
	return out, nil
}

// within is the largest rectangle of a picture's shape in the middle of a frame.
func within(frame, picture image.Rectangle) image.Rectangle {
	w, h := frame.Dx(), frame.Dx()*picture.Dy()/picture.Dx()
	if h > frame.Dy() {
		w, h = frame.Dy()*picture.Dx()/picture.Dy(), frame.Dy()
	}
	w, h = max(w, 1), max(h, 1)
	at := frame.Min.Add(image.Pt((frame.Dx()-w)/2, (frame.Dy()-h)/2))
	return image.Rectangle{at, at.Add(image.Pt(w, h))}
}

// write writes a line into a box, cut where it ends.
func write(dst *image.RGBA, face font.Face, box image.Rectangle, line string) {
	d := font.Drawer{Dst: dst.SubImage(box).(*image.RGBA), Src: image.Black, Face: face, Dot: fixed.P(box.Min.X, box.Max.Y-lineHeight/4)}
	d.DrawString(line)
}
