package admin

import (
	"net/url"

	"github.com/a-h/templ"
)

// Recognition is how well carts recognised a thing over the last Days.
type Recognition struct {
	Days                       int
	Once, Times, Asked, Missed int64
	TakenFor                   []Mixed // what it was taken for
	Taken                      []Mixed // what was taken for it
}

// Mixed is another thing, and how often.
type Mixed struct {
	Code, Name string
	N          int64
}

// RecognisedTable is a page of how well each thing is recognised.
type RecognisedTable struct {
	Table
	From, Until string
	Rows        []RecognisedRow
}

// RecognisedRow is one thing: Share of its Times it was recognised at once.
// Page is its own page, "" where it is not in the catalogue any more.
type RecognisedRow struct {
	Code, Name, Page, TakenFor string
	Once, Times, Asked, Missed int64
	Share                      float64
}

// query is the list's state with one value changed.
func (t RecognisedTable) query(key, value string) string {
	v := url.Values{}
	for k, x := range map[string]string{"q": t.Query, "from": t.From, "until": t.Until, key: value} {
		if x != "" {
			v.Set(k, x)
		}
	}
	return v.Encode()
}

func (t RecognisedTable) address(key, value string) templ.SafeURL {
	return templ.SafeURL(t.Path + "?" + t.query(key, value))
}
