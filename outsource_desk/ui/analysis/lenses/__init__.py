"""What the Lenses tab is put together from."""
