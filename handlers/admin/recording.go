package admin

import (
	"archive/zip"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/gin-gonic/gin"

	view "github.com/dashcart/dashcart/views/admin"
)

// recording sends the recording of a cart's last trip as one ZIP. It is made in
// a folder of its own first: once the archive has begun, no error can be told.
func (p *pages) recording(c *gin.Context, m Member) {
	s := p.find(c, m)
	if s == nil {
		return
	}
	refuse := func(why string) {
		f := p.frame(c, m, "a-not-possible", "/admin/carts")
		p.show(c, http.StatusNotFound, view.Message(f, f.T(why), p.cartPath(c)))
	}
	if p.Recording == nil {
		refuse("a-recording-away")
		return
	}
	parent, err := os.MkdirTemp("", "dashcart-recording-")
	if err != nil {
		p.fail(c, m, err)
		return
	}
	defer os.RemoveAll(parent)
	folder := filepath.Join(parent, "recording")
	err = p.Recording(s.ID(), folder)
	if errors.Is(err, ErrNoRecording) {
		refuse("a-recording-none")
		return
	}
	if err != nil {
		p.fail(c, m, fmt.Errorf("the recording of cart %s: %w", s.ID(), err))
		return
	}
	c.Header("Content-Type", "application/zip")
	c.Header("Content-Disposition", fmt.Sprintf("attachment; filename=%q", fileName(s.ID())+"-recording.zip"))
	w := zip.NewWriter(c.Writer)
	if err := errors.Join(w.AddFS(os.DirFS(parent)), w.Close()); err != nil {
		_ = c.Error(err) // the head is sent; the archive is torn, which its reader sees
	}
}

// fileName leaves only what every file system takes.
func fileName(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, s)
}
