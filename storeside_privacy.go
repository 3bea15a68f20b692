package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Erase takes a shopper out of the records, and the evidence of their trips,
// pictures among it, off this machine's disk.
func (p tripPages) Erase(ctx context.Context, shopper string) ([]string, error) {
	ids, err := p.Store.Erase(ctx, shopper)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if err := eraseEvidence(p.data, id); err != nil {
			return ids, err
		}
	}
	return ids, nil
}

// eraseEvidence removes the files of a trip from every cart's evidence.
func eraseEvidence(data, trip string) error {
	root := filepath.Join(data, "evidence")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if name := d.Name(); name == trip+".jsonl" || strings.HasPrefix(name, trip+"-") {
			return os.Remove(path)
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("evidence of trip %s: %w", trip, err)
	}
	return nil
}
