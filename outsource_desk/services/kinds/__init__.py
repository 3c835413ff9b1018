"""What the records of each table may hold, for `services.records`."""
