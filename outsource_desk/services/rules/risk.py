"""Rules about the risk register."""
