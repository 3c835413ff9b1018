"""The rules that a careful reader checks a comparison by: what they say is data, how they look is code."""
