package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAStoresModelIsCheckedFirst: check says what is wrong with a model of
// looks and where it is named; no process ends by it.
func TestAStoresModelIsCheckedFirst(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "catalog"), os.DirFS("catalog")); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("store.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const option = "  # model: {file: models/goods.onnx, share: 0.5}"
	if !strings.Contains(string(text), option) {
		t.Fatal("store.yaml shows no model")
	}
	for model, says := range map[string]string{
		"{file: none.onnx}":             "recognition.model.file: none.onnx cannot be read",
		"{file: torn.onnx, share: 0.3}": "torn.onnx: it holds no graph: this is no ONNX model",
		"{file: torn.onnx, share: 1.5}": "recognition.model.share",
		"{share: 0.3}":                  "recognition.model.file",
	} {
		path := filepath.Join(dir, "store.yaml")
		for name, data := range map[string]string{path: strings.Replace(string(text), option, "  model: "+model, 1), filepath.Join(dir, "torn.onnx"): ""} {
			if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		var out strings.Builder
		if code := run(t.Context(), []string{"check", path}, strings.NewReader(""), &out, &out); code != 1 || !strings.Contains(out.String(), says) || !strings.Contains(out.String(), "1 problem") {
			t.Errorf("%s: status %d, want %q:\n%s", model, code, says, out.String())
		}
	}
}
