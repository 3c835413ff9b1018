"""All that is known of one vendor, in tabs."""
