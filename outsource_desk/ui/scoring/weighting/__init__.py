"""Dialogs in which the weights of a level are found, brought together and frozen."""
