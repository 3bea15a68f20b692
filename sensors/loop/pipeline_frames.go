package loop

import (
	"cmp"
	"image"
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/fusion"
)

// watcher is one camera: what moved in its last seconds.
type watcher struct {
	name   string
	vision Vision
	crops  []crop
	codes  CodeWatch         // nil without a sense of codes
	read   []evidence.Millis // when its crops were searched for codes, in the last second
}

// crop is a moving thing as it was seen.
type crop struct {
	at     evidence.Millis
	frame  image.Image
	region Region
	looked bool
}

const (
	cropSpan = evidence.Millis(4000)
	maxCrops = 64
	grow     = 0.06 // of a crop's side, all round
)

// watch takes a frame: what moves in it is noted, and searched for codes.
func (p *Pipeline) watch(f evidence.Frame) []evidence.Output {
	w := p.cameras[f.Camera]
	if w == nil {
		w = &watcher{name: f.Camera, vision: p.cfg.NewVision(f.Camera)}
		if p.cfg.CodeSense != nil {
			w.codes = p.cfg.CodeSense.Camera(f.Camera)
		}
		p.cameras[f.Camera] = w
	}
	out := p.event(fusion.Event{At: f.At, Watching: true})
	if f.Image == nil || f.Image.Bounds().Empty() {
		return out
	}
	regions := w.vision.Watch(f)
	for _, r := range regions {
		r.Box = r.Box.Intersect(f.Image.Bounds())
		if r.Box.Empty() {
			continue
		}
		m := evidence.Motion{At: f.At, Source: f.Camera, Direction: r.Direction, Area: r.Area}
		out = append(out, p.event(fusion.Event{At: f.At, Motion: &m})...)
		w.crops = append(w.crops, crop{at: f.At, frame: f.Image, region: r})
		out = append(out, p.readCodes(w, f, r)...)
	}
	i := max(0, len(w.crops)-maxCrops)
	for i < len(w.crops) && w.crops[i].at < f.At-cropSpan {
		i++
	}
	w.crops = slices.Delete(w.crops, 0, i)
	return out
}

// readCodes searches a moving region for codes, within the budget.
func (p *Pipeline) readCodes(w *watcher, f evidence.Frame, r Region) []evidence.Output {
	if w.codes == nil {
		return nil
	}
	w.read = slices.DeleteFunc(w.read, func(t evidence.Millis) bool { return t <= f.At-1000 })
	if len(w.read) >= p.cfg.CodesPerSecond {
		return nil
	}
	w.read = append(w.read, f.At)
	var out []evidence.Output
	codes, faint := w.codes.Watch(f.At, cut(f.Image, r.Box))
	if faint != nil {
		out = append(out, p.event(fusion.Event{At: f.At, Faint: faint})...)
	}
	for _, c := range codes {
		out = append(out, p.code(evidence.CodeSeen{At: f.At, Source: w.name, Symbology: c.Symbology, Text: c.Text, P: c.P}, false)...)
	}
	return out
}

// lookAt looks at the best crops of every camera in the window of a step.
func (p *Pipeline) lookAt(s evidence.Step) []evidence.Output {
	if p.cfg.Looks == nil || s.Withdrawn {
		return nil
	}
	from, to := fusion.Window(s)
	names := make([]string, 0, len(p.cameras))
	for n := range p.cameras {
		names = append(names, n)
	}
	slices.Sort(names)
	var out []evidence.Output
	for _, n := range names {
		w := p.cameras[n]
		for _, i := range w.best(from, to, p.cfg.LooksPerStep) {
			c := &w.crops[i]
			c.looked = true
			sight := p.cfg.Looks.Look(c.picture())
			if len(sight.Candidates) == 0 {
				continue
			}
			look := evidence.LookSeen{At: c.at, Source: n, Candidates: sight.Candidates, Flat: sight.Flat, Inliers: sight.Inliers, Second: sight.Second}
			out = append(out, p.fusion.Feed(fusion.Event{At: p.now, Look: &look})...)
		}
	}
	return out
}

// best chooses up to n crops of a window, whole and large ones first, those looked at
// already counted.
func (w *watcher) best(from, to evidence.Millis, n int) []int {
	var all []int
	for i, c := range w.crops {
		if c.at >= from && c.at <= to {
			all = append(all, i)
		}
	}
	slices.SortStableFunc(all, func(a, b int) int {
		return cmp.Compare(w.crops[b].region.worth(), w.crops[a].region.worth())
	})
	var out []int
	for k, i := range all {
		if k >= n {
			break
		}
		if !w.crops[i].looked {
			out = append(out, i)
		}
	}
	return out
}

// worth orders regions by how much of a thing they show.
func (r Region) worth() float64 {
	if r.Whole {
		return 1 + r.Area
	}
	return r.Area
}

// cut returns the part of an image in a box, a little grown.
func cut(img image.Image, box image.Rectangle) image.Image {
	dx, dy := int(grow*float64(box.Dx())), int(grow*float64(box.Dy()))
	box = image.Rect(box.Min.X-dx, box.Min.Y-dy, box.Max.X+dx, box.Max.Y+dy).Intersect(img.Bounds())
	if s, ok := img.(interface {
		SubImage(image.Rectangle) image.Image
	}); ok {
		return s.SubImage(box)
	}
	return img
}

// picture is the crop to look at: turned upright where it is plain how.
func (c crop) picture() image.Image {
	if o := c.region.Outline; c.region.Whole && o.Filled >= uprightFrom {
		if img := upright(c.frame, o); img != nil {
			return img
		}
	}
	return cut(c.frame, c.region.Box)
}
