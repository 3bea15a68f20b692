package bus

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/dashcart/dashcart/models/catalog"
	"github.com/dashcart/dashcart/models/shopping"
)

// ShelfKeeper keeps a cart's copy of the catalogue, each step in one
// transaction.
type ShelfKeeper interface {
	LoadShelf(ctx context.Context) (shopping.Shelf, error)
	SaveShelf(ctx context.Context, s shopping.Shelf) error
	ChangeShelf(ctx context.Context, c shopping.Change) error
}

// lookAgain is how often a cart asks whether it missed a change; after a
// question that failed it asks sooner, at longer and longer pauses.
const (
	lookAgain  = time.Minute
	firstPause = time.Second
)

// Copy is a cart's copy of the catalogue.
type Copy struct {
	line  *line
	keep  ShelfKeeper
	shelf shopping.Shelf
	apply func(*catalog.Catalogue)
}

// OpenCopy reads the copy that a cart has; cat is nil where it has none. apply
// is called with each catalogue that comes.
func (l *line) OpenCopy(ctx context.Context, keep ShelfKeeper, apply func(*catalog.Catalogue)) (k *Copy, cat *catalog.Catalogue, err error) {
	k = &Copy{line: l, keep: keep, apply: apply}
	if k.shelf, err = keep.LoadShelf(ctx); err != nil || k.shelf.Revision == "" {
		return k, nil, err
	}
	if cat, err = k.shelf.Catalogue(); err != nil {
		// A copy of another version: it is fetched anew.
		l.log.Warn("the copy of the catalogue cannot be used", "of", l.who, "err", err)
		k.shelf = shopping.Shelf{}
	}
	return k, cat, nil
}

// Revision is the copy's.
func (k *Copy) Revision() string { return k.shelf.Revision }

// Run keeps the copy up to date until ctx ends.
func (k *Copy) Run(ctx context.Context) error {
	come := make(chan *nats.Msg, 16)
	sub, err := k.line.nc.ChanSubscribe(k.line.goods, come)
	if err != nil {
		return err
	}
	defer sub.Unsubscribe() //nolint:errcheck // ends with the connection
	up := k.line.nc.StatusChanged(nats.CONNECTED)
	defer k.line.nc.RemoveStatusListener(up)
	tick := time.NewTimer(lookAgain)
	defer tick.Stop()
	pause := firstPause
	for ask := true; ; {
		if ask {
			err := k.Fetch(ctx)
			if err == nil {
				pause = firstPause
				tick.Reset(lookAgain)
			} else {
				if pause == firstPause && ctx.Err() == nil && k.line.Connected() {
					k.line.log.Warn("the catalogue stays as it was", "of", k.line.who, "err", err)
				}
				tick.Reset(pause)
				pause = min(2*pause, lookAgain)
			}
		}
		ask = true
		select {
		case <-ctx.Done():
			return nil
		case m := <-come:
			var a goodsAnswer
			ask = json.Unmarshal(m.Data, &a) != nil || a.Change == "" || k.change(ctx, a) != nil
		case <-up:
		case <-tick.C:
		}
	}
}

// Fetch asks until the copy is what the hub has.
func (k *Copy) Fetch(ctx context.Context) error {
	var snapshot []byte
	var reading string
	for {
		var a goodsAnswer
		q := goodsQuestion{Have: k.shelf.Revision, Want: reading, Offset: len(snapshot)}
		if err := k.line.ask(ctx, "Goods", q, &a); err != nil {
			return err
		}
		switch {
		case a.Revision == k.shelf.Revision:
			return nil
		case a.Change != "":
			if err := k.change(ctx, a); err != nil {
				return err
			}
		case a.Snapshot == "" || a.Total <= 0 || a.Total > mostUnpacked:
			snapshot, reading = nil, ""
		default:
			piece, err := base64.StdEncoding.DecodeString(a.Snapshot)
			if err != nil {
				return fmt.Errorf("catalogue: %w", err)
			}
			snapshot, reading = append(snapshot, piece...), a.Revision
			if len(snapshot) < a.Total {
				continue
			}
			if err := k.whole(ctx, snapshot); err != nil {
				return err
			}
			snapshot, reading = nil, ""
		}
	}
}

func (k *Copy) whole(ctx context.Context, snapshot []byte) error {
	var fresh shopping.Shelf
	if err := expand(snapshot, &fresh); err != nil {
		return err
	}
	cat, err := fresh.Catalogue()
	if err != nil {
		return err
	}
	if err := k.keep.SaveShelf(ctx, fresh); err != nil {
		return err
	}
	k.shelf = fresh
	k.apply(cat)
	return nil
}

func (k *Copy) change(ctx context.Context, a goodsAnswer) error {
	b, err := base64.StdEncoding.DecodeString(a.Change)
	if err != nil {
		return fmt.Errorf("catalogue: %w", err)
	}
	var c shopping.Change
	if err := expand(b, &c); err != nil {
		return err
	}
	fresh, err := k.shelf.Apply(c)
	if err != nil {
		return err
	}
	cat, err := fresh.Catalogue()
	if err != nil {
		return err
	}
	if err := k.keep.ChangeShelf(ctx, c); err != nil {
		return err
	}
	k.shelf = fresh
	k.apply(cat)
	return nil
}
