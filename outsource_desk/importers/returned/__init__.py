"""Files that this program wrote and that come back: workbooks, ballots and vendors’ copies."""
