package bus

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/dashcart/dashcart/models/trip"
)

// commands are those of package trip that may cross, by name.
var commands = byName(
	trip.Lock{}, trip.Unlock{}, trip.TakeOut{}, trip.BringBack{}, trip.Emptied{}, trip.LeftBehind{}, trip.Reserve{}, trip.EndReservation{},
	trip.Link{}, trip.Start{}, trip.Recognise{}, trip.Answer{}, trip.Correct{}, trip.NotInCart{}, trip.Undo{}, trip.Confirm{},
	trip.Announce{}, trip.SetQuantity{}, trip.BuyBags{}, trip.AddCoupon{}, trip.SettleCoupon{}, trip.RemoveCoupon{}, trip.ShowLoyalty{}, trip.SetList{}, trip.SetPreferences{},
	trip.StayActive{}, trip.AskHelp{}, trip.TakeHelp{}, trip.EndHelp{}, trip.PlaceHold{}, trip.LiftHold{}, trip.PriceLine{}, trip.Adjust{},
	trip.EnterLane{}, trip.LeaveLane{}, trip.RecordAudit{}, trip.ResolveFinding{}, trip.Disturb{}, trip.BeginPayment{},
	trip.SettleAuthorisation{}, trip.BeginCapture{}, trip.SettleCapture{}, trip.IssueReceipt{}, trip.Release{}, trip.HandOver{},
	trip.Abandon{}, trip.MoveOut{}, trip.MoveIn{}, trip.ApproveAge{}, trip.Carried{}, trip.ClaimOwn{},
)

func byName(list ...trip.Command) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for _, c := range list {
		out[reflect.TypeOf(c).Name()] = reflect.TypeOf(c)
	}
	return out
}

// order is a command as it crosses.
type order struct {
	Kind string          `json:"kind"`
	Data json.RawMessage `json:"data"`
}

func packCommand(c trip.Command) (order, error) {
	kind := reflect.TypeOf(c).Name()
	if _, ok := commands[kind]; !ok {
		return order{}, fmt.Errorf("command %T does not cross the bus", c)
	}
	b, err := json.Marshal(c)
	return order{kind, b}, err
}

func unpackCommand(b []byte) (trip.Command, error) {
	var o order
	if err := json.Unmarshal(b, &o); err != nil {
		return nil, err
	}
	t, ok := commands[o.Kind]
	if !ok {
		return nil, fmt.Errorf("command %q is not known to this version", clip(o.Kind, 40))
	}
	v := reflect.New(t)
	if err := json.Unmarshal(o.Data, v.Interface()); err != nil {
		return nil, fmt.Errorf("command %s: %w", o.Kind, err)
	}
	return v.Elem().Interface().(trip.Command), nil
}
