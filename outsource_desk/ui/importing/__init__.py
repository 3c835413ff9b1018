"""Bringing in a spreadsheet: its picture, its doubts, its target and what would change."""
