"""Outsource Desk: decide whether to outsource, to whom, and how to get out again."""

__version__ = "0.1.0"
