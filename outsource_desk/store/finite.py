"""Numbers that a table may hold."""

# A REAL that may be stored: SQLite keeps infinities, and a weight or score never is one.
FINITE = "BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308"
