package cli

import (
	"context"
	"fmt"
	"image"
	"io"
	"math"
	"slices"
	"time"

	"github.com/dashcart/dashcart/sensors/eval"
	"github.com/dashcart/dashcart/sensors/look"
	"github.com/dashcart/dashcart/sensors/recording"
	"github.com/dashcart/dashcart/sensors/vision"
)

// EvalLookOptions are those of the command eval look.
type EvalLookOptions struct {
	Enroll      string // reference photos: a tree or a list
	Test        string // labelled photos to judge
	Projections string // a file of projections; empty means those that come with the program
	Shots       int    // references of each class, the first in order; 0 means all
	Clean       string // a classes.csv that names a clean picture of each product; empty means none
	Cheap       bool   // judge the cheap mode
	JSON        bool
}

// LookSummary is how well looks name products. Counts, but for the time.
type LookSummary struct {
	Images        int     `json:"images"`
	Top1          int     `json:"top1"`
	Top3          int     `json:"top3"`
	Accepted      int     `json:"accepted"`       // that looks alone are sure of, by one of two gates
	AcceptedRight int     `json:"accepted_right"` // of these
	MsP50         float64 `json:"ms_p50"`         // from pixels to ranking, decoding the file left out
}

// Gates by which looks alone are sure: a probability, or inliers of which the
// second best has clearly fewer.
const (
	sureP       = .95
	sureInliers = 15
	sureRatio   = 1.5
)

// lookJudged is what eval look says of one image.
type lookJudged struct {
	File       string          `json:"file"`
	Class      string          `json:"class"`
	Candidates []lookCandidate `json:"candidates"`
	Accepted   bool            `json:"accepted"`
	Ms         float64         `json:"ms"`
}

type lookCandidate struct {
	ID      string  `json:"id"`
	P       float64 `json:"p"`
	Inliers int     `json:"inliers,omitempty"`
}

// EvalLook enrols one set of photos and judges the index on another. It
// returns the exit status: 0, or 2 with an error. An image that cannot be read
// counts as not recognised.
func EvalLook(ctx context.Context, w, stderr io.Writer, o EvalLookOptions) (int, error) {
	t := &lookTally{}
	err := judgeLooks(ctx, stderr, o, func(j lookJudged) error {
		t.add(j)
		if o.JSON {
			return writeJSON(w, j)
		}
		return nil
	})
	if err != nil {
		return 2, err
	}
	if o.JSON {
		return statusOf(writeJSON(w, map[string]LookSummary{"summary": t.summary()}))
	}
	return statusOf(t.print(w))
}

// judgeLooks enrols one set of photos and hands what the index says of each of
// another to each.
func judgeLooks(ctx context.Context, stderr io.Writer, o EvalLookOptions, each func(lookJudged) error) error {
	x, err := evalIndex(ctx, stderr, o)
	if err != nil {
		return err
	}
	if o.Clean != "" {
		g := vision.NewGeometry()
		defer g.Close()
		references, err := labelledPhotos(o.Enroll)
		if err != nil {
			return err
		}
		if err := enrollClean(x, g, o.Clean, firstOfEach(references, o.Shots), stderr); err != nil {
			return err
		}
	}
	test, err := labelledPhotos(o.Test)
	if err != nil {
		return err
	}
	bar := newProgress(stderr, "judging")
	for i, photo := range test {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("eval look: %w", err)
		}
		j, err := judgeLook(x, photo, o.Cheap)
		if err != nil {
			fmt.Fprintln(stderr, "warning: counted as not recognised:", err)
		}
		if err := each(j); err != nil {
			return err
		}
		bar.at(i+1, len(test))
	}
	return nil
}

func statusOf(err error) (int, error) {
	if err != nil {
		return 2, err
	}
	return 0, nil
}

func evalIndex(ctx context.Context, stderr io.Writer, o EvalLookOptions) (*look.Index, error) {
	p, err := projectionsOf(o.Projections)
	if err != nil {
		return nil, err
	}
	references, err := labelledPhotos(o.Enroll)
	if err != nil {
		return nil, err
	}
	x := look.NewWith(p)
	return x, enrollPhotos(ctx, stderr, x, p, firstOfEach(references, o.Shots))
}

