package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/smtp"
	"net/textproto"
	"os"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/store"
)

// mailWait is how long a mail server may take over one message.
const mailWait = time.Minute

// outbox is where mail waits until the mail server has taken it.
type outbox interface {
	Outbox(ctx context.Context, waiting bool, limit int) ([]account.Mail, error)
	Posted(ctx context.Context, id int64) error
}

// sendMail hands what waits in the outbox to the store's mail server, the
// oldest first. A message counts as sent once the server has taken it: one whose
// answer is lost is sent again, with the same Message-ID.
func sendMail(ctx context.Context, to store.Mail, box outbox) error {
	waiting, err := box.Outbox(ctx, true, 20)
	if err != nil || len(waiting) == 0 {
		return err
	}
	from, err := mail.ParseAddress(to.From)
	if err != nil {
		return fmt.Errorf("mail.from %q: %w", to.From, err)
	}
	var errs []error
	for _, m := range waiting {
		if err := deliver(ctx, to, from, m); err != nil {
			errs = append(errs, fmt.Errorf("mail %d by %s: %w", m.ID, to.Server, err))
			var never *undeliverableError
			if !errors.As(err, &never) {
				break // the others would fare no better now
			}
		}
		if err := box.Posted(ctx, m.ID); err != nil {
			return errors.Join(append(errs, err)...)
		}
	}
	return errors.Join(errs...)
}

// undeliverableError says that the server will never take mail for somebody:
// it does not wait before everybody else's.
type undeliverableError struct {
	recipient string
	err       error
}

func (e *undeliverableError) Error() string { return e.recipient + ": " + e.err.Error() }
func (e *undeliverableError) Unwrap() error { return e.err }

// deliver gives one message to the server, encrypted where it offers that and
// signed in where the store names a user.
func deliver(ctx context.Context, to store.Mail, from *mail.Address, m account.Mail) error {
	host, _, err := net.SplitHostPort(to.Server)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, mailWait)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", to.Server)
	if err != nil {
		return err
	}
	defer conn.Close()
	if until, ok := ctx.Deadline(); ok {
		_ = conn.SetDeadline(until)
	}
	defer context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })()
	c, err := smtp.NewClient(conn, host)
	if err != nil {
		return err
	}
	defer c.Close()
	if ok, _ := c.Extension("STARTTLS"); ok {
		if err := c.StartTLS(&tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}); err != nil {
			return err
		}
	}
	if to.User != "" {
		secret, err := os.ReadFile(to.PasswordFile)
		if err != nil {
			return fmt.Errorf("mail.password_file: %w", err)
		}
		if err := c.Auth(smtp.PlainAuth("", to.User, strings.TrimSpace(string(secret)), host)); err != nil {
			return err
		}
	}
	if err := c.Mail(from.Address); err != nil {
		return err
	}
	if err := c.Rcpt(m.Recipient); err != nil {
		var answer *textproto.Error
		if errors.As(err, &answer) && answer.Code >= 500 {
			return &undeliverableError{m.Recipient, err}
		}
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(letter(from, m)); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return c.Quit()
}

// letter is a message as RFC 5322 and MIME want it.
func letter(from *mail.Address, m account.Mail) []byte {
	_, domain, _ := strings.Cut(from.Address, "@")
	id := sha256.Sum256([]byte(m.Key + "\x00" + m.Recipient))
	var b bytes.Buffer
	for _, h := range [][2]string{
		{"From", from.String()}, {"To", (&mail.Address{Address: m.Recipient}).String()}, {"Subject", mime.QEncoding.Encode("utf-8", m.Subject)},
		{"Date", m.At.Format(time.RFC1123Z)}, {"Message-ID", "<" + hex.EncodeToString(id[:12]) + "@" + domain + ">"},
		{"MIME-Version", "1.0"}, {"Content-Type", "text/plain; charset=utf-8"}, {"Content-Transfer-Encoding", "quoted-printable"},
	} {
		b.WriteString(h[0] + ": " + strings.NewReplacer("\r", "", "\n", " ").Replace(h[1]) + "\r\n")
	}
	b.WriteString("\r\n")
	q := quotedprintable.NewWriter(&b)
	_, _ = q.Write([]byte(strings.ReplaceAll(m.Body, "\n", "\r\n")))
	_ = q.Close()
	return b.Bytes()
}
