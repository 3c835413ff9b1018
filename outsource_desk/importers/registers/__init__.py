"""Lists with one record to each row: suppliers, risks, metrics, readings, answers."""
