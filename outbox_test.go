package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/journal"
	"github.com/dashcart/dashcart/models/store"
)

// postOffice is an SMTP server that takes mail for anyone but the refused, and
// says what it was told.
type postOffice struct {
	addr   string
	orders chan string // MAIL, RCPT, AUTH as they came
	taken  chan string // messages
}

func openPostOffice(t *testing.T, refuse string) *postOffice {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	p := &postOffice{addr: l.Addr().String(), orders: make(chan string, 100), taken: make(chan string, 100)}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c, refuse)
		}
	}()
	return p
}

func (p *postOffice) serve(c net.Conn, refuse string) {
	defer c.Close()
	in := bufio.NewReader(c)
	say := func(s string) { fmt.Fprintf(c, "%s\r\n", s) }
	say("220 post office")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimSpace(line)
		switch verb, _, _ := strings.Cut(line, " "); strings.ToUpper(verb) {
		case "EHLO":
			say("250-post office")
			say("250 AUTH PLAIN")
		case "DATA":
			say("354 go on")
			var b strings.Builder
			for {
				l, err := in.ReadString('\n')
				if err != nil {
					return
				}
				if l == ".\r\n" {
					break
				}
				b.WriteString(strings.TrimPrefix(l, "."))
			}
			p.taken <- b.String()
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		case "RCPT":
			p.orders <- line
			if refuse != "" && strings.Contains(line, refuse) {
				say("550 nobody of that name")
				continue
			}
			say("250 fine")
		default:
			p.orders <- line
			say("250 fine")
		}
	}
}

func outboxWith(t *testing.T, letters ...account.Mail) *journal.Store {
	t.Helper()
	db, err := journal.OpenStore(filepath.Join(t.TempDir(), "store.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for _, m := range letters {
		if _, err := db.Post(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

func waiting(t *testing.T, db *journal.Store) int {
	t.Helper()
	w, err := db.Outbox(t.Context(), true, 100)
	if err != nil {
		t.Fatal(err)
	}
	return len(w)
}

var atTen = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

func TestMailLeavesByTheStoresServer(t *testing.T) {
	p := openPostOffice(t, "")
	body := "Su código es 123456.\n.\nNo lo comparta. " + strings.Repeat("x", 200) + "\n"
	db := outboxWith(t, account.Mail{Key: "k", At: atTen, Recipient: "ana@example.com", Subject: "Corner Market: su código\r\nBcc: all@example.com", Body: body})
	to := store.Mail{Server: p.addr, From: "Corner Market <receipts@cornermarket.example>"}
	if err := sendMail(t.Context(), to, db); err != nil {
		t.Fatal(err)
	}
	if got := <-p.orders; got != "MAIL FROM:<receipts@cornermarket.example>" {
		t.Errorf("the sender is given as %q", got)
	}
	if got := <-p.orders; got != "RCPT TO:<ana@example.com>" {
		t.Errorf("the recipient is given as %q", got)
	}
	m, err := mail.ReadMessage(strings.NewReader(<-p.taken))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || !strings.HasPrefix(subject, "Corner Market: su código") || m.Header.Get("Bcc") != "" {
		t.Errorf("subject %q, bcc %q, %v", subject, m.Header.Get("Bcc"), err)
	}
	got, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil || strings.ReplaceAll(string(got), "\r\n", "\n") != body {
		t.Errorf("the body arrived as %q, %v", got, err)
	}
	if n := waiting(t, db); n != 0 {
		t.Errorf("%d messages still wait", n)
	}
	if err := sendMail(t.Context(), to, db); err != nil || len(p.taken) != 0 {
		t.Errorf("it was sent again: %v", err)
	}
}

func TestOneRefusedRecipientKeepsNobodyElsesMail(t *testing.T) {
	p := openPostOffice(t, "nobody@")
	db := outboxWith(t, account.Mail{Key: "a", At: atTen, Recipient: "nobody@example.com", Subject: "a"}, account.Mail{Key: "b", At: atTen, Recipient: "ana@example.com", Subject: "b"})
	err := sendMail(t.Context(), store.Mail{Server: p.addr, From: "a@b.example"}, db)
	if err == nil || !strings.Contains(err.Error(), "nobody of that name") {
		t.Errorf("the refusal is not told: %v", err)
	}
	if n := waiting(t, db); n != 0 || len(p.taken) != 1 {
		t.Errorf("%d wait and %d were taken, want none and 1", n, len(p.taken))
	}
}

func TestMailWaitsWhileTheServerIsAway(t *testing.T) {
	db := outboxWith(t, account.Mail{Key: "a", At: atTen, Recipient: "ana@example.com", Subject: "a"})
	gone := openPostOffice(t, "").addr
	for name, to := range map[string]store.Mail{
		"nobody listens":   {Server: strings.Replace(gone, "127.0.0.1", "127.0.0.2", 1), From: "a@b.example"},
		"no password file": {Server: gone, From: "a@b.example", User: "u", PasswordFile: filepath.Join(t.TempDir(), "none")},
	} {
		if err := sendMail(t.Context(), to, db); err == nil || waiting(t, db) != 1 {
			t.Errorf("%s: %v, %d wait", name, err, waiting(t, db))
		}
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := sendMail(stopped, store.Mail{Server: gone, From: "a@b.example"}, db); err == nil || waiting(t, db) != 1 {
		t.Errorf("stopped: %v", err)
	}
}
