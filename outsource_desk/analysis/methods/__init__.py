"""Other ways to bring many criteria together; each takes plain arrays and says how it treats what it cannot use.

All take ``matrix`` (C, K), candidates by criteria, without gaps, ``weights`` (K,), >= 0 in any unit, and ``better``
(K,): 1 where more is better, −1 where less is; None = more is better everywhere.
"""
