package store

import (
	"fmt"
	"net/url"
)

// Events is the cluster of NATS servers on which events of carts wait for the
// records; without servers they wait at the hub.
type Events struct {
	Servers  []string `yaml:"servers"`
	Replicas int      `yaml:"replicas"` // 1, 3 or 5
}

// check tells what is wrong, by the place in the file.
func (e Events) check(add func(at, format string, args ...any)) {
	for i, s := range e.Servers {
		u, err := url.Parse(s)
		switch {
		case err != nil || u.Host == "" || u.Scheme != "nats" && u.Scheme != "tls":
			add(fmt.Sprintf("events.servers[%d]", i), "%.60q is not an address like tls://nats-1.example.com:4222", s)
		case u.User != nil:
			add(fmt.Sprintf("events.servers[%d]", i), "credentials do not belong into this file; set NATS_CREDENTIALS_FILE")
		}
	}
	if r := e.Replicas; len(e.Servers) > 0 && r != 1 && r != 3 && r != 5 {
		add("events.replicas", "%d is not 1, 3 or 5: on how many servers each event is kept", r)
	} else if len(e.Servers) == 0 && r != 0 {
		add("events.replicas", "there are no servers to keep events on; name them under servers")
	}
}
