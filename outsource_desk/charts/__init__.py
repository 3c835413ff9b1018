"""Chart definitions and their layout into a display list."""
