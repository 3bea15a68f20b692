package account

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Entry is one line of the log of what staff did. Each holds the hash of the
// one before it, so that none can be changed, taken out or put in between
// without every later hash being wrong. What was done is Act (the method and
// pattern of the address) on Object (the address), Detail what was sent with it
// and Outcome how it ended: "asked" is written before the act, so that nothing
// is done that is not in the log.
type Entry struct {
	Seq     int64     `json:"seq"`
	At      time.Time `json:"at"`
	Who     string    `json:"who"` // the person's ID
	Name    string    `json:"name"`
	Role    Role      `json:"role"`
	Act     string    `json:"act"`
	Object  string    `json:"object"`
	Detail  string    `json:"detail"`
	Outcome string    `json:"outcome"`
	Prev    string    `json:"prev"`
	Hash    string    `json:"-"`
}

// Outcomes of an Entry. Refused covers whatever changed nothing.
const (
	Asked   = "asked"
	Done    = "done"
	Denied  = "refused"
	Failed  = "failed"
	Started = "started" // by the program itself: the log's own first line
)

// Sum is the hash of everything in the entry, the previous hash included. The
// encoding is JSON with its fields in the order above, the time in UTC to the
// nanosecond.
func (e Entry) Sum() string {
	e.At = e.At.UTC()
	b, err := json.Marshal(e)
	if err != nil { // only strings, numbers and an instant: none of them can fail within the year 9999
		return ""
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// Seal chains an entry to the one before it, which is the zero Entry for the
// first.
func (e Entry) Seal(before Entry) Entry {
	e.Seq, e.Prev = before.Seq+1, before.Hash
	e.Hash = e.Sum()
	return e
}

// Broken says where a log is not what was written.
type Broken struct {
	Seq int64
	Why string
}

// Error implements error.
func (b *Broken) Error() string {
	return fmt.Sprintf("the log is broken at entry %d: %s", b.Seq, b.Why)
}

// Follows checks an entry against the one before it.
func (e Entry) Follows(before Entry) error {
	switch {
	case e.Seq != before.Seq+1:
		return &Broken{before.Seq + 1, fmt.Sprintf("it is missing; entry %d follows entry %d", e.Seq, before.Seq)}
	case e.Prev != before.Hash:
		return &Broken{e.Seq, "it does not name the entry before it"}
	case e.Hash != e.Sum():
		return &Broken{e.Seq, "it was changed after it was written"}
	}
	return nil
}
