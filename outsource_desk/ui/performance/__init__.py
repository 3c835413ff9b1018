"""What the Performance page is put together from."""
