"""The way to the web over HTTP: client, rate limit, retry-after, session with its address guard, JSON."""
