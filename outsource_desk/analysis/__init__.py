"""The mathematics of a decision: plain numbers in, plain numbers out."""
