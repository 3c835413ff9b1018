"""Files from strangers: the gate, and the child processes that parse what passes it."""
