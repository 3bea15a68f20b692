package admin

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/account"
	view "github.com/dashcart/dashcart/views/admin"
)

// roles shows the table of who may do what.
func (p *pages) roles(c *gin.Context, m Member) {
	f := p.frame(c, m, "a-roles", "/admin/roles")
	var names []string
	for _, r := range account.Roles() {
		names = append(names, string(r))
	}
	var rows []view.RoleRow
	for _, x := range account.Rights() {
		row := view.RoleRow{Action: string(x.Action), Label: f.T("may-" + string(x.Action)), Roles: map[string]bool{}}
		for _, r := range x.Roles {
			row.Roles[string(r)] = true
		}
		rows = append(rows, row)
	}
	p.show(c, http.StatusOK, view.Roles(f, names, rows))
}

// people shows who works here, invitations that wait and sessions.
func (p *pages) people(c *gin.Context, m Member) {
	p.showPeople(c, m, http.StatusOK, p.frame(c, m, "a-staff", "/admin/staff"), "")
}

func (p *pages) showPeople(c *gin.Context, m Member, status int, f view.Frame, link string) {
	ctx := c.Request.Context()
	all, err := p.People.People(ctx)
	page := view.PeoplePage{Link: link}
	names := map[string]string{}
	for _, e := range all {
		names[e.ID] = e.Name
		page.People = append(page.People, view.Person{ID: e.ID, Name: e.Name, Email: e.Email, Role: string(e.Role), App: e.Secret != "", Badge: e.BadgeHash != "", Off: e.Off,
			Mine: m.Role.Grants(e.Role) && e.ID != m.ID})
	}
	invitations, err2 := p.People.Invitations(ctx)
	for _, i := range invitations {
		page.Invitations = append(page.Invitations, view.Invitation{ID: i.ID, Name: i.Name, Email: i.Email, Role: string(i.Role), By: i.By, Until: i.Until.In(p.Zone)})
	}
	sessions, err3 := p.People.Sessions(ctx)
	if err := errors.Join(err, err2, err3); err != nil {
		p.fail(c, m, err)
		return
	}
	for _, s := range sessions {
		v := p.session(c, s)
		v.Name = names[s.Who]
		page.Sessions = append(page.Sessions, v)
	}
	for _, r := range account.Roles() {
		if m.Role.Grants(r) {
			page.Roles = append(page.Roles, string(r))
		}
	}
	p.show(c, status, view.People(f, page))
}

func (p *pages) session(c *gin.Context, s account.Session) view.Session {
	secret, _ := c.Cookie(sessionCookie)
	return view.Session{ID: s.ID, From: s.From, Agent: s.Agent, Started: s.Started.In(p.Zone), Seen: s.Seen.In(p.Zone), This: account.IsSession(s, secret)}
}

func (p *pages) invite(c *gin.Context, m Member) {
	ctx := c.Request.Context()
	f := p.frame(c, m, "a-staff", "/admin/staff")
	secret, err := p.People.Invite(ctx, m.employee(), c.PostForm("email"), c.PostForm("name"), account.Role(c.PostForm("role")))
	if no := refusal(err); no != nil {
		f.Problem = f.T("a-" + no.Code)
		p.showPeople(c, m, http.StatusUnprocessableEntity, f, "")
		return
	}
	if err == nil {
		link := p.PublicURL + "/admin/invite/" + secret
		if p.Mail != nil {
			err = p.Mail(ctx, account.Mail{Recipient: c.PostForm("email"), Subject: f.T("a-invite-subject", p.Name), Body: f.T("a-invite-body", m.Name, p.Name, link)})
		}
		if err == nil {
			f.Notice = f.T("a-invite-sent", c.PostForm("email"))
			p.showPeople(c, m, http.StatusOK, f, link)
			return
		}
	}
	p.fail(c, m, err)
}

// refusal is why the accounts said no, nil where they did not.
func refusal(err error) *account.Refused {
	var no *account.Refused
	if errors.As(err, &no) {
		return no
	}
	return nil
}

// did ends a change of people: back to their page, or there with what is wrong.
func (p *pages) did(c *gin.Context, m Member, err error) {
	f := p.frame(c, m, "a-staff", "/admin/staff")
	if no := refusal(err); no != nil {
		f.Problem = f.T("a-" + no.Code)
		p.showPeople(c, m, http.StatusConflict, f, "")
		return
	}
	if err != nil {
		p.fail(c, m, err)
		return
	}
	c.Redirect(http.StatusSeeOther, "/admin/staff")
}

func (p *pages) setRole(c *gin.Context, m Member) {
	p.did(c, m, p.People.SetRole(c.Request.Context(), m.employee(), c.Param("id"), account.Role(c.PostForm("role"))))
}

func (p *pages) leave(c *gin.Context, m Member) {
	p.did(c, m, p.People.Leave(c.Request.Context(), m.employee(), c.Param("id")))
}

func (p *pages) comeBack(c *gin.Context, m Member) {
	p.did(c, m, p.People.Return(c.Request.Context(), m.employee(), c.Param("id")))
}

func (p *pages) resetApp(c *gin.Context, m Member) {
	p.did(c, m, p.People.ResetApp(c.Request.Context(), m.employee(), c.Param("id")))
}

func (p *pages) withdraw(c *gin.Context, m Member) {
	p.did(c, m, p.People.Withdraw(c.Request.Context(), c.Param("id")))
}

func (m Member) employee() account.Employee {
	return account.Employee{ID: m.ID, Name: m.Name, Email: m.Email, Role: m.Role}
}
