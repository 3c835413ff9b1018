"""Contingency: what may fail, who then does what, and what carries the service meanwhile."""
