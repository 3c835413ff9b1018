"""The parts of the Scoring page."""
