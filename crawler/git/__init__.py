"""A git client: packet lines, fetching, and a bare repository read by git. It knows nothing of visits."""
