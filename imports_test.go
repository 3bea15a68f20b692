package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/dashcart/dashcart/"

// mayImport lists, for each folder, what of this module it may import (folders
// and what lies below them). A folder stands for those below it that have no
// row of their own.
var mayImport = map[string][]string{
	"models/gs1":      {},
	"models/floor":    {},
	"models/money":    {},
	"models/evidence": {"models/gs1", "models/money"},
	"models/catalog":  {"models/gs1", "models/money"},
	"models/label":    {"models/loyalty", "models/catalog", "models/evidence", "models/gs1", "models/money"},
	"models/loyalty":  {"models/gs1"},
	"models/coupon":   {"models/catalog", "models/gs1", "models/money"},
	"models/pricing":  {"models/coupon", "models/catalog", "models/evidence", "models/gs1", "models/money"},
	"models/trip":     {"models/evidence", "models/pricing", "models/coupon", "models/catalog", "models/gs1", "models/money"},
	"models/lane":     {"models/trip", "models/pricing", "models/evidence", "models/catalog", "models/floor", "models/gs1", "models/money"},
	"models/store":    {"models/label", "models/loyalty", "models/chain", "models/trip", "models/pricing", "models/coupon", "models/catalog", "models/evidence", "models/floor", "models/gs1", "models/money"},
	"models/account":  {"models/trip", "models/floor", "models/gs1", "models/money"},
	"models/chain":    {"models/catalog", "models/gs1", "models/money"},
	"models/payment":  {"models/account", "models/trip", "models/pricing", "models/floor", "models/gs1", "models/money", "models/payment"},
	"models/shopping": {"models"},
	"models/journal":  {"models"},
	"models/hub":      {"models"},
	// A hub with records behind it, for the tests of every way to a hub.
	"models/hub/hubtest": {"models"},
	"sensors":            {"sensors", "models/gs1", "models/evidence", "models/catalog", "models/floor"},
	"sensors/fusion":     {"models/gs1", "models/evidence", "models/catalog", "models/floor"},
	"views":              {"views", "models"},
	"static":             {},
	"handlers":           {"handlers", "views", "models", "static"},
	"handlers/cli":       {"handlers", "views", "models", "sensors", "static"},
	"handlers/bench":     {"handlers", "views", "models", "sensors", "static"},
	"":                   {""},
}

// mayNotImport takes away again from what a row above gives.
var mayNotImport = map[string][]string{
	"models/shopping":    {"models/journal", "models/hub"},
	"models/journal":     {"models/hub"},
	"models/hub":         {"models/journal"},
	"models/hub/hubtest": {},
	"views":              {"models/shopping", "models/journal", "models/hub"},
	"handlers":           {"models/journal"},
}

// onlyHere names libraries that one place alone may import.
var onlyHere = map[string][]string{
	"gocv.io/x/gocv":           {"sensors/vision"},
	"gorm.io/gorm":             {"models/journal"},
	"gorm.io/driver/sqlite":    {"models/journal"},
	"gorm.io/driver/postgres":  {"models/journal"},
	"github.com/jackc/pgx":     {"models/journal"},
	"github.com/gin-gonic/gin": {"handlers", ""},
	"github.com/nats-io":       {"models/hub/bus"},
	"github.com/prometheus":    {"handlers/ops"},
	"go.opentelemetry.io":      {"handlers/ops/traces"},
}

func TestImportRules(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "tools" || strings.HasPrefix(d.Name(), ".") && name != ".") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		files++
		dir := filepath.ToSlash(filepath.Dir(name))
		if dir == "." {
			dir = ""
		}
		for _, im := range f.Imports {
			p, _ := strconv.Unquote(im.Path.Value)
			if why := forbidden(dir, p); why != "" {
				t.Errorf("%s imports %s: %s", name, p, why)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Fatalf("only %d files were looked at", files)
	}
}

func forbidden(dir, imported string) string {
	for lib, homes := range onlyHere {
		if under(imported, lib) && !slices.ContainsFunc(homes, func(h string) bool { return dir == h || h != "" && under(dir, h) }) {
			return "only " + strings.Join(homes, ", ") + " may"
		}
	}
	target, ok := strings.CutPrefix(imported, module)
	if !ok || target == dir || dir == "" {
		return ""
	}
	home, may := ruleOf(mayImport, dir)
	if home == "" {
		return "the folder has no rule; give it one in imports_test.go"
	}
	if under(target, home) && !strings.HasPrefix(home, "sensors") { // parts of one package tree
		return ""
	}
	if !slices.ContainsFunc(may, func(m string) bool { return under(target, m) }) {
		return "outside what " + home + " may import"
	}
	if _, not := ruleOf(mayNotImport, dir); slices.ContainsFunc(not, func(m string) bool { return under(target, m) }) {
		return "kept apart from " + home
	}
	return ""
}

// ruleOf finds the row for the nearest folder above or at dir.
func ruleOf(rules map[string][]string, dir string) (string, []string) {
	for d := dir; d != "." && d != ""; d = path.Dir(d) {
		if r, ok := rules[d]; ok {
			return d, r
		}
	}
	return "", nil
}

func under(p, folder string) bool { return p == folder || strings.HasPrefix(p, folder+"/") }
