"""One page per kind of work."""
