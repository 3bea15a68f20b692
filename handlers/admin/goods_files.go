package admin

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
)

// Limits of an import in the browser.
const (
	importLimit   = 64 << 20 // bytes
	importsKept   = 8        // files that wait for a confirmation
	importsKeptOf = time.Hour
	rowsShown     = 100 // changes, conflicts and bad rows that a preview lists
)

// job is one file on its way in: read and waiting for a confirmation, or being
// written.
type job struct {
	id      string
	who     string
	at      time.Time
	part    *catalog.Part
	preview hub.Incoming

	mu          sync.Mutex
	state       string // waits, runs, done, failed
	done, total int
	result      hub.Incoming
	err         error
}

func (j *job) tell(done, total int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.done, j.total = done, total
}

// desk holds the jobs of the last hour, a few of them.
type desk struct {
	mu   sync.Mutex
	jobs []*job
}

func (d *desk) add(j *job) {
	d.mu.Lock()
	defer d.mu.Unlock()
	kept := d.jobs[:0]
	for _, x := range d.jobs {
		if j.at.Sub(x.at) < importsKeptOf {
			kept = append(kept, x)
		}
	}
	d.jobs = append(kept, j)
	if n := len(d.jobs) - importsKept; n > 0 {
		d.jobs = d.jobs[n:]
	}
}

func (d *desk) find(id string) *job {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, x := range d.jobs {
		if x.id == id {
			return x
		}
	}
	return nil
}

// upload reads a file and shows what it would change. It changes nothing.
func (p *pages) upload(c *gin.Context, m Member) {
	f := p.frame(c, m, "g-not-done", "/admin/catalogue")
	refuse := func(status int, key string) {
		p.show(c, status, view.Message(f, f.T(key), "/admin/catalogue"))
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, importLimit)
	file, head, err := c.Request.FormFile("file")
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		refuse(http.StatusRequestEntityTooLarge, "g-file-too-large")
		return
	case err != nil:
		refuse(http.StatusUnprocessableEntity, "g-file-missing")
		return
	}
	defer file.Close()
	src, err := io.ReadAll(file)
	if err != nil {
		refuse(http.StatusRequestEntityTooLarge, "g-file-too-large")
		return
	}
	name := filepath.Base(head.Filename)
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".xlsx", ".yaml", ".yml":
	default:
		refuse(http.StatusUnprocessableEntity, "g-file-kind")
		return
	}
	format := p.Catalogue.Format()
	format.Lenient = true
	part := catalog.Read(name, src, format)
	in, err := p.Catalogue.Preview(c.Request.Context(), part)
	if err != nil {
		p.failGoods(c, m, "/admin/catalogue", err)
		return
	}
	j := &job{id: rand.Text(), who: m.ID, at: time.Now(), part: part, preview: in, state: "waits"}
	p.imports.add(j)
	c.Redirect(http.StatusSeeOther, "/admin/imports/"+j.id)
}

// importJob is the preview, the progress or the outcome of one import.
func (p *pages) importJob(c *gin.Context, m Member) {
	f := p.frame(c, m, "g-import", "/admin/catalogue")
	j := p.imports.find(c.Param("id"))
	if j == nil {
		p.show(c, http.StatusNotFound, view.Message(f, f.T("g-import-gone"), "/admin/catalogue"))
		return
	}
	p.show(c, http.StatusOK, view.Import(f, p.importView(f, j)))
}

func (p *pages) importView(f view.Frame, j *job) view.ImportPage {
	j.mu.Lock()
	defer j.mu.Unlock()
	in := j.preview
	if j.state == "done" {
		in = j.result
	}
	v := view.ImportPage{ID: j.id, File: j.part.File, State: j.state, Done: j.done, Total: j.total, Same: in.Same, Bad: in.Bad,
		Conflicts: len(in.Conflicts), Problems: in.Problems[:min(len(in.Problems), rowsShown)], ProblemsInAll: len(in.Problems)}
	for _, x := range in.Changes {
		if x.Before == nil {
			v.New++
		} else {
			v.Changed++
		}
	}
	for _, x := range in.Changes[:min(len(in.Changes), rowsShown)] {
		v.Changes = append(v.Changes, p.changeRow(f, x))
	}
	for _, x := range in.Conflicts[:min(len(in.Conflicts), rowsShown)] {
		v.Kept = append(v.Kept, view.Dispute{List: x.List, Key: x.Key, Name: p.nameOf(f, x.Key), Field: x.Field, FieldName: f.T("g-col-" + x.Field),
			File: p.columnWords(f, x.List, x.Field, x.File), Live: p.columnWords(f, x.List, x.Field, x.Live)})
	}
	return v
}

// applyImport writes the good rows beside the request, so that its page can
// show how far it is; a second confirmation does nothing more.
func (p *pages) applyImport(c *gin.Context, m Member) {
	f := p.frame(c, m, "g-import", "/admin/catalogue")
	j := p.imports.find(c.Param("id"))
	if j == nil {
		p.show(c, http.StatusNotFound, view.Message(f, f.T("g-import-gone"), "/admin/catalogue"))
		return
	}
	j.mu.Lock()
	first := j.state == "waits"
	if first {
		j.state = "runs"
	}
	j.mu.Unlock()
	if first {
		// It outlives the request, but not the program: one transaction.
		go p.runImport(context.WithoutCancel(c.Request.Context()), actor(m), j)
	}
	c.Redirect(http.StatusSeeOther, "/admin/imports/"+j.id)
}

func (p *pages) runImport(ctx context.Context, by trip.Actor, j *job) {
	in, err := p.Catalogue.ImportTold(ctx, by, j.part, j.tell)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.state, j.result, j.err = "done", in, err
	if err != nil {
		j.state = "failed"
	}
}
