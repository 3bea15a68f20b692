package admin

import (
	"context"
	"crypto/rand"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/gs1"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
	view "github.com/dashcart/dashcart/views/admin"
	"github.com/dashcart/dashcart/views/words"
)

// questions are what a cart asks its shopper now, which staff may answer too.
func questions(t *trip.Trip, lang string) []view.Question {
	var out []view.Question
	for _, q := range t.Questions {
		v := view.Question{ID: q.ID, Take: q.Direction == evidence.Take, Grams: q.Grams}
		for _, c := range q.Choices {
			name := c.Line.Name
			if lang == "es" && c.Line.NameES != "" {
				name = c.Line.NameES
			}
			o := view.QuestionChoice{Name: strings.TrimSpace(name + " " + c.Line.Size), Price: c.Line.UnitPrice.Format(words.Locale(lang))}
			if !c.Line.Item.GTIN.IsZero() {
				o.GTIN = c.Line.Item.GTIN.String()
			}
			if !c.Line.Item.PLU.IsZero() {
				o.PLU = c.Line.Item.PLU.String()
			}
			v.Choices = append(v.Choices, o)
		}
		out = append(out, v)
	}
	return out
}

// answerQuestion answers what a cart asks, in the member's name: one of its
// choices, or what a typed code names.
func (p *pages) answerQuestion(c *gin.Context, m Member) {
	how := c.PostForm("how")
	item := formItem(c)
	if how == "item" && item == (evidence.Item{}) {
		p.fail(c, m, &trip.Refused{Code: "answer-what", Text: "answer: no code names the item"})
		return
	}
	back := p.cartPath(c) + "#basket"
	if c.PostForm("back") == "help" {
		back = "/admin/help"
	}
	p.decideBy(c, m, back, func(ctx context.Context, s shopping.Shopping) error {
		return s.Answer(ctx, rand.Text(), actor(m), formNumber(c, "question"), item, 1, how)
	})
}

// formItem is the item of a form: by its number, its produce code, or a code
// that was typed and may be either.
func formItem(c *gin.Context) (i evidence.Item) {
	if g, err := gs1.ParseGTIN(c.PostForm("gtin")); err == nil {
		i.GTIN = g
	}
	if n, err := gs1.ParsePLU(c.PostForm("plu")); err == nil {
		i.PLU = n
	}
	typed := strings.TrimSpace(c.PostForm("code"))
	if typed == "" {
		return i
	}
	if n, err := gs1.ParsePLU(typed); err == nil {
		return evidence.Item{PLU: n}
	}
	if g, err := gs1.ParseGTIN(typed); err == nil {
		return evidence.Item{GTIN: g}
	}
	return evidence.Item{}
}
