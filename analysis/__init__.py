"""From the store to answers: ownership, verdicts, statistics, reports. It never fetches."""
