package shopping

import "github.com/dashcart/dashcart/models/trip"

// manyKeys is how many commands are known without asking the journal; older
// ones it refuses itself.
const manyKeys = 10_000

// keys are those of the latest commands carried out. A repeated command
// succeeds even where the state has moved on and would refuse it by now.
type keys struct {
	known map[string]struct{}
	order []string
}

func (k *keys) has(key string) bool {
	_, ok := k.known[key]
	return ok
}

func (k *keys) add(records []trip.Record) {
	if k.known == nil {
		k.known = map[string]struct{}{}
	}
	for _, r := range records {
		if k.has(r.Key) {
			continue
		}
		k.known[r.Key] = struct{}{}
		if k.order = append(k.order, r.Key); len(k.order) > manyKeys {
			delete(k.known, k.order[0])
			k.order = k.order[1:]
		}
	}
}
