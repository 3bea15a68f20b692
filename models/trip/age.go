package trip

// AgeToProve is the highest age in years that something in the basket asks for
// and nobody has seen proof of, 0 for none.
func (t Trip) AgeToProve() int {
	age := 0
	for _, l := range t.Lines {
		age = max(age, l.AgeLimit)
	}
	if t.Age != nil && t.Age.Age >= age {
		return 0
	}
	return age
}
