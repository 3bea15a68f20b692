package look

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

const (
	alike    = .5 // cosine of joined views from which two photos of a product are near-duplicates
	heldOut  = 4  // folds of cross-validation
	coolest  = .005
	hottest  = 1.
	heatStep = 1.02
)

// nearDuplicates groups photos of one class that are linked by cosines over
// alike: bursts of one item on one shelf. Random splits put them on both
// sides, and every figure taken from such a split lies. The rows of x have
// length 1; the result names each photo's group.
func nearDuplicates(x blas32.General, class []int) []int {
	of := map[int][]int{}
	for i, c := range class {
		of[c] = append(of[c], i)
	}
	group := make([]int, len(class))
	for i := range group {
		group[i] = i
	}
	var root func(i int) int
	root = func(i int) int {
		if group[i] != i {
			group[i] = root(group[i])
		}
		return group[i]
	}
	for _, members := range of {
		for k, i := range members {
			for _, j := range members[:k] {
				if root(i) != root(j) && dot(row(x, i), row(x, j)) > alike {
					group[root(i)] = root(j)
				}
			}
		}
	}
	for i := range group {
		group[i] = root(i)
	}
	return group
}

func dot(a, b []float32) float32 {
	return blas32.Dot(blas32.Vector{N: len(a), Inc: 1, Data: a}, blas32.Vector{N: len(b), Inc: 1, Data: b})
}

// deal gives whole groups to folds so that each class is spread evenly: the
// largest first, each to the fold that has least of its class.
func deal(group, class []int, folds int) []int {
	size, classOf := map[int]int{}, map[int]int{}
	for i, g := range group {
		size[g]++
		classOf[g] = class[i]
	}
	var groups []int
	for g := range size {
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b int) int { return cmp.Or(size[b]-size[a], a-b) })
	load := map[int][]int{}
	fold := map[int]int{}
	for _, g := range groups {
		l := load[classOf[g]]
		if l == nil {
			l = make([]int, folds)
			load[classOf[g]] = l
		}
		least := 0
		for f := range l {
			if l[f] < l[least] {
				least = f
			}
		}
		l[least] += size[g]
		fold[g] = least
	}
	out := make([]int, len(group))
	for i, g := range group {
		out[i] = fold[g]
	}
	return out
}

// judged are cosines of photos to all products, none of whose near-duplicates
// were among the references, and which product is right.
type judged struct {
	cosines [][]float32
	truth   []int
}

// crossValidate judges each photo by a whitening and by prototypes made
// without its fold. The rows of z are principal components; photos of
// products that are in no other fold are left out.
func crossValidate(z blas32.General, class, fold []int) judged {
	var out judged
	products := slices.Max(class) + 1
	for f := range heldOut {
		var in []int
		known := map[int]bool{}
		for i := range class {
			if fold[i] != f {
				in = append(in, i)
				known[class[i]] = true
			}
		}
		train, c := newMatrix(len(in), z.Cols), make([]int, len(in))
		for k, i := range in {
			copy(row(train, k), row(z, i))
			c[k] = class[i]
		}
		w, ok := whiten(train, c, withinPart)
		if !ok {
			continue
		}
		p := prototypes{dim: z.Cols}
		for i := range products {
			p.add(i, make([]float32, z.Cols))
		}
		white := multiply(train, w)
		for k := range white.Rows {
			p.add(c[k], unit(row(white, k)))
		}
		v := make([]float32, z.Cols)
		for i := range class {
			if fold[i] != f || !known[class[i]] {
				continue
			}
			blas32.Gemv(blas.Trans, 1, w, blas32.Vector{N: z.Cols, Inc: 1, Data: row(z, i)}, 0, blas32.Vector{N: z.Cols, Inc: 1, Data: v})
			out.cosines = append(out.cosines, p.cosines(unit(v)))
			out.truth = append(out.truth, class[i])
		}
	}
	return out
}

// temperature is the one that makes the softmax of cosines likeliest to name
// the truth (Guo and others 2017).
func (j judged) temperature() float64 {
	bestHeat, least := .05, math.Inf(1)
	for t := coolest; t < hottest; t *= heatStep {
		if l := j.loss(t); l < least {
			bestHeat, least = t, l
		}
	}
	return bestHeat
}

// loss is the mean of the negative log probabilities of the truth.
func (j judged) loss(heat float64) float64 {
	if len(j.truth) == 0 {
		return math.Inf(1)
	}
	total := 0.
	for i, c := range j.cosines {
		sum := 0.
		for _, v := range c {
			sum += math.Exp(float64(v-c[j.truth[i]]) / heat)
		}
		total += math.Log(sum)
	}
	return total / float64(len(j.truth))
}
