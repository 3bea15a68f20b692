package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/dashcart/dashcart/models/account"
	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/trip"
	"github.com/dashcart/dashcart/sensors/recording"
)

func TestATripsPageShowsTheFramesOfItsDecisionsAndNoOtherFile(t *testing.T) {
	s := newSite(t)
	folder := filepath.Join(s.app.data, "evidence", "cart-1", "2026-11-20")
	if err := os.MkdirAll(folder, 0o750); err != nil {
		t.Fatal(err)
	}
	line, err := json.Marshal(recording.Kept{Trip: "t1", Decision: evidence.Decision{ID: 7}, Pictures: []string{"t1-7-front-5.jpg"}})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"t1.jsonl": string(line) + "\n{\"half", "t1-7-front-5.jpg": "a frame", "secret.jpg": "not yours"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(data), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	s.shopped("t1", time.Date(2026, 11, 20, 20, 0, 0, 0, time.UTC), trip.TripLinked{Shopper: trip.Shopper{Name: "Ana"}, Currency: "USD"},
		trip.LinePut{Line: apple(1, 120), Evidence: &evidence.Decision{ID: 7, Direction: evidence.Put, Grams: 200}})
	const picture = "/admin/trips/t1/pictures/t1-7-front-5.jpg"
	s.reads(account.Manager, "/admin/trips/t1", `src="`+picture+`"`, "Frame 1 of 1")
	if body := s.reads(account.Manager, picture); body != "a frame" {
		t.Errorf("%q", body)
	}
	for _, name := range []string{"secret.jpg", "..%2ft1.jsonl", "t1.jsonl", "*"} {
		if w := s.ask(account.Manager, "GET", "/admin/trips/t1/pictures/"+name, nil); w.Code != 404 {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if w := s.ask(account.Clerk, "GET", picture, nil); w.Code != 403 {
		t.Errorf("a clerk sees it: %d", w.Code)
	}
}
