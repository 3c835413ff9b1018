"""Sending vendors their own copy of the questionnaire, and reading what came back."""
