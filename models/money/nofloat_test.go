package money_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// exactPackages count money, read prices and judge coupons.
var exactPackages = []string{"money", "gs1", "coupon", "pricing"}

// TestNoFloats proves that no amount passes through a float: of what these
// packages are made of, no expression has the type of one, be it written,
// inferred or got from another package.
func TestNoFloats(t *testing.T) {
	set := token.NewFileSet()
	imports, packages := compiled(t, set)
	for _, p := range packages {
		var files []*ast.File
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(set, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		found, err := floats(set, p.ImportPath, files, imports)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			t.Error(f)
		}
		if len(files) == 0 {
			t.Errorf("%s has no files", p.ImportPath)
		}
	}
	if len(packages) != len(exactPackages) {
		t.Errorf("%d packages were looked at, want %d", len(packages), len(exactPackages))
	}
}

// TestFloatsAreNoticed shows that each way to a float is seen.
func TestFloatsAreNoticed(t *testing.T) {
	set := token.NewFileSet()
	imports, _ := compiled(t, set)
	for name, c := range map[string]struct {
		src   string
		float bool
	}{
		"a field":            {`type x struct{ grams float64 }`, true},
		"a conversion":       {`func f(n int) int { return int(float32(n)) }`, true},
		"a literal":          {`const vat = 1.19`, true},
		"an exponent":        {`func f() int { return 1e3 }`, true},
		"a complex number":   {`var c = 2i`, true},
		"an inferred one":    {"import \"strconv\"\nfunc f(s string) bool { n, err := strconv.ParseFloat(s, 64); return n > 0 && err == nil }", true},
		"another package's":  {"import \"math\"\nvar root = math.Sqrt(4)", true},
		"a name for one":     {`type mass = float64`, true},
		"one inside a slice": {`var all []map[string]*float64`, true},
		"integers":           {"import \"math\"\nfunc f(n int64) bool { return n/3 < math.MaxInt64 }", false},
	} {
		t.Run(name, func(t *testing.T) {
			file, err := parser.ParseFile(set, name+".go", "package planted\n"+c.src, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			found, err := floats(set, "planted", []*ast.File{file}, imports)
			if err != nil || len(found) > 0 != c.float {
				t.Errorf("found %q, %v; want some: %v", found, err, c.float)
			}
		})
	}
}

// floats says where files of a package have expressions, types included, whose
// type is a float or a complex number.
func floats(set *token.FileSet, path string, files []*ast.File, imports types.Importer) ([]string, error) {
	info := types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}}
	if _, err := (&types.Config{Importer: imports}).Check(path, set, files, &info); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var found []string
	note := func(e ast.Expr, of types.Type) {
		if b, ok := of.Underlying().(*types.Basic); ok && b.Info()&(types.IsFloat|types.IsComplex) != 0 {
			found = append(found, fmt.Sprintf("%s: %s is a %s", set.Position(e.Pos()), types.ExprString(e), of))
		}
	}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok {
				if tv, ok := info.Types[e]; ok && tv.Type != nil {
					note(e, tv.Type)
				} else if id, ok := n.(*ast.Ident); ok && info.Defs[id] != nil {
					note(id, info.Defs[id].Type())
				}
				if lit, ok := n.(*ast.BasicLit); ok && (lit.Kind == token.FLOAT || lit.Kind == token.IMAG) {
					found = append(found, fmt.Sprintf("%s: the literal %s", set.Position(lit.Pos()), lit.Value))
				}
			}
			return true
		})
	}
	return found, nil
}

// listed is what the go command says of a package.
type listed struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
	DepOnly                 bool
}

// compiled returns the exact packages, and an importer of what the compiler
// exported of all that they and the planted sources build on.
func compiled(t *testing.T, set *token.FileSet) (types.Importer, []listed) {
	t.Helper()
	args := []string{"list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,DepOnly"}
	for _, p := range exactPackages {
		args = append(args, "github.com/dashcart/dashcart/models/"+p)
	}
	out, err := exec.CommandContext(t.Context(), "go", args...).Output()
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	var own []listed
	exports := map[string]string{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		exports[p.ImportPath] = p.Export
		if !p.DepOnly {
			own = append(own, p)
		}
	}
	open := func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) }
	return importer.ForCompiler(set, "gc", open), own
}
