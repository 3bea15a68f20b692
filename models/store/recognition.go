package store

import "cmp"

// filled takes the usual gates where the file names none.
func (r recognitionFile) filled() Recognition {
	return Recognition{ScanWait: seconds(r.ScanWait), Accept: cmp.Or(r.Gates.Accept, 0.95), Ask: cmp.Or(r.Gates.Ask, 0.05), Residual: cmp.Or(r.Gates.Residual, 4), MergeSiblings: r.MergeSiblings}
}
