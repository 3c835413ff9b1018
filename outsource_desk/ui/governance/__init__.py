"""Governance: communication, training, contract, audits, the decision, and everything that is due."""
