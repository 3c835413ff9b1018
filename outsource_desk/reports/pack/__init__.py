"""The break-glass pack: the plan on paper, for the hour in which nothing else can be opened."""
