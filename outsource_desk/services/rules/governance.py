"""Rules about audits, clauses and the decision."""
