"""One function per section of the board paper."""
