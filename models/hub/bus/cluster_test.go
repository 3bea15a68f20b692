package bus_test

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/dashcart/dashcart/models/hub/bus"
)

// outside reads addresses with commas between.
func outside(servers string) *bus.Outside {
	if servers == "" {
		return nil
	}
	return &bus.Outside{Servers: strings.Split(servers, ","), Replicas: 3}
}

// beNode is one server of a cluster until it is killed. at is its name and its
// addresses for clients and for the others; routes are the others'.
func beNode(dir, at, routes string) error {
	part := strings.Fields(at)
	host, port := hostPort(part[1])
	clusterHost, clusterPort := hostPort(part[2])
	o := &server.Options{ServerName: part[0], Host: host, Port: port, NoSigs: true, NoLog: true, JetStream: true, StoreDir: dir,
		Cluster: server.ClusterOpts{Name: "events", Host: clusterHost, Port: clusterPort}}
	for _, r := range strings.Split(routes, ",") {
		o.Routes = append(o.Routes, &url.URL{Scheme: "nats-route", Host: r})
	}
	s, err := server.NewServer(o)
	if err != nil {
		return err
	}
	s.Start()
	for !s.JetStreamIsCurrent() { // until the servers have found each other and a leader
		time.Sleep(20 * time.Millisecond)
	}
	fmt.Println("up")
	s.WaitForShutdown()
	return nil
}

func hostPort(at string) (string, int) {
	host, port, _ := net.SplitHostPort(at)
	n, _ := strconv.Atoi(port)
	return host, n
}

// free are addresses that nobody listens at.
func free(t *testing.T, n int) (all []string) {
	t.Helper()
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		all = append(all, l.Addr().String())
	}
	return all
}

// TestTripsThroughTheLossOfANode kills, in the middle of trips, the one of
// three servers that leads the stream of events.
func TestTripsThroughTheLossOfANode(t *testing.T) {
	t.Parallel()
	at, dir := free(t, 6), t.TempDir()
	clients, routes := at[:3], at[3:]
	nodes := map[string]*process{}
	for i := range clients {
		name := fmt.Sprint("n", i+1)
		nodes[name] = start(t, beThis+"=node", beIn+"="+filepath.Join(dir, name), beAt+"="+strings.Join([]string{name, clients[i], routes[i]}, " "), beNodes+"="+strings.Join(routes, ","))
	}
	for _, n := range nodes {
		n.says("up")
	}
	servers := "nats://" + strings.Join(clients, ",nats://")
	nc, err := nats.Connect(servers)
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 40*time.Second)
	defer cancel()
	if _, err := js.AccountInfo(ctx); err != nil {
		t.Fatal(err)
	}
	const carts, trips = 4, 4
	f := newFleet(t, carts, 1, beNodes+"="+servers)
	c := f.startCarts(trips)
	for range 3 {
		c.says("done")
	}
	stream, err := js.Stream(ctx, "EVENTS")
	if err != nil {
		t.Fatal(err)
	}
	info := stream.CachedInfo()
	if info.Config.Replicas != 3 || nodes[info.Cluster.Leader] == nil {
		t.Fatalf("the stream is not on three servers: %+v", info)
	}
	nodes[info.Cluster.Leader].kill()
	c.wait()
	f.hub.kill()
	p, wrong := f.check()
	for _, w := range wrong {
		t.Error(w)
	}
	if p.Receipts != carts*trips {
		t.Errorf("not what was to be shopped: %+v", p)
	}
}
