"""Chart definitions and their display lists; painters live with their users."""
