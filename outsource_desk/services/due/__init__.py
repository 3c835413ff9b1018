"""What is due, area by area, for `services.calendar`."""
