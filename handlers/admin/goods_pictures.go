package admin

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/catalog"
	view "github.com/dashcart/dashcart/views/admin"
)

const (
	pictureLimit = 12 << 20 // bytes of an uploaded picture
	photosKept   = 24       // of one product
)

// pictureGoods takes a new picture of a thing.
func pictureGoods(list string) func(*pages, *gin.Context, Member) {
	return func(p *pages, c *gin.Context, m Member) {
		if name, ok := p.uploaded(c, m, list); ok {
			p.setGoods(c, m, ref(list, c), "picture", map[string]string{"picture": name})
		}
	}
}

// photoGoods adds a reference photo, from which carts learn how a thing looks.
func photoGoods(list string) func(*pages, *gin.Context, Member) {
	return func(p *pages, c *gin.Context, m Member) {
		p.addPhoto(c, m, ref(list, c), func() (string, bool) { return p.uploaded(c, m, list) })
	}
}

// addPhoto adds the picture that kept returns, the name of its file, to what
// carts learn a thing's looks from; kept answers for itself where it fails.
func (p *pages) addPhoto(c *gin.Context, m Member, r catalog.Ref, kept func() (name string, ok bool)) {
	x, ok := p.goodsItem(c, m, r)
	if !ok {
		return
	}
	all := splitList(r.Get(x.Entry, "photos"))
	if len(all) >= photosKept {
		p.refusePicture(c, m, r, "enough")
		return
	}
	name, ok := kept()
	if !ok {
		return
	}
	if !slices.Contains(all, name) {
		all = append(all, name)
	}
	p.setGoods(c, m, r, "photos", map[string]string{"photos": strings.Join(all, ";")})
}

// unphotoGoods takes a reference photo away; its file stays, since an older
// revision may name it.
func unphotoGoods(list string) func(*pages, *gin.Context, Member) {
	return func(p *pages, c *gin.Context, m Member) {
		r := ref(list, c)
		x, ok := p.goodsItem(c, m, r)
		if !ok {
			return
		}
		gone := c.PostForm("photo")
		left := slices.DeleteFunc(splitList(r.Get(x.Entry, "photos")), func(f string) bool { return f == gone })
		p.setGoods(c, m, r, "photos", map[string]string{"photos": strings.Join(left, ";")})
	}
}

// uploaded keeps the picture that a form brings and returns its file name, or
// answers why it may not be kept.
func (p *pages) uploaded(c *gin.Context, m Member, list string) (name string, ok bool) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, pictureLimit)
	file, _, err := c.Request.FormFile("picture")
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		p.refusePicture(c, m, ref(list, c), "too-large")
		return "", false
	case err != nil:
		p.refusePicture(c, m, ref(list, c), "missing")
		return "", false
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		p.refusePicture(c, m, ref(list, c), "too-large")
		return "", false
	}
	return p.keepPicture(c, m, ref(list, c), data)
}

// keepPicture keeps a picture for the catalogue and returns its file name, or
// answers why it may not be kept.
func (p *pages) keepPicture(c *gin.Context, m Member, r catalog.Ref, data []byte) (name string, ok bool) {
	name, err := p.Goods.Pictures(data)
	var bad *BadPicture
	if errors.As(err, &bad) {
		p.refusePicture(c, m, r, bad.Why)
		return "", false
	}
	if err != nil {
		p.fail(c, m, err)
		return "", false
	}
	return name, true
}

func (p *pages) refusePicture(c *gin.Context, m Member, r catalog.Ref, why string) {
	f := p.frame(c, m, "g-picture-refused", "/admin/"+r.List)
	p.show(c, http.StatusUnprocessableEntity, view.Message(f, f.T("g-picture-"+why), "/admin/"+r.List+"/"+url.PathEscape(r.Key)))
}
