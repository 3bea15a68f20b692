package store

import (
	"cmp"
	"path/filepath"
)

// recognition takes the usual gates where the file names none.
func (l *loader) recognition() Recognition {
	r := l.file.Recognition
	var model Model
	if m := r.Model; m.File != "" {
		model = Model{File: filepath.Join(l.dir, m.File), Share: cmp.Or(m.Share, 0.5), line: l.at.Problem("recognition.model.file", "").Line}
	}
	return Recognition{Model: model, ScanWait: seconds(r.ScanWait), Accept: cmp.Or(r.Gates.Accept, 0.95), Ask: cmp.Or(r.Gates.Ask, 0.05), Residual: cmp.Or(r.Gates.Residual, 4), MergeSiblings: r.MergeSiblings}
}
