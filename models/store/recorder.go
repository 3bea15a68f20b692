package store

// filled takes ten minutes, 512 MB and a month for what was left out.
func (r Recorder) filled() Recorder {
	if r.Minutes == 0 {
		r.Minutes = 10
	}
	if r.Megabytes == 0 {
		r.Megabytes = 512
	}
	if r.EvidenceDays == 0 {
		r.EvidenceDays = 30
	}
	return r
}
