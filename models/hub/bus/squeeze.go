package bus

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
)

// squeeze writes v as compressed JSON.
func squeeze(v any) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := json.NewEncoder(w).Encode(v); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// mostUnpacked bounds what compressed data may grow to.
const mostUnpacked = 512 << 20

// expand reads what squeeze wrote.
func expand(b []byte, v any) error {
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("catalogue: %w", err)
	}
	data, err := io.ReadAll(io.LimitReader(r, mostUnpacked+1))
	if err != nil {
		return fmt.Errorf("catalogue: %w", err)
	}
	if len(data) > mostUnpacked {
		return fmt.Errorf("catalogue: more than %d bytes", mostUnpacked)
	}
	return json.Unmarshal(data, v)
}
