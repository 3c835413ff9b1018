"""The parts of the History page: the edits, one of them in words, two revisions compared, and a copy of the file."""
