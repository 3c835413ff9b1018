"""Rules about contingency and exit."""
