package gs1

// cursor walks over digits of coupon data. The first thing that goes wrong
// stays in err, and later steps then do nothing.
type cursor struct {
	rest string
	err  *Error
}

func (c *cursor) fail(code Code, text string) {
	if c.err == nil {
		c.err = refuse(code, "%s", text)
	}
}

// option reports whether the optional field that begins with this digit is
// next, and steps over the digit.
func (c *cursor) option(field byte) bool {
	if c.err != nil || c.rest == "" || c.rest[0] != field {
		return false
	}
	c.rest = c.rest[1:]
	return true
}

// digit takes one digit, one of allowed unless that is empty.
func (c *cursor) digit(allowed string, missing, invalid Code, what string) int {
	if c.err != nil {
		return 0
	}
	if c.rest == "" {
		c.fail(missing, "the "+what+" ends too early")
		return 0
	}
	d := c.rest[0]
	for i := 0; i < len(allowed); i++ {
		if allowed[i] == d {
			c.rest = c.rest[1:]
			return int(d - '0')
		}
	}
	if allowed == "" {
		c.rest = c.rest[1:]
		return int(d - '0')
	}
	c.fail(invalid, "a digit of the "+what+" is "+string(d)+", not one of "+allowed)
	return 0
}

// take takes n digits.
func (c *cursor) take(n int, truncated Code, what string) string {
	if c.err != nil {
		return ""
	}
	if len(c.rest) < n {
		c.fail(truncated, "the "+what+" is shorter than it should be")
		return ""
	}
	s := c.rest[:n]
	c.rest = c.rest[n:]
	return s
}

// atoi reads digits that cursor has taken, at most nine.
func atoi(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
