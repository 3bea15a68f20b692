package bus

import "regexp"

// violation is what the message server logs when a client reaches for a subject
// that is not its own; there is no other way to be told of it.
var violation = regexp.MustCompile(`^(\S+?)(?::\d+)? - \w+:\d+ - (?:.*\bnkey:(\w+))?.*(?:Publish|Subscription) Violation - (.*)$`)

// overreach reads a line of the server's log as an attempt at what is another's.
func overreach(line string) (Attempt, bool) {
	m := violation.FindStringSubmatch(line)
	if m == nil {
		return Attempt{}, false
	}
	return Attempt{From: m[1], Who: clip(m[2], 64), Why: clip("it reached for what is not its own: "+m[3], 200)}, true
}