// enrollClean sets the clean pictures that a classes.csv names, of those
// products whose photos show them to be flat; one that is not there is left out
// with a warning.
func enrollClean(x *look.Index, g look.Geometry, classes string, references []labelledPhoto, stderr io.Writer) error {
	rows, err := readClasses(classes)
	if err != nil {
		return err
	}
	x.Verify(g)
	of := map[string][]string{}
	for _, r := range references {
		of[r.class] = append(of[r.class], r.path)
	}
	bar := newProgress(stderr, "comparing with clean pictures")
	for i, c := range rows {
		bar.at(i+1, len(rows))
		if c.clean == "" {
			continue
		}
		img, err := recording.LoadImage(c.clean)
		flat := false
		if err == nil {
			flat, err = look.Flat(g, img, len(of[c.name]), func(k int) (image.Image, error) { return recording.LoadImage(of[c.name][k]) })
		}
		if err == nil && flat {
			err = x.EnrollClean(c.name, img)
		}
		if err != nil {
			fmt.Fprintln(stderr, "warning: left out:", err)
		}
	}
	return nil
}

func judgeLook(x *look.Index, photo labelledPhoto, cheap bool) (lookJudged, error) {
	j := lookJudged{File: photo.path, Class: photo.class, Candidates: []lookCandidate{}}
	img, err := recording.LoadImage(photo.path)
	if err != nil {
		return j, err
	}
	begun := time.Now()
	rank := x.Rank
	if cheap {
		rank = x.RankCheap
	}
	matches := rank(img, 5)
	j.Ms = math.Round(float64(time.Since(begun).Microseconds())/10) / 100
	j.Accepted = sure(matches)
	for _, m := range matches {
		j.Candidates = append(j.Candidates, lookCandidate{m.ID, m.P, m.Inliers})
	}
	return j, nil
}

// sure reports whether looks alone settle what is seen.
func sure(m []look.Match) bool {
	if len(m) == 0 {
		return false
	}
	second := 0
	for _, other := range m[1:] {
		second = max(second, other.Inliers)
	}
	return m[0].P >= sureP || m[0].Inliers >= sureInliers && float64(m[0].Inliers) >= sureRatio*float64(second)
}

// lookTally gathers judgements.
type lookTally struct {
	all []lookJudged
}

func (t *lookTally) add(j lookJudged) { t.all = append(t.all, j) }

// rank is the place of the truth, from 0; -1 where it is not listed.
func (j lookJudged) rank() int {
	return slices.IndexFunc(j.Candidates, func(c lookCandidate) bool { return c.ID == j.Class })
}

func (t *lookTally) summary() LookSummary {
	s := LookSummary{Images: len(t.all)}
	var ms []float64
	for _, j := range t.all {
		r := j.rank()
		if r == 0 {
			s.Top1++
		}
		if r >= 0 && r < 3 {
			s.Top3++
		}
		if j.Accepted {
			s.Accepted++
			if r == 0 {
				s.AcceptedRight++
			}
		}
		ms = append(ms, j.Ms)
	}
	slices.Sort(ms)
	if len(ms) > 0 {
		s.MsP50 = ms[len(ms)/2]
	}
	return s
}

// print writes the figures with 95 % intervals, and how probabilities compare
// with how often they were right.
func (t *lookTally) print(w io.Writer) error {
	s := t.summary()
	_, err := fmt.Fprintf(w, "%d images\ntop-1  %s\ntop-3  %s\nsure   %s, of which right %s\n%.0f ms an image (median)\n\nprobability   said  was right   images\n",
		s.Images, share(s.Top1, s.Images), share(s.Top3, s.Images), share(s.Accepted, s.Images), share(s.AcceptedRight, s.Accepted), s.MsP50)
	for lo := 0; lo < 10 && err == nil; lo++ {
		said, right, n := 0., 0, 0
		for _, j := range t.all {
			if len(j.Candidates) == 0 || min(int(j.Candidates[0].P*10), 9) != lo {
				continue
			}
			n++
			said += j.Candidates[0].P
			if j.rank() == 0 {
				right++
			}
		}
		if n > 0 {
			_, err = fmt.Fprintf(w, ".%d to %.1f   %5.1f %%   %6.1f %%   %6d\n", lo, float64(lo+1)/10, 100*said/float64(n), 100*float64(right)/float64(n), n)
		}
	}
	return err
}

// share writes a count as a percentage with Wilson's 95 % interval.
func share(k, n int) string {
	if n == 0 {
		return "none"
	}
	return fmt.Sprintf("%d of %d, %s", k, n, eval.Share(k, n))
}
