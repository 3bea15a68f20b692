package stripe

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// signedAt reads the time from a signature's header, t=SECONDS,v1=HEX,….
func signedAt(header string) (time.Time, error) {
	for part := range strings.SplitSeq(header, ",") {
		if v, ok := strings.CutPrefix(strings.TrimSpace(part), "t="); ok {
			n, err := strconv.ParseInt(v, 10, 64)
			if err != nil {
				return time.Time{}, fmt.Errorf("%w: its time is %.20q", ErrSignature, v)
			}
			return time.Unix(n, 0), nil
		}
	}
	return time.Time{}, fmt.Errorf("%w: it names no time", ErrSignature)
}
