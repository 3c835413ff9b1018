"""Vetting: questions, answers, what proves them, and the gates that follow."""
