package loop

import (
	"slices"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/sensors/fusion"
	"github.com/dashcart/dashcart/sensors/scale"
)

// stepsOfScale keeps the ids of several scales apart.
const stepsOfScale = 1_000_000

func (p *Pipeline) scaleNamed(name string) *weigher {
	w := p.scales[name]
	if w == nil {
		w = &weigher{detector: scale.NewDetector(p.cfg.Scale), indicator: scale.NewIndicator(name, scale.NewClassIII(p.cfg.Scale.Division, p.cfg.Scale.Capacity))}
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
			ended := true
			if rep.Step.Settled && (w.jar.waits || w.jar.grams > 0) {
				if ended = w.contained(rep.Step, p.cfg.Scale.Division); w.jar.grams > 0 {
					p.elsewhere(w)
				}
			}
			said := p.event(fusion.Event{At: r.At, Step: rep.Step})
			out = append(out, said...)
			w.left(*rep.Step, said)
			if rep.Step.Settled && ended {
				for _, x := range p.scales {
					x.done()
				}
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

// track notes a step whose pictures are to be looked at: what was put in was seen before, so it
// is looked at as soon as the load changes, while the platform still rings, and again, if better
// pictures came, when the load is known; what is carried away a little after that.
func (p *Pipeline) track(s evidence.Step) {
	delay := evidence.Millis(0)
	if s.Grams < 0 {
		if delay = takeDelay; !s.Plateau {
			return
		}
	}
	for _, l := range p.looking {
		if l.step.ID != s.ID {
			continue
		}
		if s.Plateau && !l.step.Plateau {
			l.due = append(l.due, p.now+delay)
		}
		l.step = s
		return
	}
	if s.Withdrawn || p.looked[s.ID] {
		return
	}
	if len(p.looked) > 10000 {
		clear(p.looked)
	}
	p.looked[s.ID] = true
	p.looking = append(p.looking, &looking{step: s, due: []evidence.Millis{p.now + delay}})
}

const takeDelay evidence.Millis = 250

// lookWhereDue looks at the pictures of steps whose time has come.
func (p *Pipeline) lookWhereDue() []evidence.Output {
	var out []evidence.Output
	for _, l := range p.looking {
		for len(l.due) > 0 && p.now >= l.due[0] {
			l.due = l.due[1:]
			out = append(out, p.lookAt(l.step)...)
		}
	}
	p.looking = slices.DeleteFunc(p.looking, func(l *looking) bool {
		return len(l.due) == 0 && (l.step.Plateau || l.step.Withdrawn || p.now > l.step.At+lookSpan)
	})
	return out
}

// lookSpan after a step's contact nothing more of it is to be seen.
const lookSpan evidence.Millis = 6000
