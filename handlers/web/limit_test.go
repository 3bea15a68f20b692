package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/account"
)

func TestGuessesFromOneAddressEnd(t *testing.T) {
	gin.SetMode(gin.TestMode)
	now := time.Unix(1_700_000_000, 0)
	r := gin.New()
	if err := r.SetTrustedProxies(nil); err != nil {
		t.Fatal(err)
	}
	r.Use(Guesses(account.NewLimiter(3, time.Minute, func() time.Time { return now }), "/code"))
	r.POST("/code", func(c *gin.Context) {
		if c.PostForm("code") == "right" {
			c.Status(http.StatusSeeOther)
			return
		}
		c.Status(http.StatusUnprocessableEntity)
	})
	r.POST("/other", func(c *gin.Context) { c.Status(http.StatusUnprocessableEntity) })
	post := func(path, from, code string) int {
		req := httptest.NewRequest("POST", path, strings.NewReader("code="+code))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("X-Forwarded-For", code) // whoever asks may not choose their address
		req.RemoteAddr = from + ":1234"
		w := httptest.NewRecorder()
		r.ServeHTTP(w, req)
		return w.Code
	}
	for range 20 {
		if got := post("/code", "10.0.0.1", "right"); got != http.StatusSeeOther {
			t.Fatalf("a right one: %d", got)
		}
		if got := post("/other", "10.0.0.1", "x"); got != http.StatusUnprocessableEntity {
			t.Fatalf("another page: %d", got)
		}
	}
	for i, want := range []int{422, 422, 422, 429, 429} {
		if got := post("/code", "10.0.0.1", "wrong"); got != want {
			t.Fatalf("guess %d: %d, want %d", i, got, want)
		}
	}
	if got := post("/code", "10.0.0.1", "right"); got != 429 {
		t.Errorf("a right one after too many guesses: %d", got)
	}
	if got := post("/code", "10.0.0.2", "wrong"); got != 422 {
		t.Errorf("another address: %d", got)
	}
	now = now.Add(61 * time.Second)
	if got := post("/code", "10.0.0.1", "right"); got != http.StatusSeeOther {
		t.Errorf("after the wait: %d", got)
	}
}
