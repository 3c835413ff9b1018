"""The performance budget: ratios to a floor or a peer, measured in turn inside one run."""
