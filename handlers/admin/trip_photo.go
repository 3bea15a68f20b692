package admin

import (
	"io"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
)

// photoOfTrip makes a frame that a trip's decision rests on a reference photo
// of the thing whose code the form names. The frame is as the camera handed it
// on, cropped to the basket where the store file says so.
func (p *pages) photoOfTrip(c *gin.Context, m Member) {
	path, ok, err := p.Trips.Picture(c.Param("id"), c.Param("name"))
	if err != nil {
		p.fail(c, m, err)
		return
	}
	back := "/admin/trips/" + c.Param("id")
	if !ok {
		f := p.frame(c, m, "g-picture-refused", "/admin/trips")
		p.show(c, http.StatusNotFound, view.Message(f, f.T("t-no-picture"), back))
		return
	}
	r, ok := p.photographed(c, m, back)
	if !ok {
		return
	}
	p.addPhoto(c, m, r, func() (string, bool) {
		data, err := readPicture(path)
		if err != nil {
			p.fail(c, m, err)
			return "", false
		}
		return p.keepPicture(c, m, r, data)
	})
}

// photographed is the entry whose GTIN or produce code the form names, where
// the member may change it; else it answers why not.
func (p *pages) photographed(c *gin.Context, m Member, back string) (catalog.Ref, bool) {
	code := c.PostForm("code")
	r, ok := refByCode(p.Catalogue.Current(), code)
	if !ok {
		f := p.frame(c, m, "g-not-there", "/admin/trips")
		p.show(c, http.StatusUnprocessableEntity, view.Message(f, f.T("g-not-there-text", code), back))
		return r, false
	}
	if !m.Role.May(goodsLists[r.List]) {
		f := p.frame(c, m, "a-not-yours", "")
		p.show(c, http.StatusForbidden, view.Message(f, f.T("a-not-yours-text", f.T("role-"+string(m.Role))), back))
		return catalog.Ref{}, false
	}
	return r, true
}

// readPicture reads a picture file, no more of it than an upload may have.
func readPicture(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, pictureLimit))
}

// codeOf is how forms name a thing, "" for one without a code.
func codeOf(i evidence.Item) string {
	switch {
	case !i.GTIN.IsZero():
		return i.GTIN.String()
	case !i.PLU.IsZero():
		return i.PLU.String()
	}
	return ""
}

// provenCodes is what each decision's thing proved to be, by its event's
// number: a line that was corrected later is what it was corrected to, and a
// question is what it was answered with.
func provenCodes(records []trip.Record) map[int64]string {
	lines := map[int]evidence.Item{}
	answers := map[int]evidence.Item{} // by the decision that asked
	for _, r := range records {
		switch e := r.Event.(type) {
		case trip.LinePut:
			lines[e.Line.ID] = e.Line.Item
			if e.Evidence != nil && e.Evidence.Answers != 0 {
				answers[e.Evidence.Answers] = e.Line.Item
			}
		case trip.LineReplaced:
			lines[e.Line.ID] = e.Line.Item
		}
	}
	out := map[int64]string{}
	for _, r := range records {
		switch e := r.Event.(type) {
		case trip.LinePut:
			out[r.Seq] = codeOf(lines[e.Line.ID])
		case trip.LineTaken:
			out[r.Seq] = codeOf(lines[e.Line])
			if out[r.Seq] == "" {
				out[r.Seq] = codeOf(e.Was.Item)
			}
		case trip.QuestionAsked:
			out[r.Seq] = codeOf(answers[e.Question.ID])
		}
	}
	return out
}
