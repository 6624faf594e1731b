"""Looking at repositories: an origin's head in one request, a snapshot where the head is new."""
