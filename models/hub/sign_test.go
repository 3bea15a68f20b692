package hub_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/hub"
	"github.com/dashcart/dashcart/models/hub/hubtest"
	"github.com/dashcart/dashcart/models/pricing"
	"github.com/dashcart/dashcart/models/shopping"
	"github.com/dashcart/dashcart/models/store"
	"github.com/dashcart/dashcart/models/trip"
)

// device signs with a hash and may be broken.
type device struct {
	broken error
	seen   []string
}

func (d *device) Sign(_ context.Context, key string, receipt []byte) (pricing.Signature, error) {
	if d.broken != nil {
		return pricing.Signature{}, d.broken
	}
	d.seen = append(d.seen, key)
	sum := sha256.Sum256(receipt)
	return pricing.Signature{Device: "TSE-1", Counter: fmt.Sprint(len(d.seen)), Value: hex.EncodeToString(sum[:])}, nil
}

func signing(c *hubtest.Counter, s hub.Signer) *hub.Hub {
	c.Store.Fiscal = store.Fiscal{Required: true}
	return hub.New(hub.Config{Store: c.Store, Records: c.DB, Provider: c.House, Signer: s})
}

func sold(c *hubtest.Counter, id string) shopping.ReceiptRequest {
	return shopping.ReceiptRequest{Key: id + "-receipt", Shopper: trip.Shopper{ID: "ana"}, Receipt: pricing.Receipt{Trip: id, At: c.Now, Total: hubtest.USD(500),
		Lines: []pricing.ReceiptLine{{Line: pricing.Line{ID: 1, Name: "Tea", Quantity: 1, UnitPrice: hubtest.USD(500), Bulk: evidence.Bulk{Grams: 101.5}}, Gross: hubtest.USD(500), Net: hubtest.USD(500)}}}}
}

// TestReceiptsAreSignedBeforeTheyAreIssued: the signature is of the numbered
// receipt as it is kept; asked again nothing is signed again; a broken device
// issues nothing and leaves no gap.
func TestReceiptsAreSignedBeforeTheyAreIssued(t *testing.T) {
	c, d := hubtest.NewCounter(t), &device{}
	h := signing(c, d)
	first, err := h.Receipt(ctx, sold(c, "t1"))
	if err != nil || first.Ref != "000001" || first.Signature == nil {
		t.Fatal(first, err)
	}
	again, err := h.Receipt(ctx, sold(c, "t1"))
	if err != nil || again.Ref != first.Ref || *again.Signature != *first.Signature || len(d.seen) != 1 {
		t.Errorf("asked again: %+v, %v; the device signed %q", again, err, d.seen)
	}
	d.broken = errors.New("no answer")
	if out, err := h.Receipt(ctx, sold(c, "t2")); !errors.Is(err, d.broken) {
		t.Errorf("%+v, %v, want the device's error", out, err)
	}
	d.broken = nil
	if out, err := h.Receipt(ctx, sold(c, "t2")); err != nil || out.Ref != "000002" {
		t.Errorf("after the device came back: %+v, %v", out, err)
	}
	kept, err := c.DB.Receipts(ctx, "ana")
	if err != nil || len(kept) != 2 {
		t.Fatal(kept, err)
	}
	for _, r := range kept {
		b, err := r.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(b); r.Signature == nil || r.Signature.Value != hex.EncodeToString(sum[:]) {
			t.Errorf("receipt %s: the signature %v is not of what is kept", r.Number, r.Signature)
		}
		if strings.Contains(string(b), "101.5") || !json.Valid(b) {
			t.Errorf("what the cart sensed is signed: %s", b)
		}
		if text := hub.ReceiptText(c.Store, r, "es"); !strings.Contains(text, "Firma\nTSE-1 ") {
			t.Errorf("not printed:\n%s", text)
		}
		if pdf, err := hub.ReceiptPDF(c.Store, r, "en"); err != nil || len(pdf) == 0 {
			t.Error(err)
		}
	}
}

// TestWithoutADeviceTheBasketIsHandedOver: where the law asks for one, no money
// is taken and no receipt is numbered; a cashier gets the basket.
func TestWithoutADeviceTheBasketIsHandedOver(t *testing.T) {
	c := hubtest.NewCounter(t)
	h := signing(c, nil)
	out, err := h.Authorise(ctx, shopping.PaymentRequest{Key: "p", Trip: "t1", Cart: "cart-01", Shopper: "ana", Amount: hubtest.USD(500)})
	if err != nil || out.OK || out.Reason != hub.ReasonFiscal {
		t.Errorf("authorised: %+v, %v", out, err)
	}
	if out, err := h.Receipt(ctx, sold(c, "t1")); err == nil {
		t.Errorf("issued: %+v", out)
	}
	if out, err := h.HandOver(ctx, sold(c, "t2")); err != nil || !out.OK {
		t.Errorf("handed over: %+v, %v", out, err)
	}
	c.Store.Fiscal.Required = false
	if out, err := h.Receipt(ctx, sold(c, "t1")); err != nil || out.Ref != "000001" || out.Signature != nil {
		t.Errorf("where no law asks: %+v, %v", out, err)
	}
}
