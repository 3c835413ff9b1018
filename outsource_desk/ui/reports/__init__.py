"""The parts of the Reports page: the paper's pages, what is missing in it, and the way out as a file."""
