"""The parts of the Exit page."""
