"""Warnings on screen: the list of all, where each is cured, and the answers to them."""
