package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/dashcart/dashcart/sensors/vision"
)

type tryModelCmd struct {
	File string `arg:"" help:"The ONNX file."`
}

// Run of try-model.
func (c *tryModelCmd) Run() error { return vision.TryModel(c.File) }

// tryModel runs a model in a process of its own, which OpenCV may end, and
// says in a line what became of it.
func tryModel(file string) error {
	const trying = "DASHCART_TRYING_A_MODEL"
	if os.Getenv(trying) != "" {
		return errors.New("a process that tries a model tries no other")
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var said bytes.Buffer
	cmd := exec.Command(self, "try-model", file)
	cmd.Env = append(os.Environ(), trying+"=1")
	cmd.Stdout, cmd.Stderr = &said, &said
	err = cmd.Run()
	if err == nil {
		return nil
	}
	why := strings.TrimSpace(said.String())
	for line := range strings.Lines(why) {
		if strings.Contains(line, "error:") { // of an exception's many lines
			why = strings.TrimSpace(line)
			break
		}
	}
	if why == "" {
		why = err.Error()
	}
	return errors.New(fmt.Sprintf("%.300s", why))
}
