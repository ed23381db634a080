"""The command line: one module for each kind of command, loaded when it is asked for."""
