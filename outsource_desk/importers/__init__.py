"""Outside files into values and a list of problems, each with its cell; writes nothing."""
