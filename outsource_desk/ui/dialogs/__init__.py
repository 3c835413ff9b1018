"""Questions before an act."""
