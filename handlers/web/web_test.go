package web

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"
)

func TestChangesFromAnotherSiteAreRefused(t *testing.T) {
	gin.SetMode(gin.TestMode)
	r := gin.New()
	r.Use(Protect())
	r.Any("/", func(c *gin.Context) { c.Status(http.StatusNoContent) })
	for _, x := range []struct {
		method, site, origin string
		want                 int
	}{
		{"POST", "cross-site", "", http.StatusForbidden},
		{"POST", "same-site", "", http.StatusForbidden},
		{"POST", "", "http://evil.example", http.StatusForbidden},
		{"POST", "same-origin", "", http.StatusNoContent},
		{"POST", "", "http://cart.example", http.StatusNoContent},
		{"POST", "", "", http.StatusNoContent}, // no browser
		{"GET", "cross-site", "", http.StatusNoContent},
	} {
		req := httptest.NewRequest(x.method, "http://cart.example/", nil)
		if x.site != "" {
			req.Header.Set("Sec-Fetch-Site", x.site)
		}
		if x.origin != "" {
			req.Header.Set("Origin", x.origin)
		}
		w := httptest.NewRecorder()
		r.ServeHTTP(w, req)
		if w.Code != x.want {
			t.Errorf("%s from %q %q: %d, want %d", x.method, x.site, x.origin, w.Code, x.want)
		}
		if w.Header().Get("Content-Security-Policy") == "" {
			t.Errorf("%s: no content security policy", x.method)
		}
	}
}

func TestQR(t *testing.T) {
	if path, size := QR(""); path != "" || size != 0 {
		t.Errorf("no text: %q %d", path, size)
	}
	if path, size := QR("H7K2M9QX"); path == "" || size != 21 {
		t.Errorf("eight characters: %d modules, want the smallest code's 21", size)
	}
}
