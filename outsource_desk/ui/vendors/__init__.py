"""Who could do it: the parts of the page about vendors."""
