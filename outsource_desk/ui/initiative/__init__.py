"""What is decided and why: the parts of the page about an initiative."""
