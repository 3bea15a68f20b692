package main

// fleetCommands are those of a store with many machines.
type fleetCommands struct {
	Restore restoreCmd `cmd:"" help:"Put a backup in place of a store's file while it is in use."`
}
