"""From the web to the store: proceedings, documents and repositories. It says of an answer
what it is, but judges no criterion."""
