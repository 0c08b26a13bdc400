"""One module a command: HELP, add_arguments(parser), run(arguments) -> exit code."""
