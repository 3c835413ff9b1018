"""Tables of vendors and criteria, in any direction, and lists of scores."""
