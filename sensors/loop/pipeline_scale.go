package loop

import (
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/fusion"
	"github.com/dashcart/dashcart/sensors/scale"
)

// stepsOfScale keeps the ids of several scales apart.
const stepsOfScale = 1_000_000

func (p *Pipeline) scaleNamed(name string) *weigher {
	w := p.scales[name]
	if w == nil {
		w = &weigher{detector: scale.NewDetector(p.cfg.Scale), indicator: scale.NewIndicator(name, p.cfg.Scale.Division)}
		w.detector.StartSteps(len(p.scales) * stepsOfScale)
		p.scales[name] = w
	}
	return w
}

// weigh takes a sample of a scale.
func (p *Pipeline) weigh(r evidence.ScaleReading) []evidence.Output {
	w := p.scaleNamed(r.Scale)
	p.tick(r.At)
	var out []evidence.Output
	for _, rep := range w.detector.Feed(r) {
		switch {
		case rep.Notice != nil:
			out = append(out, evidence.Output{Notice: rep.Notice})
		case rep.Step != nil:
			p.track(*rep.Step)
			out = append(out, p.event(fusion.Event{At: r.At, Step: rep.Step})...)
			if rep.Step.Settled {
				w.detector.SetTare(0)
				w.indicator.Done()
			}
		}
	}
	grams, sd, still := w.detector.Level()
	ev := fusion.Event{At: r.At}
	ind, told := w.indicator.Show(r, grams, sd, still)
	if told {
		out = append(out, evidence.Output{Weight: &ind})
	}
	if still && !w.resting {
		ev.Rest = &fusion.Rest{Grams: ind.GramsTotal, SD: sd}
	}
	w.resting = still
	if ev.Rest != nil && !told {
		ev.Rest, w.resting = nil, false
	}
	return append(out, p.event(ev)...)
}

// track notes a step whose pictures are to be looked at: at once for what was put in,
// since it was seen before; a little later for what is carried away.
func (p *Pipeline) track(s evidence.Step) {
	for _, l := range p.looking {
		if l.step.ID == s.ID {
			l.step = s
			return
		}
	}
	if s.Withdrawn || !s.Plateau {
		return
	}
	due := p.now
	if s.Grams < 0 {
		due += takeDelay
	}
	p.looking = append(p.looking, &looking{step: s, due: due})
}

const takeDelay evidence.Millis = 300

// lookWhereDue looks at the pictures of steps whose time has come.
func (p *Pipeline) lookWhereDue() []evidence.Output {
	var out []evidence.Output
	keep := p.looking[:0]
	for _, l := range p.looking {
		if p.now < l.due {
			keep = append(keep, l)
			continue
		}
		out = append(out, p.lookAt(l.step)...)
		if p.now < l.step.At+lookSpan {
			l.due = l.step.At + lookSpan
			keep = append(keep, l)
		}
	}
	p.looking = keep
	return out
}

// lookSpan after a step's contact nothing more of it is to be seen.
const lookSpan evidence.Millis = 2000
