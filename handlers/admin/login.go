package admin

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/account"
	view "github.com/dashcart/dashcart/views/admin"
	"github.com/dashcart/dashcart/views/words"
)

// Lang is the language that somebody of the staff chose, or whose browser asks
// for it.
func Lang(c *gin.Context) string { return lang(c) }

func lang(c *gin.Context) string {
	if q, err := c.Cookie("lang"); err == nil && q != "" {
		return words.Lang(q)
	}
	return words.Lang(c.GetHeader("Accept-Language"))
}

// frame is what stands around a page: title is a key of a sentence, or a text
// that is no key.
func (p *pages) frame(c *gin.Context, m Member, title, at string) view.Frame {
	f := view.Frame{Store: p.Name, Lang: lang(c), At: at, Who: m.Name, Role: string(m.Role), Path: c.Request.URL.RequestURI()}
	f.Title, f.Chain = f.T(title), p.Chain != nil
	f.May = func(a string) bool { return m.Role.May(Action(a)) }
	for _, c := range p.Carts() {
		if t := c.Live().State.Trip; t != nil && !t.Status.Over() && t.Help != nil {
			f.Waiting++
		}
	}
	return f
}

// outside is the frame of a page before the sign-in.
func (p *pages) outside(c *gin.Context, title string) view.Frame {
	f := view.Frame{Store: p.Name, Lang: lang(c), Path: c.Request.URL.RequestURI()}
	f.Title = f.T(title)
	return f
}

func (p *pages) login(c *gin.Context) {
	p.show(c, http.StatusOK, view.Login(p.outside(c, "a-sign-in-title"), view.SignIn{}))
}

func (p *pages) signIn(c *gin.Context) {
	try := account.SignIn{Email: c.PostForm("email"), Password: c.PostForm("password"), Code: c.PostForm("totp"), From: c.ClientIP(), Agent: c.Request.UserAgent()}
	session, err := p.Staff.SignIn(c.Request.Context(), try)
	if err == nil {
		setSession(c, session)
		c.Redirect(http.StatusSeeOther, "/admin")
		return
	}
	f, status := p.outside(c, "a-sign-in-title"), http.StatusUnauthorized
	var no *account.Refused
	switch {
	case errors.As(err, &no):
		f.Problem, status = f.T("a-"+no.Code), http.StatusTooManyRequests
	case errors.Is(err, account.ErrCode):
		f.Notice = f.T("a-code-wanted")
	case errors.Is(err, account.ErrSignIn):
		f.Problem = f.T("a-sign-in-wrong")
	default:
		_ = c.Error(err)
		f.Problem, status = f.T("a-records"), http.StatusInternalServerError
	}
	// The password is typed again with the code: it never lies in a page.
	p.show(c, status, view.Login(f, view.SignIn{Email: try.Email, Code: errors.Is(err, account.ErrCode) || try.Code != ""}))
}

func setSession(c *gin.Context, secret string) {
	http.SetCookie(c.Writer, &http.Cookie{Name: sessionCookie, Value: secret, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: c.Request.TLS != nil})
}

func (p *pages) signOut(c *gin.Context) {
	if session, err := c.Cookie(sessionCookie); err == nil {
		if err := p.Staff.SignOut(c.Request.Context(), session); err != nil {
			p.fail(c, Member{}, err)
			return
		}
	}
	http.SetCookie(c.Writer, &http.Cookie{Name: sessionCookie, Path: "/", MaxAge: -1, HttpOnly: true})
	c.Redirect(http.StatusSeeOther, "/admin/login")
}

// invited asks a new person for a password; accept lets them in.
func (p *pages) invited(c *gin.Context) {
	p.show(c, http.StatusOK, view.Invited(p.outside(c, "a-invited"), c.Param("secret")))
}

func (p *pages) accept(c *gin.Context) {
	f := p.outside(c, "a-invited")
	if c.PostForm("password") != c.PostForm("again") {
		f.Problem = f.T("a-not-same")
		p.show(c, http.StatusUnprocessableEntity, view.Invited(f, c.Param("secret")))
		return
	}
	_, err := p.People.Accept(c.Request.Context(), c.Param("secret"), c.PostForm("password"))
	var no *account.Refused
	switch {
	case err == nil:
		c.Redirect(http.StatusSeeOther, "/admin/login")
	case errors.As(err, &no):
		f.Problem = f.T("a-" + no.Code)
		p.show(c, http.StatusUnprocessableEntity, view.Invited(f, c.Param("secret")))
	default:
		p.fail(c, Member{}, err)
	}
}
