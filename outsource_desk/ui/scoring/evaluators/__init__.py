"""The people who score: their tasks, interests, ballots, and what they have to talk about."""
