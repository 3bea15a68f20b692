// Command dashcart is a smart shopping cart, its store's hub and their tools,
// in one binary.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/dashcart/dashcart/handlers/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run carries out one command line and returns the exit status: 0; 1: it ran,
// and the answer is no; 2: it could not run.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var c commands
	fail := func(err error) int {
		var e *cli.Exit
		if !errors.As(err, &e) {
			e = &cli.Exit{Code: 2, Err: err}
		}
		if e.Err != nil {
			fmt.Fprintln(stderr, "dashcart:", e.Err)
		}
		return e.Code
	}
	ended := -1
	parser, err := kong.New(&c, kong.Name("dashcart"), kong.Writers(stdout, stderr), kong.UsageOnError(),
		kong.Description("A smart shopping cart, its store and their tools in one binary."),
		kong.Exit(func(code int) { ended = code }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(&streams{stdin, stdout, stderr}))
	if err != nil {
		return fail(err)
	}
	k, err := parser.Parse(args)
	if ended >= 0 {
		return ended
	}
	if err != nil {
		return fail(err)
	}
	if err := k.Run(); err != nil {
		return fail(err)
	}
	return 0
}

// streams is what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}
