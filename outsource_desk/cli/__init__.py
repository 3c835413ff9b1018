"""The one entry: words of the command line to services, lines and JSON back."""

from outsource_desk.cli.entry import desktop, main

__all__ = ["desktop", "main"]
