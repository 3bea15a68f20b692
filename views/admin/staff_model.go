package admin

import "time"

// SignIn is the form of the sign-in as typed; Code asks for the app's code too.
type SignIn struct {
	Email string
	Code  bool
}

// Person is one who works here; Mine says whether the reader may change them.
type Person struct {
	ID, Name, Email, Role string
	App, Badge, Off, Mine bool
}

// Invitation waits to be taken.
type Invitation struct {
	ID, Name, Email, Role, By string
	Until                     time.Time
}

// Session is one sign-in; This marks the reader's own.
type Session struct {
	ID, Name, From, Agent string
	Started, Seen         time.Time
	This                  bool
}

// PeoplePage is who works here. Link is a fresh invitation's, shown once; Roles
// those that the reader may give.
type PeoplePage struct {
	People      []Person
	Invitations []Invitation
	Sessions    []Session
	Roles       []string
	Link        string
}

// MePage is what is one's own. Secret and its QR code are of an app not set
// yet; BadgeCode is a fresh badge, shown once.
type MePage struct {
	Email      string
	App, Badge bool
	Secret     string
	QR         string
	QRSize     int
	BadgeCode  string
	BadgeQR    string
	BadgeSize  int
	Sessions   []Session
}

// AuditRow is one entry of the log.
type AuditRow struct {
	Seq                                            int64
	At                                             time.Time
	Name, Role, Act, Object, Detail, Outcome, Hash string
}
