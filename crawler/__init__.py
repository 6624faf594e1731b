"""From the web to the store: proceedings, documents and repositories. It never judges."""
