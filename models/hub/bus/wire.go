package bus

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/dashcart/dashcart/models/trip"
)

// parcel is an event on its way: trip.Record with the event by kind.
type parcel struct {
	Seq   int64           `json:"seq"`
	Key   string          `json:"key"`
	Trip  string          `json:"trip,omitempty"`
	At    time.Time       `json:"at"`
	Actor trip.Actor      `json:"actor"`
	Kind  string          `json:"kind"`
	Data  json.RawMessage `json:"data"`
}

// pack writes a record as it crosses.
func pack(r trip.Record) ([]byte, error) {
	kind, data, err := trip.Encode(r.Event)
	if err != nil {
		return nil, fmt.Errorf("event %d: %w", r.Seq, err)
	}
	return json.Marshal(parcel{r.Seq, r.Key, r.Trip, r.At, r.Actor, kind, data})
}

// unpack reads what pack wrote.
func unpack(b []byte) (trip.Record, error) {
	var p parcel
	if err := json.Unmarshal(b, &p); err != nil {
		return trip.Record{}, fmt.Errorf("event: %w", err)
	}
	if p.Seq <= 0 {
		return trip.Record{}, fmt.Errorf("event number %d", p.Seq)
	}
	e, err := trip.Decode(p.Kind, p.Data)
	if err != nil {
		return trip.Record{}, fmt.Errorf("event %d: %w", p.Seq, err)
	}
	return trip.Record{Seq: p.Seq, Key: p.Key, Trip: p.Trip, At: p.At, Actor: p.Actor, Event: e}, nil
}
