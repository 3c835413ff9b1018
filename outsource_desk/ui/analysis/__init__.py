"""The tabs of Analysis: why, how far it can be trusted, and what other views of the same scores say."""
