"""Before and behind the answers: how critical the function is, which questions are asked, and how deep."""
