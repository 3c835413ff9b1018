"""The mathematics of a decision: numpy arrays in, numpy arrays out."""
