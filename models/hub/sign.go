package hub

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/dashcart/dashcart/models/pricing"
)

// Signer is a fiscal device: a law of the store's country may ask that it signs
// every receipt before that is issued. Sign is given the receipt by
// pricing.Receipt.Canonical; asked again with the same key and the same bytes,
// as after a lost answer, it gives the same signature or another of the same
// receipt, and never counts a second sale.
type Signer interface {
	Sign(ctx context.Context, key string, receipt []byte) (pricing.Signature, error)
}

// ReasonFiscal is why no money is taken where a fiscal device must sign and
// there is none: the basket is handed over to a cashier.
const ReasonFiscal = "fiscal"

// signWait is how long a device may take: the next receipt waits for it.
const signWait = 5 * time.Second

func (h *Hub) unsignable() bool { return h.cfg.Store.Fiscal.Required && h.cfg.Signer == nil }

// signing returns what signs a numbered receipt, nil where nothing does.
func (h *Hub) signing(ctx context.Context, key string) func(pricing.Receipt) (*pricing.Signature, error) {
	if h.unsignable() {
		return func(r pricing.Receipt) (*pricing.Signature, error) {
			return nil, fmt.Errorf("receipt of trip %s: store.yaml asks for a fiscal device and none is there; hand the basket over", r.Trip)
		}
	}
	if h.cfg.Signer == nil {
		return nil
	}
	return func(r pricing.Receipt) (*pricing.Signature, error) {
		b, err := r.Canonical()
		if err != nil {
			return nil, err
		}
		ctx, cancel := context.WithTimeout(ctx, signWait)
		defer cancel()
		s, err := h.cfg.Signer.Sign(ctx, key, b)
		if err != nil {
			return nil, fmt.Errorf("signing receipt %s: %w", r.Number, err)
		}
		return &s, nil
	}
}

// folded breaks a text without spaces to breaks on into lines of so many bytes.
func folded(s string, width int) string {
	var b strings.Builder
	for ; len(s) > width; s = s[width:] {
		b.WriteString(s[:width] + "\n")
	}
	return b.String() + s
}
