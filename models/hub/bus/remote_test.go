package bus_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/hub/hubtest"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/trip"
)

// spy is a cart that notes what it is asked to do.
type spy struct {
	shopping.Shopping
	live  shopping.Live
	watch chan struct{}
	did   chan string
}

func (s *spy) note(name string, args ...any) error {
	b, err := json.Marshal(args)
	s.did <- name + string(b)
	return err
}

func (s *spy) ID() string                       { return "cart-01" }
func (s *spy) Live() shopping.Live              { return s.live }
func (s *spy) Watch() (<-chan struct{}, func()) { return s.watch, func() {} }
func (s *spy) Do(_ context.Context, key string, by trip.Actor, c trip.Command) error {
	if _, no := c.(trip.Unlock); no {
		return &trip.Refused{Code: "busy-cart", Text: "not now"}
	}
	return s.note(fmt.Sprintf("Do %T", c), key, by, c)
}
func (s *spy) Reserve(_ context.Context, key, token, phone string) error {
	return s.note("Reserve", key, token, phone)
}
func (s *spy) PriceLine(_ context.Context, key string, by trip.Actor, line int, to pricing.Line, reason string) error {
	return s.note("PriceLine", key, by, line, to, reason)
}
func (s *spy) Continue(context.Context) error { return s.note("Continue") }

func TestTheHubSeesAndUsesACart(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	c, _ := s.join(t, "cart-01")
	reached(t, c)
	r := s.remote(t, "cart-01", "101")
	if l := r.Live(); l.Online || l.Number != "101" {
		t.Errorf("before anything was heard: %+v", l)
	}
	changed, end := r.Watch()
	defer end()
	cart := &spy{live: shopping.Live{ID: "cart-01", Number: "101", Online: true, State: trip.New(), Fill: []float64{0.5}}, watch: make(chan struct{}, 1), did: make(chan string, 9)}
	go c.Expose(t.Context(), cart) //nolint:errcheck // ends with the test
	<-changed
	got := r.Live()
	got.Version = 0
	if !reflect.DeepEqual(got, cart.live) {
		t.Errorf("the cart is\n%+v and is seen as\n%+v", cart.live, got)
	}
	ctx, by := t.Context(), trip.Actor{Kind: trip.ByStaff, Name: "Olivia"}
	line := pricing.Line{Name: "Milk", Quantity: 2, UnitPrice: hubtest.USD(199)}
	for want, call := range map[string]func() error{
		`Do trip.Lock["k",{"kind":"staff","name":"Olivia"},{"Reason":"wheel"}]`:         func() error { return r.Do(ctx, "k", by, trip.Lock{Reason: "wheel"}) },
		`Reserve["k","token","phone"]`:                                                  func() error { return r.Reserve(ctx, "k", "token", "phone") },
		`PriceLine["k",{"kind":"staff","name":"Olivia"},7,` + text(t, line) + `,"old"]`: func() error { return r.PriceLine(ctx, "k", by, 7, line, "old") },
		`Continuenull`: func() error { return r.Continue(ctx) },
	} {
		if err := call(); err != nil {
			t.Errorf("%s: %v", want, err)
			continue
		}
		if did := <-cart.did; did != want {
			t.Errorf("the cart did %s, want %s", did, want)
		}
	}
	var no *trip.Refused
	if err := r.Do(ctx, "k", by, trip.Unlock{}); !errors.As(err, &no) || no.Code != "busy-cart" {
		t.Errorf("a refusal came as %v", err)
	}
	if err := r.Sense(ctx, evidence.Output{}); err == nil {
		t.Error("senses crossed")
	}
	c.Close()
	late, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if err := r.Continue(late); !errors.As(err, &no) || no.Code != shopping.CodeOffline {
		t.Errorf("a cart that is gone: %v", err)
	}
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestEveryCommandCrosses finds the commands in the source of package trip.
func TestEveryCommandCrosses(t *testing.T) {
	t.Parallel()
	src, err := os.ReadFile("command.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../trip/*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Name.Name != "command" || fn.Recv == nil {
				continue
			}
			n++
			if id, ok := fn.Recv.List[0].Type.(*ast.Ident); ok && !strings.Contains(string(src), "trip."+id.Name+"{}") {
				t.Errorf("trip.%s does not cross", id.Name)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d commands were found", n)
	}
}
