"""What touches the world: command line, application, files, keys."""

__version__ = "0.1.0"
