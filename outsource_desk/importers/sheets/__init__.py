"""What a sheet is before anybody knows what it is about: its grid, its tables, its words, its account."""
