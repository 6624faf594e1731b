"""Files that project templates bring along, by their digests."""
